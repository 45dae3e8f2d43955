import { DAY_MS } from './instant.ts';
import type { LocalDay } from './instant.ts';

/** 0 is Monday, 6 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface YearMonthDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
}

const THURSDAY = 3;

/** The weekday of a date; 1970-01-01, day 0, was a Thursday. */
export const weekdayOf = (day: LocalDay): Weekday => ((((day + THURSDAY) % 7) + 7) % 7) as Weekday;

/** Year, month and day of month of a date. */
export function yearMonthDayOf(day: LocalDay): YearMonthDay {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** 28 to 31. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Reads `2026-11-20`, also `2026-1-5` and surrounding blanks; undefined for anything else and for dates that do not exist. */
export function dayOfDate(text: string): LocalDay | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0] = match.slice(1).map(Number);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year < 1000 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month))
    return undefined;
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

/** Writes a date as `2026-11-20`. */
export const dateOfDay = (day: LocalDay): string => new Date(day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
