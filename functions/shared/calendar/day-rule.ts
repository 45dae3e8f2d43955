import type { LocalDay } from './instant.ts';
import { daysInMonth, weekdayOf, yearMonthDayOf } from './local-date.ts';
import type { Weekday, YearMonthDay } from './local-date.ts';

/** A set of small numbers, one bit each. */
export type BitSet = number;

/** `mon#2` (nth 2) or `friL` (nth `last`). */
export interface NthWeekday {
  readonly weekday: Weekday;
  readonly nth: 1 | 2 | 3 | 4 | 5 | 'last';
}

/** DaysActive, read: a date matches one part or another. */
export interface WeekdayRule {
  /** Weekdays that match in every week; bit 0 is Monday. */
  readonly everyWeek: BitSet;
  readonly nthWeekdays: readonly NthWeekday[];
}

/** MonthDays, read: a date matches one part or another. */
export interface MonthDayRule {
  /** Bits 1 to 31. */
  readonly days: BitSet;
  /** `L` is bit 0, `L-3` is bit 3. */
  readonly daysBeforeLast: BitSet;
  /** `15W`: the weekday of the same month that is nearest to the 15th. */
  readonly weekdaysNearest: readonly number[];
}

/** The dates on which a period opens: those that match every part given. */
export interface DayRule {
  readonly weekdays: WeekdayRule;
  readonly monthDays: MonthDayRule | undefined;
  /** Bits 1 to 12. */
  readonly months: BitSet | undefined;
}

export const EVERY_WEEKDAY: WeekdayRule = { everyWeek: 0b1111111, nthWeekdays: [] };
export const EVERY_DAY: DayRule = { weekdays: EVERY_WEEKDAY, monthDays: undefined, months: undefined };

const SATURDAY = 5;

/** Whether the rule looks at nothing but the weekday, so that all its weeks are alike. */
export const isSameEveryWeek = (rule: DayRule): boolean =>
  rule.weekdays.nthWeekdays.length === 0 && rule.monthDays === undefined && rule.months === undefined;

/** Whether a period with this rule opens on `day`. */
export function matchesDay(rule: DayRule, day: LocalDay): boolean {
  const weekday = weekdayOf(day);
  if (isSameEveryWeek(rule)) return has(rule.weekdays.everyWeek, weekday);
  const date = yearMonthDayOf(day);
  return (
    (rule.months === undefined || has(rule.months, date.month)) &&
    matchesWeekday(rule.weekdays, weekday, date) &&
    (rule.monthDays === undefined || matchesMonthDay(rule.monthDays, weekday, date))
  );
}

function matchesWeekday({ everyWeek, nthWeekdays }: WeekdayRule, weekday: Weekday, date: YearMonthDay): boolean {
  if (has(everyWeek, weekday)) return true;
  return nthWeekdays.some((part) => {
    if (part.weekday !== weekday) return false;
    if (part.nth === 'last') return date.dayOfMonth + 7 > daysInMonth(date.year, date.month);
    return Math.ceil(date.dayOfMonth / 7) === part.nth;
  });
}

function matchesMonthDay(rule: MonthDayRule, weekday: Weekday, { year, month, dayOfMonth }: YearMonthDay): boolean {
  const lastDay = daysInMonth(year, month);
  if (has(rule.days, dayOfMonth) || has(rule.daysBeforeLast, lastDay - dayOfMonth)) return true;
  return rule.weekdaysNearest.some(
    (wanted) => wanted <= lastDay && dayOfMonth === nearestWeekday(wanted, weekday - (dayOfMonth - wanted), lastDay),
  );
}

/** Cron's `W`: Friday for a Saturday, Monday for a Sunday, but never in another month. `weekdayOfWanted` is modulo 7. */
function nearestWeekday(wanted: number, weekdayOfWanted: number, lastDay: number): number {
  switch (((weekdayOfWanted % 7) + 7) % 7) {
    case SATURDAY:
      return wanted === 1 ? 3 : wanted - 1;
    case SATURDAY + 1:
      return wanted === lastDay ? wanted - 2 : wanted + 1;
    default:
      return wanted;
  }
}

const has = (set: BitSet, bit: number): boolean => ((set >> bit) & 1) === 1;
