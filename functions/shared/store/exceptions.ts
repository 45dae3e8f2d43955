import { v5 as uuidV5 } from 'uuid';
import { DAY_MS, SECOND_MS, type LocalDay } from '../calendar/instant.ts';
import { dateOfDay, dayOfDate } from '../calendar/local-date.ts';
import { formatTimeOfDay, type MinuteOfDay } from '../calendar/time-of-day.ts';
import type { EdgeKind } from '../calendar/timetable.ts';
import type { Item } from '../rows/schedule.ts';

/** Which exception: a schedule has at most one of each type on an operating day. */
export interface ExceptionKey {
  readonly scheduleName: string;
  readonly day: LocalDay;
  readonly type: EdgeKind;
}

/** An exception as somebody orders it. */
export interface ExceptionOrder extends ExceptionKey {
  /** `start` to 1439, `stop` to 2879; `none`: does not happen that day. */
  readonly minute: MinuteOfDay | 'none';
  readonly by: string;
  readonly note?: string;
}

/** Curfew's own writers of exceptions: the command line and chat. */
export interface ExceptionStore {
  /** Leaves exactly this one row of that schedule, day and type; returns the rows it replaced. */
  setException(order: ExceptionOrder): Promise<readonly Item[]>;
  /** Leaves no row of that schedule, day and type; returns those there were. */
  deleteException(key: ExceptionKey): Promise<readonly Item[]>;
}

const KEPT_DAYS = 60;

/** Curfew's own; a change of it would orphan every row written so far. */
const NAMESPACE = 'c6798f5a-5469-4601-b3d9-a556dcca6b3c';

/** The same for the same schedule, day and type, so that setting an exception twice writes one row. */
export const exceptionUuid = ({ scheduleName, day, type }: ExceptionKey): string =>
  uuidV5(JSON.stringify([scheduleName, dateOfDay(day), type]), NAMESPACE);

/** The row that says what was ordered. */
export const exceptionRow = (order: ExceptionOrder): Item => ({
  ScheduleName: order.scheduleName,
  ExceptionUuid: exceptionUuid(order),
  ExceptionDate: dateOfDay(order.day),
  ExceptionType: order.type,
  ExceptionValue: formatTimeOfDay(order.minute),
  By: order.by,
  ...(order.note !== undefined && { Note: order.note }),
  ExpiresAt: ((order.day + KEPT_DAYS) * DAY_MS) / SECOND_MS,
});

/** Whether a row, perhaps typed by hand, is of that day and type. */
export const isException = (row: Item, { day, type }: ExceptionKey): boolean => {
  const { ExceptionDate: date, ExceptionType: rowType } = row;
  if (typeof date !== 'string' || typeof rowType !== 'string') return false;
  return dayOfDate(date) === day && rowType.trim().toLowerCase() === type;
};
