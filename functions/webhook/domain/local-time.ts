import { dateOfDay, dayOfDate, weekdayOf, yearMonthDayOf } from '../../shared/calendar/local-date.ts';
import type { Instant, LocalDay } from '../../shared/calendar/instant.ts';
import { formatTimeOfDay } from '../../shared/calendar/time-of-day.ts';
import { Zone, zoneNamed } from '../../shared/calendar/zone.ts';
import type { Language } from './say.ts';

/** Where a reader's clock hangs, and how the reader writes what it shows. */
export interface Wall {
  readonly timeZone: string;
  readonly language: Language;
}

// The runtime's locale data calls these zones `GMT+9`; the people who live there do not.
const NAMED_BY_PEOPLE: Readonly<Record<string, string>> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST' };

// American English knows America's abbreviations, British English those of Europe.
const ABBREVIATING_LOCALES = ['en-US', 'en-GB', 'en-AU'];

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ko: ['월', '화', '수', '목', '금', '토', '일'],
};

/** A notice may be older than its zone's name, or newer: it is said all the same. */
const UTC = new Zone('UTC');
const zoneOf = (timeZone: string): Zone => zoneNamed(timeZone) ?? UTC;

/** What people call the zone at that instant: `KST`, `EDT`, `CET`; `GMT+5:30` where there is no such name. */
export function zoneAbbreviation(at: Instant, timeZone: string): string {
  const { name: zone } = zoneOf(timeZone);
  const known = NAMED_BY_PEOPLE[zone];
  if (known !== undefined) return known;
  const names = ABBREVIATING_LOCALES.map((locale) => abbreviationIn(locale, zone, at));
  return names.find((name) => /^[A-Z]+$/.test(name)) ?? names[0] ?? zone;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function abbreviationIn(locale: string, timeZone: string, at: Instant): string {
  const key = `${locale} ${timeZone}`;
  const clock = clocks.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' });
  clocks.set(key, clock);
  return clock.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** `Fri`, `금`. */
export const weekdayWord = (day: LocalDay, language: Language): string => WEEKDAYS[language][weekdayOf(day)] ?? '';

/** `Fri 2026-11-20 22:00 KST`, `2026년 11월 20일(금) 22:00 KST`. */
export function localDateTime(at: Instant, timeZone: string, language: Language = 'en'): string {
  return `${wholeDate(zoneOf(timeZone).localDay(at), language)} ${zonedTime(at, timeZone)}`;
}

/**
 * `22:00 KST` on the day of `from`; `Sat 02:00 KST`, `토 02:00 KST` within the week around it; the date beyond:
 * `Mon 2026-11-30 09:30 KST`, `11월 30일(월) 09:30 KST`, in Korean with the year where it is another.
 */
export function localTimeSeenFrom(from: Instant, at: Instant, { timeZone, language }: Wall): string {
  const zone = zoneOf(timeZone);
  const [day, seenFrom] = [zone.localDay(at), zone.localDay(from)];
  const time = zonedTime(at, timeZone);
  if (day === seenFrom) return time;
  if (Math.abs(day - seenFrom) <= 6) return `${weekdayWord(day, language)} ${time}`;
  const isSameYear = yearMonthDayOf(day).year === yearMonthDayOf(seenFrom).year;
  return `${(isSameYear ? dateOfTheYear : wholeDate)(day, language)} ${time}`;
}

/** `22:00`. */
export const clockTime = (at: Instant, timeZone: string): string => formatTimeOfDay(zoneOf(timeZone).localMinute(at));

/** A date with its weekday, as it is read in a sentence: `Fri 2026-11-20`, `11월 20일(금)`; as it came where it is none. */
export function dateWords(date: string, language: Language): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? dayOfDate(date) : undefined;
  return day === undefined ? date : dateOfTheYear(day, language);
}

function dateOfTheYear(day: LocalDay, language: Language): string {
  if (language === 'en') return wholeDate(day, 'en');
  const { month, dayOfMonth } = yearMonthDayOf(day);
  return `${month}월 ${dayOfMonth}일(${weekdayWord(day, 'ko')})`;
}

const wholeDate = (day: LocalDay, language: Language): string =>
  language === 'en'
    ? `${weekdayWord(day, 'en')} ${dateOfDay(day)}`
    : `${yearMonthDayOf(day).year}년 ${dateOfTheYear(day, 'ko')}`;

const zonedTime = (at: Instant, timeZone: string): string =>
  `${clockTime(at, timeZone)} ${zoneAbbreviation(at, timeZone)}`;
