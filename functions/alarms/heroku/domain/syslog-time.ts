import { MINUTE_MS } from '../../../shared/calendar/instant.ts';
import { digitAt, twoDigits } from './bytes.ts';

const SHORTEST = '2012-07-22T00:06:26Z'.length;
const OFFSET = '+00:00'.length;
const MINUTES_PER_HOUR = 60;

/**
 * The minute, counted from 1970, of an RFC 3339 time such as `2012-07-22T00:06:26.123456+00:00`; NaN where there is none. Read
 * digit by digit because every line has one, and a text for each would take longer than all the rest.
 */
export function epochMinuteAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SHORTEST) return NaN;
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const isTime = hour < 24 && minute < MINUTES_PER_HOUR && twoDigits(bytes, start + 17) <= MINUTES_PER_HOUR;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDate || !isTime || !hasMarks(bytes, start)) return NaN;
  return Date.UTC(year, month - 1, day, hour, minute) / MINUTE_MS - offsetAt(bytes, start, end);
}

const [DASH, T, COLON, DOT, PLUS, Z] = [0x2d, 0x54, 0x3a, 0x2e, 0x2b, 0x5a];

const hasMarks = (bytes: Uint8Array, start: number): boolean =>
  bytes[start + 4] === DASH &&
  bytes[start + 7] === DASH &&
  bytes[start + 10] === T &&
  bytes[start + 13] === COLON &&
  bytes[start + 16] === COLON;

/** Minutes east of Greenwich; NaN where what follows the seconds is not `Z` or an offset, but for digits of a second. */
function offsetAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start + SHORTEST - 1;
  if (bytes[at] === DOT) while (++at < end && digitAt(bytes, at) >= 0);
  if (bytes[at] === Z) return at + 1 === end ? 0 : NaN;
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === DASH ? -1 : NaN;
  if (at + OFFSET !== end || bytes[at + 3] !== COLON) return NaN;
  return sign * (twoDigits(bytes, at + 1) * MINUTES_PER_HOUR + twoDigits(bytes, at + 4));
}
