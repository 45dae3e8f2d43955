import { dayOfDate } from '../calendar/local-date.ts';
import type { LocalDay } from '../calendar/instant.ts';
import type { EdgeKind, ExceptionEnd } from '../calendar/timetable.ts';
import { AttributeReader, keyOf } from './attributes.ts';
import { START_TIMES, STOP_TIMES } from './period-row.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

const ATTRIBUTES = [
  ...['ScheduleName', 'ExceptionUuid', 'ExceptionDate', 'ExceptionType', 'ExceptionValue', 'Note', 'By', 'ExpiresAt'],
];

/** A row of the ScheduleException table by itself. */
export interface ExceptionRow {
  /** How problems name the row. */
  readonly label: string;
  /** Undefined where the date cannot be read. */
  readonly day: LocalDay | undefined;
  /** Undefined where the type cannot be read. */
  readonly type: EdgeKind | undefined;
  /** Undefined where anything about the row cannot be read. */
  readonly exception: Exception | undefined;
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

export interface Exception {
  readonly day: LocalDay;
  readonly type: EdgeKind;
  readonly end: ExceptionEnd;
}

/** A holiday of a calendar: a ScheduleException row whose ScheduleName is `calendar:NAME`. */
export interface HolidayRow {
  /** Undefined where the date cannot be read. */
  readonly day: LocalDay | undefined;
  /** The row's Note, or its date. */
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** Reads an exception of the schedule `scheduleName`. */
export function readExceptionRow(scheduleName: string, item: Item): ExceptionRow {
  const label = exceptionLabel(scheduleName, item);
  const reader = new AttributeReader(label, item);
  const uuid = reader.requiredText('ExceptionUuid', 'any text that no other exception of the schedule has');
  const day = readDate(reader);
  const type = readType(reader);
  const minute = type && reader.requiredTime('ExceptionValue', type === 'start' ? START_TIMES : STOP_TIMES);
  const by = reader.remark('By');
  const note = reader.remark('Note');
  reader.adviseOnNearMisses(ATTRIBUTES);
  const { problems, advices } = reader;
  if (problems.length > 0 || uuid === undefined || day === undefined || type === undefined || minute === undefined) {
    return { label, day, type, exception: undefined, problems, advices };
  }
  const end = { minute, uuid, ...(by !== undefined && { by }), ...(note !== undefined && { note }) };
  return { label, day, type, exception: { day, type, end }, problems, advices };
}

/** Reads a holiday; its ExceptionType and ExceptionValue mean nothing. */
export function readHolidayRow(scheduleName: string, item: Item): HolidayRow {
  const reader = new AttributeReader(exceptionLabel(scheduleName, item), item);
  const day = readDate(reader);
  const name = reader.remark('Note') ?? reader.remark('ExceptionDate') ?? '';
  return { day, name, problems: reader.problems };
}

const exceptionLabel = (scheduleName: string, item: Item): string =>
  `ScheduleException ${scheduleName}/${keyOf(item, 'ExceptionUuid') ?? ''}`;

function readDate(reader: AttributeReader): LocalDay | undefined {
  const expected = 'a date such as 2026-11-20';
  const text = reader.requiredText('ExceptionDate', expected);
  return text === undefined ? undefined : (dayOfDate(text) ?? reader.refuse('ExceptionDate', expected));
}

function readType(reader: AttributeReader): EdgeKind | undefined {
  const expected = 'start or stop';
  const type = reader.requiredText('ExceptionType', expected)?.toLowerCase();
  if (type === undefined || type === 'start' || type === 'stop') return type;
  return reader.refuse('ExceptionType', expected);
}
