import { DateTime } from 'luxon';
import type { Instant } from '../../shared/calendar/instant.ts';

// The runtime's locale data calls these zones `GMT+9`; the people who live there do not.
const NAMED_BY_PEOPLE: Readonly<Record<string, string>> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST' };

/** What people call the zone at that instant: `KST`, `EDT`, `CET`; `GMT+5:30` where there is no such name. */
export function zoneAbbreviation(at: Instant, timeZone: string): string {
  const known = NAMED_BY_PEOPLE[timeZone];
  if (known !== undefined) return known;
  const local = DateTime.fromMillis(at, { zone: timeZone });
  // American English knows America's abbreviations, British English those of Europe.
  const names = ['en-US', 'en-GB', 'en-AU'].map((locale) => local.setLocale(locale).offsetNameShort ?? '');
  return names.find((name) => /^[A-Z]+$/.test(name)) ?? names[0] ?? timeZone;
}

/** `Fri 2026-11-20 22:00 KST`. */
export function localDateTime(at: Instant, timeZone: string): string {
  return `${format(at, timeZone, 'ccc yyyy-MM-dd HH:mm')} ${zoneAbbreviation(at, timeZone)}`;
}

/** `22:00 KST` on the day of `from`, `Sat 02:00 KST` within the week around it, the whole date beyond. */
export function localTimeSeenFrom(from: Instant, at: Instant, timeZone: string): string {
  const days = localDayNumber(at, timeZone) - localDayNumber(from, timeZone);
  if (Math.abs(days) > 6) return localDateTime(at, timeZone);
  return `${format(at, timeZone, days === 0 ? 'HH:mm' : 'ccc HH:mm')} ${zoneAbbreviation(at, timeZone)}`;
}

/** `2026-11-20`. */
export function localDate(at: Instant, timeZone: string): string {
  return format(at, timeZone, 'yyyy-MM-dd');
}

/** Formats an instant on the wall of a zone, in luxon's tokens and in English. */
export function format(at: Instant, timeZone: string, tokens: string): string {
  return DateTime.fromMillis(at, { zone: timeZone, locale: 'en-US' }).toFormat(tokens);
}

function localDayNumber(at: Instant, timeZone: string): number {
  return Math.round(Date.parse(`${localDate(at, timeZone)}T00:00:00Z`) / 86_400_000);
}
