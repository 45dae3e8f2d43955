import { EVERY_WEEKDAY } from './day-rule.ts';
import type { BitSet, MonthDayRule, NthWeekday, WeekdayRule } from './day-rule.ts';
import type { Weekday } from './local-date.ts';

/** What a text says, or the part of it that says nothing. */
export type Parsed<Value> =
  | { readonly value: Value; readonly unreadable?: undefined }
  | { readonly value?: undefined; readonly unreadable: string };

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const NAMED_WEEKDAYS: Readonly<Record<string, BitSet>> = {
  all: EVERY_WEEKDAY.everyWeek,
  weekdays: 0b0011111,
  weekends: 0b1100000,
};

/** Reads DaysActive: `all`, `weekdays`, `mon,wed,fri`, `fri-mon` (wraps), `mon#2`, `friL`; day names in full or from three letters on. */
export function parseDaysActive(text: string): Parsed<WeekdayRule> {
  let everyWeek: BitSet = 0;
  const nthWeekdays: NthWeekday[] = [];
  const unreadable = firstUnreadable(text, (part) => {
    const named = Object.hasOwn(NAMED_WEEKDAYS, part) ? NAMED_WEEKDAYS[part] : rangeOf(part, OF_WEEK);
    if (named !== undefined) {
      everyWeek |= named;
      return true;
    }
    const nthWeekday = nthWeekdayOf(part);
    if (nthWeekday !== undefined) nthWeekdays.push(nthWeekday);
    return nthWeekday !== undefined;
  });
  return unreadable === undefined ? { value: { everyWeek, nthWeekdays } } : { unreadable };
}

/** Reads MonthDays: `1,15-20`, `L` (the last), `L-3` (three before the last), `15W` (the weekday nearest the 15th). */
export function parseMonthDays(text: string): Parsed<MonthDayRule> {
  let days: BitSet = 0;
  let daysBeforeLast: BitSet = 0;
  const weekdaysNearest: number[] = [];
  const unreadable = firstUnreadable(text, (part) => {
    const range = rangeOf(part, OF_MONTH);
    const beforeLast = part === 'l' ? 0 : numberIn(part, /^l-(\d{1,2})$/);
    const nearest = numberIn(part, /^(\d{1,2})w$/);
    if (range !== undefined) days |= range;
    else if (beforeLast !== undefined && beforeLast < 31) daysBeforeLast |= 1 << beforeLast;
    else if (nearest !== undefined && nearest >= 1 && nearest <= 31) weekdaysNearest.push(nearest);
    else return false;
    return true;
  });
  return unreadable === undefined ? { value: { days, daysBeforeLast, weekdaysNearest } } : { unreadable };
}

/** Reads Months: `jan-mar,12`, `dec-jan` (wraps). */
export function parseMonths(text: string): Parsed<BitSet> {
  let months: BitSet = 0;
  const unreadable = firstUnreadable(text, (part) => {
    const range = rangeOf(part, OF_YEAR);
    if (range !== undefined) months |= range;
    return range !== undefined;
  });
  return unreadable === undefined ? { value: months } : { unreadable };
}

/** Gives each part of a comma-separated list, without blanks and in lower case, to `read`; returns the first it does not take. */
function firstUnreadable(text: string, read: (part: string) => boolean): string | undefined {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  if (parts.length === 0) return text;
  return parts.find((part) => !read(part.replace(/\s/g, '').toLowerCase()))?.trim();
}

/** The values of a range and how they are named. */
interface Circle {
  readonly lowest: number;
  readonly highest: number;
  readonly named: (name: string) => number | undefined;
}

/** `a` or `a-b`, which wraps from the highest to the lowest value where b is before a. */
function rangeOf(part: string, { lowest, highest, named }: Circle): BitSet | undefined {
  const [first = '', last = first, ...more] = part.split('-');
  const from = named(first);
  const to = named(last);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  let set: BitSet = 0;
  for (let value = from; value !== to; value = value === highest ? lowest : value + 1) set |= 1 << value;
  return set | (1 << to);
}

function nthWeekdayOf(part: string): NthWeekday | undefined {
  const match = /^([a-z]+)(?:#([1-5])|l)$/.exec(part);
  const weekday = weekdayNamed(match?.[1] ?? '');
  if (match === null || weekday === undefined) return undefined;
  return { weekday, nth: match[2] === undefined ? 'last' : (Number(match[2]) as 1 | 2 | 3 | 4 | 5) };
}

const indexOfName = (names: readonly string[], name: string): number | undefined => {
  const index = name.length < 3 ? -1 : names.findIndex((full) => full.startsWith(name));
  return index === -1 ? undefined : index;
};

const weekdayNamed = (name: string): Weekday | undefined => indexOfName(WEEKDAYS, name) as Weekday | undefined;

const monthNamed = (name: string): number | undefined => {
  const index = indexOfName(MONTHS, name);
  return index === undefined ? numberUpTo(12, name) : index + 1;
};

const dayOfMonthNamed = (name: string): number | undefined => numberUpTo(31, name);

function numberUpTo(highest: number, text: string): number | undefined {
  const number = numberIn(text, /^(\d{1,2})$/) ?? 0;
  return number >= 1 && number <= highest ? number : undefined;
}

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const OF_WEEK: Circle = { lowest: 0, highest: 6, named: weekdayNamed };
const OF_MONTH: Circle = { lowest: 1, highest: 31, named: dayOfMonthNamed };
const OF_YEAR: Circle = { lowest: 1, highest: 12, named: monthNamed };
