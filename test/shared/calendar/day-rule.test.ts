import { describe, expect, it } from 'vitest';
import { EVERY_WEEKDAY, matchesDay } from '../../../functions/shared/calendar/day-rule.ts';
import { parseDaysActive, parseMonthDays, parseMonths } from '../../../functions/shared/calendar/day-rule-syntax.ts';
import { dateOfDay, dayOfDate } from '../../../functions/shared/calendar/local-date.ts';

/** Days of November 2026, which begins on a Sunday, that the rule matches. */
const EVERY_MONTH = { weekdays: EVERY_WEEKDAY, monthDays: undefined, months: undefined };
const NOVEMBER = Array.from({ length: 30 }, (_, index) => (dayOfDate('2026-11-01') ?? 0) + index);
const YEAR = Array.from({ length: 365 }, (_, index) => (dayOfDate('2026-01-01') ?? 0) + index);

function datesOf(rule: Parameters<typeof matchesDay>[0], days: readonly number[]): string[] {
  return days.filter((day) => matchesDay(rule, day)).map(dateOfDay);
}

describe('DaysActive', () => {
  const inFirstWeeks = (text: string): number[] => {
    const { value: weekdays = EVERY_WEEKDAY } = parseDaysActive(text);
    return datesOf({ ...EVERY_MONTH, weekdays }, NOVEMBER.slice(0, 14)).map((date) => Number(date.slice(-2)));
  };

  it.each([
    { text: 'weekdays', days: [2, 3, 4, 5, 6, 9, 10, 11, 12, 13] },
    { text: 'weekends', days: [1, 7, 8, 14] },
    { text: 'weekends,wed', days: [1, 4, 7, 8, 11, 14] },
    { text: 'mon-tue', days: [2, 3, 9, 10] },
    { text: 'sat - mon', days: [1, 2, 7, 8, 9, 14] },
    { text: 'fri-fri', days: [6, 13] },
    { text: 'Monday, TUES ,,thurs', days: [2, 3, 5, 9, 10, 12] },
    { text: 'sun#2', days: [8] },
    { text: 'mon,sun#2', days: [2, 8, 9] },
  ])('reads "$text"', ({ text, days }) => {
    expect(parseDaysActive(text).unreadable).toBeUndefined();
    expect(inFirstWeeks(text)).toEqual(days);
  });

  it('takes every day for "all"', () => {
    expect(inFirstWeeks('All')).toHaveLength(14);
  });

  it.each([
    { text: 'mon#5', dates: ['2026-11-30'] },
    { text: 'tue#5', dates: [] },
    { text: 'friL', dates: ['2026-11-27'] },
    { text: 'Mon L, sunl', dates: ['2026-11-29', '2026-11-30'] },
  ])('finds "$text" in a month', ({ text, dates }) => {
    const { value: weekdays = EVERY_WEEKDAY } = parseDaysActive(text);
    expect(datesOf({ ...EVERY_MONTH, weekdays }, NOVEMBER)).toEqual(dates);
  });

  it.each([
    { text: 'mon,mno', unreadable: 'mno' },
    { text: 'mo', unreadable: 'mo' },
    { text: 'mon-', unreadable: 'mon-' },
    { text: 'mon-wed-fri', unreadable: 'mon-wed-fri' },
    { text: 'mon#6', unreadable: 'mon#6' },
    { text: '1-5', unreadable: '1-5' },
    { text: 'constructor', unreadable: 'constructor' },
    { text: ' , ', unreadable: ' , ' },
  ])('names what it cannot read in "$text"', ({ text, unreadable }) => {
    expect(parseDaysActive(text)).toEqual({ unreadable });
  });
});

describe('MonthDays', () => {
  const inNovember = (text: string): number[] => {
    const rule = { ...EVERY_MONTH, monthDays: parseMonthDays(text).value };
    return datesOf(rule, NOVEMBER).map((date) => Number(date.slice(-2)));
  };

  it.each([
    { text: '1,15-17', days: [1, 15, 16, 17] },
    { text: '29-2', days: [1, 2, 29, 30] },
    { text: 'L', days: [30] },
    { text: 'l-29', days: [1] },
    { text: 'L-30', days: [] },
    { text: '31', days: [] },
    { text: '15W', days: [16] },
    { text: '14w', days: [13] },
    { text: '1W', days: [2] },
    { text: '12W', days: [12] },
  ])('reads "$text"', ({ text, days }) => {
    expect(inNovember(text)).toEqual(days);
  });

  it.each([
    { rule: 'a Sunday that is the last day: the Friday before', text: '31W', month: '2026-05', is: '2026-05-29' },
    { rule: 'a Saturday that is the first day: the Monday after', text: '1W', month: '2026-08', is: '2026-08-03' },
  ])('stays in the month for $rule', ({ text, month, is }) => {
    const rule = { ...EVERY_MONTH, monthDays: parseMonthDays(text).value };
    expect(datesOf(rule, YEAR).filter((date) => date.startsWith(month))).toEqual([is]);
  });

  it.each(['0', '32', '1-32', 'L-31', 'LW', '0W', '32W', 'W', '1.5', '-1', 'mon'])('cannot read "%s"', (text) => {
    expect(parseMonthDays(text)).toEqual({ unreadable: text });
  });
});

describe('Months', () => {
  const monthsOf = (text: string): number[] => {
    const rule = { ...EVERY_MONTH, months: parseMonths(text).value };
    return [...new Set(datesOf(rule, YEAR).map((date) => Number(date.slice(5, 7))))];
  };

  it.each([
    { text: 'jan-mar,12', months: [1, 2, 3, 12] },
    { text: 'Dec-Jan', months: [1, 12] },
    { text: '11 - 2', months: [1, 2, 11, 12] },
    { text: 'june,sept', months: [6, 9] },
  ])('reads "$text"', ({ text, months }) => {
    expect(monthsOf(text)).toEqual(months);
  });

  it.each(['13', '0', 'ju', 'jan#1', 'foo'])('cannot read "%s"', (text) => {
    expect(parseMonths(text)).toEqual({ unreadable: text });
  });
});
