import { parseDaysActive, parseMonthDays, parseMonths } from '../calendar/day-rule-syntax.ts';
import type { Parsed } from '../calendar/day-rule-syntax.ts';
import { EVERY_WEEKDAY } from '../calendar/day-rule.ts';
import { MINUTES_PER_DAY } from '../calendar/instant.ts';
import { formatTimeOfDay } from '../calendar/time-of-day.ts';
import type { Period } from '../calendar/timetable.ts';
import { isMap } from './attributes.ts';
import type { AttributeReader, TimeRange } from './attributes.ts';
import type { Item } from './schedule.ts';

/** To 23:59: a window opens on its operating day. */
export const START_TIMES: TimeRange = { latest: MINUTES_PER_DAY - 1, example: '09:30' };
/** To 47:59, which is on the next day. */
export const STOP_TIMES: TimeRange = { latest: 2 * MINUTES_PER_DAY - 1, example: '22:00' };
/** Attributes of one window, in a part of Periods or, for a schedule with one, in the row itself. */
export const PERIOD_ATTRIBUTES = ['DaysActive', 'MonthDays', 'Months', 'StartTime', 'StopTime'];

/** Reads a Schedule row's windows; what could not be read is left out. */
export function readPeriods(reader: AttributeReader): readonly Period[] {
  if (!reader.has('Periods')) return readable([readPeriod(reader)]);
  for (const attribute of PERIOD_ATTRIBUTES) {
    if (!reader.has(attribute)) continue;
    reader.refuse(attribute, `nothing beside Periods: remove ${attribute}, or remove Periods`);
  }
  const parts = reader.value('Periods');
  if (!Array.isArray(parts) || !parts.every(isMap)) {
    reader.refuse('Periods', `a list of maps such as ${PERIODS_EXAMPLE}`);
    return [];
  }
  return readable(parts.map((part, index) => readPart(reader, part, index)));
}

const PERIODS_EXAMPLE = '[{"DaysActive": "mon-fri", "StartTime": "09:30", "StopTime": "22:00"}]';

function readPart(reader: AttributeReader, part: Item, index: number): Period | undefined {
  const partReader = reader.ofPart('Periods', index, part);
  const period = readPeriod(partReader);
  partReader.adviseOnNearMisses(PERIOD_ATTRIBUTES);
  reader.adopt(partReader);
  return period;
}

/** One window; undefined where anything about it could not be read, or where it has neither time. */
function readPeriod(reader: AttributeReader): Period | undefined {
  const problemsBefore = reader.problems.length;
  const days = {
    weekdays: readRule(reader, 'DaysActive', DAYS_ACTIVE) ?? EVERY_WEEKDAY,
    monthDays: readRule(reader, 'MonthDays', MONTH_DAYS),
    months: readRule(reader, 'Months', MONTHS),
  };
  const startMinute = reader.time('StartTime', START_TIMES);
  const stopMinute = afterStart(reader, startMinute, reader.time('StopTime', STOP_TIMES));
  const isReadable = reader.problems.length === problemsBefore;
  if (!isReadable || (startMinute === undefined && stopMinute === undefined)) return undefined;
  return { days, startMinute, stopMinute };
}

/** A StopTime at or before the StartTime is on the next day. */
function afterStart(reader: AttributeReader, start: number | undefined, stop: number | undefined): number | undefined {
  if (start === undefined || stop === undefined || stop > start) return stop;
  if (stop < start) return stop + MINUTES_PER_DAY;
  const wholeDay = formatTimeOfDay(start + MINUTES_PER_DAY);
  return reader.refuse('StopTime', `a time other than StartTime; for a whole day type ${wholeDay}`);
}

/** How the text of one part of a DayRule is read. */
interface RuleSyntax<Rule> {
  readonly parse: (text: string) => Parsed<Rule>;
  readonly expected: string;
}

const DAYS_ACTIVE = {
  parse: parseDaysActive,
  expected:
    'all, weekdays, weekends, or days such as mon,wed,fri or mon-thu or mon#2 (second Monday) or friL (last Friday)',
};
const MONTH_DAYS = {
  parse: parseMonthDays,
  expected: 'days of the month such as 1,15-20 or L (the last) or L-3 or 15W (the weekday nearest the 15th)',
};
const MONTHS = { parse: parseMonths, expected: 'months such as jan-mar,12' };

function readRule<Rule>(reader: AttributeReader, attribute: string, syntax: RuleSyntax<Rule>): Rule | undefined {
  const parts = reader.list(attribute, syntax.expected);
  if (parts === undefined) {
    // Absent means every day here; whoever types `none` means the opposite.
    return reader.saysNone(attribute)
      ? reader.refuse(attribute, `${syntax.expected}; to open on no day set Enabled to false`)
      : undefined;
  }
  const { value, unreadable } = syntax.parse(parts.join(','));
  if (unreadable === undefined) return value;
  const which = parts.length > 1 ? `; ${unreadable} is none of these` : '';
  return reader.refuse(attribute, syntax.expected + which);
}

const readable = (periods: readonly (Period | undefined)[]): Period[] =>
  periods.filter((period) => period !== undefined);
