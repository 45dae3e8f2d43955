import { EVERY_DAY, matchesDay } from '../functions/shared/calendar/day-rule.ts';
import type { DayRule } from '../functions/shared/calendar/day-rule.ts';
import type { DayEnd, DayExplanation } from '../functions/shared/calendar/explain-day.ts';
import { DAY_MS, MINUTES_PER_DAY } from '../functions/shared/calendar/instant.ts';
import type { LocalDay } from '../functions/shared/calendar/instant.ts';
import { dateOfDay } from '../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../functions/shared/calendar/time-of-day.ts';
import type { ExceptionEnd, Period } from '../functions/shared/calendar/timetable.ts';
import type { Entry, Schedule } from '../functions/shared/rows/schedule.ts';
import { localDateTime } from '../functions/webhook/domain/local-time.ts';
import { format } from './format-time.ts';
import { causeWords } from './cause-words.ts';

/** What applies on an operating day, and what comes of it: one line for each fact. */
export function dayLines(explanation: DayExplanation, { schedule, timetable }: Entry): string[] {
  const { day, status, exception, ends } = explanation;
  const date = `${format(day * DAY_MS, 'UTC', 'ccc')} ${dateOfDay(day)}`;
  const exceptions = [
    exceptionWords('start', exception?.start, schedule),
    exceptionWords('stop', exception?.stop, schedule),
  ];
  const whySilent = status.kind === 'disabled' ? 'Enabled is false' : 'a neighbouring window or a hold covers it';
  return [
    statusWords(),
    ...exceptions.filter((line) => line !== ''),
    ...(ends.length === 0 ? ['nothing starts or stops'] : ends.map((end) => endWords(end, schedule, whySilent))),
  ];

  function statusWords(): string {
    switch (status.kind) {
      case 'active':
        return `${date} is an active day`;
      case 'not-active':
        if (timetable.periods.length === 0) return `${date}: ${schedule.name} has no times (StartTime, StopTime)`;
        return `${date} is no active day${whyClosed(timetable.periods, day)}`;
      case 'holiday':
        return `${date} is a holiday of calendar ${schedule.calendar ?? ''}: ${status.name}`;
      case 'disabled':
        return `${date}: ${schedule.name} is off (Enabled is false)`;
    }
  }
}

/** Which attributes a day does not match: ` (DaysActive)`; of windows that differ in it, each by its times. */
function whyClosed(periods: readonly Period[], day: LocalDay): string {
  const reasons = periods.map(({ days }) => unmatched(days, day).join(', '));
  if (new Set(reasons).size === 1) return ` (${reasons[0] ?? ''})`;
  return `: ${periods.map((period, index) => `${windowWords(period)} (${reasons[index] ?? ''})`).join(', ')}`;
}

function unmatched({ weekdays, monthDays, months }: DayRule, day: LocalDay): string[] {
  const parts: Readonly<Record<string, DayRule>> = {
    Months: { ...EVERY_DAY, months },
    MonthDays: { ...EVERY_DAY, monthDays },
    DaysActive: { ...EVERY_DAY, weekdays },
  };
  return Object.entries(parts).flatMap(([attribute, rule]) => (matchesDay(rule, day) ? [] : [attribute]));
}

function windowWords({ startMinute, stopMinute }: Period): string {
  if (startMinute === undefined) return `stop ${formatTimeOfDay(stopMinute ?? 'none')}`;
  if (stopMinute === undefined) return `start ${formatTimeOfDay(startMinute)}`;
  return `${formatTimeOfDay(startMinute)} to ${formatTimeOfDay(stopMinute)}`;
}

function exceptionWords(type: string, end: ExceptionEnd | undefined, { name }: Schedule): string {
  if (end === undefined) return '';
  const by = [end.by && ` by ${end.by}`, end.note && `: ${end.note}`].filter(Boolean).join('');
  return `exception ${type} ${formatTimeOfDay(end.minute)}${by} (row ScheduleException ${name}/${end.uuid})`;
}

function endWords({ kind, minute, at, cause, happens }: DayEnd, { timeZone }: Schedule, whySilent: string): string {
  const nextDate = minute >= MINUTES_PER_DAY ? ` (${formatTimeOfDay(minute)})` : '';
  const silent = happens ? '' : `; does not happen: ${whySilent}`;
  return `${kind} ${localDateTime(at, timeZone)}${nextDate}, ${causeWords(cause)}${silent}`;
}
