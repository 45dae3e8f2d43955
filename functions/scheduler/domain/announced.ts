import { DAY_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { RunRecord } from '../../shared/store/run-record.ts';

/** No warning counts for longer. */
const REMEMBERED_MS = 2 * DAY_MS;

/**
 * The record with the announced stops whose instant has come looked at once: those that are stops no more were moved away, and should
 * they come back, they are announced anew. (While one is still ahead, moving it away and back costs nothing.)
 */
export function noteAnnounced(record: RunRecord, now: Instant, isStop: (at: Instant) => boolean): RunRecord {
  const { announcedStops = [], goneStops = [], ...rest } = record;
  const ahead = announcedStops.filter((at) => at > now);
  if (ahead.length === announcedStops.length) return record;
  const gone = [...goneStops, ...announcedStops.filter((at) => at <= now && !isStop(at))];
  const remembered = gone.filter((at) => at > now - REMEMBERED_MS);
  return {
    ...rest,
    ...(ahead.length > 0 && { announcedStops: ahead }),
    ...(remembered.length > 0 && { goneStops: remembered }),
  };
}
