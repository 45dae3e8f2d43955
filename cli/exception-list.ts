import type { LocalDay } from '../functions/shared/calendar/instant.ts';
import { dateOfDay } from '../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../functions/shared/calendar/time-of-day.ts';
import { shown } from '../functions/shared/rows/attributes.ts';
import { calendarName } from '../functions/shared/rows/calendars.ts';
import { readExceptionRow, readHolidayRow } from '../functions/shared/rows/exception-row.ts';
import type { Problem } from '../functions/shared/rows/problem.ts';
import type { Item } from '../functions/shared/rows/schedule.ts';
import { problemWords } from '../functions/webhook/domain/english.ts';
import { columns, cut } from './columns.ts';

/** A row of ScheduleException as people read it. */
export interface ListedException {
  /** As it stands in the row. */
  readonly scheduleName: unknown;
  /** Undefined where the date cannot be read. */
  readonly day: LocalDay | undefined;
  /** `stop 26:00`, `holiday`. */
  readonly what: string;
  readonly row: Item;
  /** Not empty: the row is not carried out as it stands. */
  readonly problems: readonly Problem[];
}

const NAME_WIDTH = 30;
const NOTE_WIDTH = 60;

/** Reads a row of ScheduleException; `known` are problems that it does not show by itself. */
export function listedException(row: Item, known: readonly Problem[] = []): ListedException {
  const { ScheduleName: scheduleName } = row;
  const name = typeof scheduleName === 'string' ? scheduleName : shown(scheduleName);
  if (calendarName(name) !== undefined) {
    const { day, problems } = readHolidayRow(name, row);
    return { scheduleName, day, what: 'holiday', row, problems: [...known, ...problems] };
  }
  const { day, exception, problems } = readExceptionRow(name, row);
  const what = exception === undefined ? asItStands(row) : whatOf(exception);
  return { scheduleName, day, what, row, problems: [...known, ...problems] };
}

const whatOf = ({ type, end }: { type: string; end: { minute: number | 'none' } }): string =>
  `${type} ${formatTimeOfDay(end.minute)}`;

const asItStands = ({ ExceptionType, ExceptionValue }: Item): string =>
  `${textOf(ExceptionType)} ${textOf(ExceptionValue)}`.trim();

/** A table by date, with the mistakes of the rows that cannot be read below it. */
export function exceptionTable(listed: readonly ListedException[]): string {
  const inOrder = listed.toSorted((a, b) => rank(a) - rank(b));
  const mistakes = [...new Set(inOrder.flatMap(({ problems }) => problems.map(problemWords)))];
  const table = columns([['DATE', 'SCHEDULE', 'WHAT', 'BY', 'NOTE'], ...inOrder.map(toCells)]);
  return mistakes.length === 0 ? table : [table, '', 'Bad rows:', ...mistakes.map((line) => `  ${line}`)].join('\n');
}

/** By date; those without a date that can be read come last. */
const rank = ({ day }: ListedException): number => day ?? Number.MAX_SAFE_INTEGER;

const toCells = ({ scheduleName, day, what, row, problems }: ListedException): string[] => [
  day === undefined ? cut(textOf(row['ExceptionDate']), NAME_WIDTH) : dateOfDay(day),
  cut(textOf(scheduleName), NAME_WIDTH),
  problems.length > 0 ? cut(`bad row: ${what}`, NAME_WIDTH) : what,
  ...[cut(textOf(row['By']), NAME_WIDTH), cut(textOf(row['Note']), NOTE_WIDTH)],
];

/** A value as its author would recognise it: a map as JSON, and nothing for what is missing. */
const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value.trim() : shown(value);
