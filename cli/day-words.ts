import type { DayEnd, DayExplanation } from '../functions/shared/calendar/explain-day.ts';
import { DAY_MS, MINUTES_PER_DAY } from '../functions/shared/calendar/instant.ts';
import { dateOfDay } from '../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../functions/shared/calendar/time-of-day.ts';
import type { ExceptionEnd } from '../functions/shared/calendar/timetable.ts';
import type { Schedule } from '../functions/shared/rows/schedule.ts';
import { format, localDateTime } from '../functions/webhook/domain/local-time.ts';
import { causeWords } from './cause-words.ts';

/** What applies on an operating day, and what comes of it: one line for each fact. */
export function dayLines(explanation: DayExplanation, schedule: Schedule): string[] {
  const { day, exception, ends } = explanation;
  const date = `${format(day * DAY_MS, 'UTC', 'ccc')} ${dateOfDay(day)}`;
  const exceptions = [
    exceptionWords('start', exception?.start, schedule),
    exceptionWords('stop', exception?.stop, schedule),
  ];
  return [
    `${date} ${statusWords(explanation, schedule)}`,
    ...exceptions.filter((line) => line !== ''),
    ...(ends.length === 0 ? ['nothing starts or stops'] : ends.map((end) => endWords(end, schedule))),
  ];
}

function statusWords({ status }: DayExplanation, { calendar }: Schedule): string {
  switch (status.kind) {
    case 'active':
      return 'is an active day';
    case 'not-active':
      return 'is no active day (DaysActive)';
    case 'holiday':
      return `is a holiday of calendar ${calendar ?? ''}: ${status.name}`;
    case 'disabled':
      return 'has no effect: the schedule is switched off (Enabled)';
  }
}

function exceptionWords(type: string, end: ExceptionEnd | undefined, { name }: Schedule): string {
  if (end === undefined) return '';
  const by = [end.by && ` by ${end.by}`, end.note && `: ${end.note}`].filter(Boolean).join('');
  return `exception ${type} ${formatTimeOfDay(end.minute)}${by} (row ScheduleException ${name}/${end.uuid})`;
}

function endWords({ kind, minute, at, cause, happens }: DayEnd, { timeZone }: Schedule): string {
  const nextDate = minute >= MINUTES_PER_DAY ? ` (${formatTimeOfDay(minute)})` : '';
  const silent = happens ? '' : '; does not happen: a neighbouring window or a hold covers it';
  return `${kind} ${localDateTime(at, timeZone)}${nextDate}, ${causeWords(cause)}${silent}`;
}
