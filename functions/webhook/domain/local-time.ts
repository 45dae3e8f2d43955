import { DateTime } from 'luxon';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { Language } from './say.ts';

/** Where a reader's clock hangs, and how the reader writes what it shows. */
export interface Wall {
  readonly timeZone: string;
  readonly language: Language;
}

// The runtime's locale data calls these zones `GMT+9`; the people who live there do not.
const NAMED_BY_PEOPLE: Readonly<Record<string, string>> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST' };

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', ko: 'ko-KR' };
const WEEKDAY_AND_TIME = 'ccc HH:mm';
const WHOLE_DATE: Readonly<Record<Language, string>> = { en: 'ccc yyyy-MM-dd', ko: 'yyyy년 M월 d일(ccc)' };
const DATE_OF_THE_YEAR: Readonly<Record<Language, string>> = { en: 'ccc yyyy-MM-dd', ko: 'M월 d일(ccc)' };

/** What people call the zone at that instant: `KST`, `EDT`, `CET`; `GMT+5:30` where there is no such name. */
export function zoneAbbreviation(at: Instant, timeZone: string): string {
  const known = NAMED_BY_PEOPLE[timeZone];
  if (known !== undefined) return known;
  const local = DateTime.fromMillis(at, { zone: timeZone });
  // American English knows America's abbreviations, British English those of Europe.
  const names = ['en-US', 'en-GB', 'en-AU'].map((locale) => local.setLocale(locale).offsetNameShort ?? '');
  return names.find((name) => /^[A-Z]+$/.test(name)) ?? names[0] ?? timeZone;
}

/** `Fri 2026-11-20 22:00 KST`, `2026년 11월 20일(금) 22:00 KST`. */
export function localDateTime(at: Instant, timeZone: string, language: Language = 'en'): string {
  return withZone(at, { timeZone, language }, `${WHOLE_DATE[language]} HH:mm`);
}

/**
 * `22:00 KST` on the day of `from`; `Sat 02:00 KST`, `토 02:00 KST` within the week around it; the date beyond:
 * `Mon 2026-11-30 09:30 KST`, `11월 30일(월) 09:30 KST`, in Korean with the year where it is another.
 */
export function localTimeSeenFrom(from: Instant, at: Instant, wall: Wall): string {
  const { timeZone, language } = wall;
  const days = localDayNumber(at, timeZone) - localDayNumber(from, timeZone);
  if (days === 0) return withZone(at, wall, 'HH:mm');
  if (Math.abs(days) <= 6) return withZone(at, wall, WEEKDAY_AND_TIME);
  const isSameYear = format(at, timeZone, 'yyyy') === format(from, timeZone, 'yyyy');
  return withZone(at, wall, `${(isSameYear ? DATE_OF_THE_YEAR : WHOLE_DATE)[language]} HH:mm`);
}

/** `2026-11-20`. */
export function localDate(at: Instant, timeZone: string): string {
  return format(at, timeZone, 'yyyy-MM-dd');
}

/** A date with its weekday, as it is read in a sentence: `Fri 2026-11-20`, `11월 20일(금)`; as it came where it is none. */
export function dateWords(date: string, language: Language): string {
  const day = DateTime.fromISO(date, { zone: 'UTC', locale: LOCALES[language] });
  return /^\d{4}-\d\d-\d\d$/.test(date) && day.isValid ? day.toFormat(DATE_OF_THE_YEAR[language]) : date;
}

/** Formats an instant on the wall of a zone, in luxon's tokens and in English. */
export function format(at: Instant, timeZone: string, tokens: string): string {
  return DateTime.fromMillis(at, { zone: timeZone, locale: LOCALES.en }).toFormat(tokens);
}

function withZone(at: Instant, { timeZone, language }: Wall, tokens: string): string {
  const local = DateTime.fromMillis(at, { zone: timeZone, locale: LOCALES[language] });
  return `${local.toFormat(tokens)} ${zoneAbbreviation(at, timeZone)}`;
}

function localDayNumber(at: Instant, timeZone: string): number {
  return Math.round(Date.parse(`${localDate(at, timeZone)}T00:00:00Z`) / 86_400_000);
}
