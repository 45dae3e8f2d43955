import { parseDaysActive } from '../../functions/shared/calendar/day-rule-syntax.ts';
import type { BitSet } from '../../functions/shared/calendar/day-rule.ts';
import { parseTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import { shown } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { textOf } from '../text-of.ts';
import type { Finding } from './finding.ts';
import { monthDaysHere, monthsHere, weekdaysHere, type Translated } from './isa-days.ts';
import { dayWords, hasDay } from './jandi-days.ts';

/** A period here: parts of `Periods`; none where the period could not be carried over. */
export interface CarriedPeriod {
  readonly parts: readonly Item[];
  /** Only one of its times was given. */
  readonly isHalf: boolean;
  readonly findings: readonly Finding[];
}

const LAST_MIDNIGHT = '24:00';

/** A period of the schedule labelled `row`; `period` as its table holds it. */
export function carryPeriod(row: string, period: Item): CarriedPeriod {
  const name = textOf(period['name']);
  const findings: Finding[] = [];
  const lose = (field: string, before: string, now: string): undefined => {
    findings.push({ effect: 'lost', row, attribute: `${name}.${field}`, got: shown(period[field]), before, now });
    return undefined;
  };
  const rule = (field: string, read: (parts: readonly string[]) => Translated): string | undefined => {
    const { text, unreadable } = read(listOf(period[field]));
    if (unreadable === undefined) return text;
    return lose(field, '', `${unreadable} is nothing that Curfew can read`);
  };
  const time = (field: string): string | undefined => {
    const value = period[field];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' && /^([01]?\d|2[0-3]):[0-5]\d$/.test(value)) return value;
    return lose(field, '', 'expected a time such as 09:00');
  };
  const days = {
    DaysActive: rule('weekdays', weekdaysHere),
    MonthDays: rule('monthdays', monthDaysHere),
    Months: rule('months', monthsHere),
  };
  const [begin, end] = [time('begintime'), time('endtime')];
  if (findings.length > 0) return { parts: [], isHalf: false, findings };
  const isHalf = (begin === undefined) !== (end === undefined);
  if (isHalf && begin !== undefined) return { ...fromBegin({ row, name, begin, days }), isHalf };
  if (begin !== undefined && end !== undefined && minute(end) <= minute(begin)) {
    lose(
      'endtime',
      `not after begintime ${begin}: it never ran`,
      `not carried over; a night is StartTime ${begin}, StopTime ${end}`,
    );
    return { parts: [], isHalf, findings };
  }
  const times = isHalf ? { StopTime: end } : { StartTime: begin ?? '00:00', StopTime: end ?? LAST_MIDNIGHT };
  return { parts: [part(days, times)], isHalf, findings };
}

type Days = Readonly<Record<'DaysActive' | 'MonthDays' | 'Months', string | undefined>>;

/** Without an end: until the midnight after the last of its days in a row. */
function fromBegin(period: { row: string; name: string; begin: string; days: Days }): Omit<CarriedPeriod, 'isHalf'> {
  const { row, name, begin, days } = period;
  const start = part(days, { StartTime: begin });
  const { value: rule } = parseDaysActive(days.DaysActive ?? 'all');
  const ofEnd = { row, attribute: `${name}.endtime`, got: 'nothing' };
  const isWeekly = days.MonthDays === undefined && days.Months === undefined && rule?.nthWeekdays.length === 0;
  if (isWeekly) {
    const lastDays = lastOfEachRow(rule.everyWeek);
    const neverStopped: Finding = {
      ...{ effect: 'kept', ...ofEnd },
      before: 'nothing was stopped: it begins every day, and never ends',
      now: 'a start every day, and no stop',
    };
    const stop = part({ ...days, DaysActive: dayWords(lastDays).replaceAll(' ', '') }, { StopTime: LAST_MIDNIGHT });
    return lastDays === 0 ? { parts: [start], findings: [neverStopped] } : { parts: [start, stop], findings: [] };
  }
  const lost: Finding = {
    ...{ effect: 'lost', ...ofEnd },
    before: 'stopped at the midnight after the last of its days',
    now: 'starts, and is not stopped: give it a StopTime',
  };
  return { parts: [start], findings: [lost] };
}

/** The weekdays of the set whose tomorrow is not in it; none of every day. */
const lastOfEachRow = (week: BitSet): BitSet =>
  [...Array(7).keys()].reduce(
    (last, day) => (hasDay(week, day) && !hasDay(week, day + 1) ? last | (1 << day) : last),
    0,
  );

const part = (days: Days, times: Item): Item =>
  Object.fromEntries(Object.entries({ ...days, ...times }).filter(([, value]) => value !== undefined));

const minute = (time: string): number => Number(parseTimeOfDay(time));

/** Whether a field says anything: it is neither absent, nor empty, nor false. */
export const isSet = (value: unknown): boolean =>
  value !== false && listOf(value).length > 0 && textOf(value).toLowerCase() !== 'false';

/** A string set, a list, or a text with commas. */
export function listOf(value: unknown): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value.map(textOf) : textOf(value).split(',');
}
