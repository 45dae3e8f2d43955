import { describe, expect, it } from 'vitest';
import {
  dateOfDay,
  dayOfDate,
  daysInMonth,
  weekdayOf,
  yearMonthDayOf,
} from '../../../functions/shared/calendar/local-date.ts';

describe('a date', () => {
  it.each([
    { text: '1970-01-01', day: 0 },
    { text: ' 2026-11-19 ', day: 20_776 },
    { text: '2026-1-5', day: 20_458 },
    { text: '2028-02-29', day: 21_243 },
  ])('is read from "$text"', ({ text, day }) => {
    expect(dayOfDate(text)).toBe(day);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '2026/11/19',
    '20261119',
    '26-11-19',
    '0050-01-01',
    'None',
    '',
  ])('is not "%s"', (text) => {
    expect(dayOfDate(text)).toBeUndefined();
  });

  it('is written with two digits each, and read back', () => {
    expect(dateOfDay(20_458)).toBe('2026-01-05');
    for (let day = -1_000; day < 40_000; day += 13) expect(dayOfDate(dateOfDay(day))).toBe(day);
  });

  it('has its weekday, Monday first, before 1970 too', () => {
    expect(
      ['1969-12-29', '1970-01-01', '2026-11-20', '2026-11-22'].map((text) => weekdayOf(dayOfDate(text) ?? 0)),
    ).toEqual([0, 3, 4, 6]);
  });

  it('has its year, month and day of the month', () => {
    expect(yearMonthDayOf(20_776)).toEqual({ year: 2026, month: 11, dayOfMonth: 19 });
  });

  it.each([
    { year: 2026, month: 2, days: 28 },
    { year: 2028, month: 2, days: 29 },
    { year: 2026, month: 12, days: 31 },
  ])('of $year-$month is one of $days', ({ year, month, days }) => {
    expect(daysInMonth(year, month)).toBe(days);
  });
});
