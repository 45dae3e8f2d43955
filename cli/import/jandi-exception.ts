import type { LocalDay } from '../../functions/shared/calendar/instant.ts';
import { dateOfDay, dayOfDate, weekdayOf } from '../../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import { readExceptionRow, type Exception } from '../../functions/shared/rows/exception-row.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Carried } from './carried.ts';
import { textOf } from '../text-of.ts';
import { daysOfOriginal, hasDay, timeOfOriginal } from './jandi-days.ts';

/** What an exception is compared within. */
export interface Around {
  /** Its schedule's row as it was there; undefined where there is none. */
  readonly schedule: Item | undefined;
  /** Exceptions of the same schedule and date, itself among them. */
  readonly sameDate: readonly Item[];
  readonly today: LocalDay;
}

/** A row of the original's ScheduleException table; what a past one did is past. */
export function carryException(item: Item, around: Around): Carried {
  const scheduleName = textOf(item['ScheduleName']);
  const { label, exception } = readExceptionRow(scheduleName, item);
  const carried = new Carried(label, item);
  // What Curfew cannot read is an error, or belongs to no schedule.
  if (exception === undefined || around.schedule === undefined || exception.day < around.today) return carried;
  if (item['ExceptionDate'] !== dateOfDay(exception.day)) unseen(carried, 'ExceptionDate');
  else if (item['ExceptionType'] !== exception.type) unseen(carried, 'ExceptionType');
  else if (timeOfOriginal(item['ExceptionValue']) === undefined)
    carried.note('changes', 'ExceptionValue', {
      before: `an error that ended every tick of ${dateOfDay(exception.day)}`,
      now: valueWords(exception),
    });
  else compareDay(carried, { exception, schedule: around.schedule, sameDate: around.sameDate });
  return carried;
}

const unseen = (carried: Carried, attribute: string): void =>
  carried.note('changes', attribute, { before: 'fitted nothing: the exception had no effect', now: 'is in effect' });

const valueWords = ({ type, end }: Exception): string =>
  end.minute === 'none' ? `no ${type} that day` : `${type} at ${formatTimeOfDay(end.minute)}`;

interface Day {
  readonly exception: Exception;
  readonly schedule: Item;
  readonly sameDate: readonly Item[];
}

function compareDay(carried: Carried, { exception, schedule, sameDate }: Day): void {
  const { day, type, end } = exception;
  const isActive = hasDay(daysOfOriginal(textOf(schedule['DaysActive'])), weekdayOf(day));
  const rival = sameDate.find(
    (other) => other['ExceptionType'] === type && other['ExceptionValue'] !== carried.item['ExceptionValue'],
  );
  if (rival !== undefined)
    carried.note('changes', 'ExceptionUuid', {
      before: `there are two for the ${type} of that day: the one that a scan found first counted`,
      now: 'the one with the later ExceptionUuid counts; delete the other',
    });
  if (!isActive) {
    if (end.minute === 'none') return;
    const before = `no effect: ${dateOfDay(day)} is none of its days`;
    carried.note('changes', 'ExceptionDate', { before, now: `${valueWords(exception)}, as for a day of work` });
  } else if (type === 'stop') compareStop(carried, { exception, schedule, sameDate });
}

/** There, a stop was of the date on the calendar; here, it ends the window that opens on that date. */
function compareStop(carried: Carried, { exception, schedule, sameDate }: Day): void {
  const date = dateOfDay(exception.day);
  const usualStart = timeOfOriginal(schedule['StartTime']);
  const usualStop = timeOfOriginal(schedule['StopTime']);
  const moved = sameDate.find((other) => other['ExceptionType'] === 'start');
  const start = moved === undefined ? usualStart : timeOfOriginal(moved['ExceptionValue']);
  const isNight = typeof usualStart === 'number' && typeof usualStop === 'number' && usualStop < usualStart;
  if (isNight)
    carried.note('changes', 'ExceptionValue', {
      before: `in place of the stop on the morning of ${date}`,
      now: `in place of the stop that ends the night which begins on ${date}`,
    });
  else if (typeof start === 'number' && typeof exception.end.minute === 'number' && exception.end.minute <= start)
    carried.note('changes', 'ExceptionValue', {
      before: `on ${date} itself, before the start, and no stop after it`,
      now: `on the day after ${date}`,
    });
}

/** The date in the form that the original compared. */
export const dateKey = (item: Item): string => {
  const day = typeof item['ExceptionDate'] === 'string' ? dayOfDate(item['ExceptionDate']) : undefined;
  return day === undefined ? '' : dateOfDay(day);
};
