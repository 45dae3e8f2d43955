import { DAY_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { RunRecord } from '../../shared/store/run-record.ts';

/** No warning counts for longer. */
const REMEMBERED_MS = 2 * DAY_MS;

/**
 * The record with the announced stops looked at: those that are stops no more were moved away, and should they come back after their
 * instant, they are announced anew. (While one is still ahead, moving it away and back costs nothing.)
 */
export function noteAnnounced(record: RunRecord, now: Instant, isStop: (at: Instant) => boolean): RunRecord {
  const { announcedStops = [], goneStops = [], ...rest } = record;
  const ahead = announcedStops.filter((at) => at > now);
  const stillGone = goneStops.filter((at) => at > now - REMEMBERED_MS && (at <= now || !isStop(at)));
  const remembered = [...new Set([...stillGone, ...announcedStops.filter((at) => !isStop(at))])];
  if (ahead.length === announcedStops.length && areSame(remembered, goneStops)) return record;
  return {
    ...rest,
    ...(ahead.length > 0 && { announcedStops: ahead }),
    ...(remembered.length > 0 && { goneStops: remembered }),
  };
}

const areSame = (some: readonly Instant[], others: readonly Instant[]): boolean =>
  some.length === others.length && some.every((at, nth) => at === others[nth]);
