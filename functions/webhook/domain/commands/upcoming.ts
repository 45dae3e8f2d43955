import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../../shared/calendar/instant.ts';
import type { MinuteOfDay } from '../../../shared/calendar/time-of-day.ts';
import type { Zone } from '../../../shared/calendar/zone.ts';
import type { Span } from './command.ts';

/** The end of a span that begins at `from`; a duration counts from the minute that the clock shows, as people read it. */
export const endOfSpan = (span: Span, from: Instant, zone: Zone): Instant =>
  span.kind === 'time' ? nextTime(span.minute, from, zone) : from - (from % MINUTE_MS) + span.minutes * MINUTE_MS;

/** The first instant after `from` at which the wall shows a time; `26:00` is the 02:00 after a midnight. */
export function nextTime(minute: MinuteOfDay, from: Instant, zone: Zone): Instant {
  const today = zone.localDay(from);
  const first = minute < MINUTES_PER_DAY ? today : today - 1;
  const at = zone.instantOf(first, minute);
  return at > from ? at : zone.instantOf(first + 1, minute);
}
