import { decide } from '../../../shared/calendar/edges.ts';
import { explainDay } from '../../../shared/calendar/explain-day.ts';
import type { Answer, DatedException, ListedSchedule } from '../answers/answer.ts';
import { comingOf } from './coming.ts';
import type { Question } from './command.ts';
import { outlookOf } from './outlook.ts';
import type { Sight } from './plan.ts';

const DAYS_PER_WEEK = 7;

/** Answers what rows and holds alone can answer. */
export function look(sight: Sight, question: Exclude<Question, { kind: 'status' }>): Answer {
  const { entry, now } = sight;
  const { timetable } = entry;
  const today = timetable.zone.localDay(now);
  if (question.kind === 'info')
    return {
      kind: 'info',
      entry,
      explanation: explainDay(timetable, question.day),
      outlook: outlookOf(timetable, now),
      coming: comingOf(sight),
    };
  if (question.kind === 'week') {
    const days = Array.from({ length: DAYS_PER_WEEK }, (_, index) => explainDay(timetable, today + index));
    return { kind: 'week', entry, days };
  }
  const day = question.day ?? today;
  const asked: DatedException = { day, exception: timetable.exceptions.get(day) ?? {} };
  const later = [...timetable.exceptions].filter(([date]) => question.day === undefined && date > day);
  const coming = later.sort(([a], [b]) => a - b).map(([date, exception]) => ({ day: date, exception }));
  return { kind: 'exceptions', entry, asked, coming };
}

/** One schedule as it should be now, and its next change. */
export function listed(sight: Sight): ListedSchedule {
  const { entry } = sight;
  const { timetable, problems } = entry;
  const { desired, next } = decide(timetable, sight.now);
  const { stop, start } = comingOf(sight);
  const stopNext = stop && ({ kind: 'stop', at: stop.at } as const);
  const change = desired === 'running' ? stopNext : desired === 'stopped' ? (start ?? stopNext) : next;
  const isSwitchedOff = !timetable.enabled && outlookOf(timetable, sight.now).held === undefined;
  return { entry, isLeftAlone: problems.length > 0, isSwitchedOff, desired, next: change };
}
