import { decide, edgesBetween } from '../../../shared/calendar/edges.ts';
import { explainDay } from '../../../shared/calendar/explain-day.ts';
import { DAY_MS, type Instant } from '../../../shared/calendar/instant.ts';
import type { Edge } from '../../../shared/calendar/timetable.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { Answer, DatedException, ListedSchedule } from '../answers/answer.ts';
import type { Question } from './command.ts';
import { outlookOf } from './outlook.ts';

const DAYS_PER_WEEK = 7;
/** As far as a schedule whose windows open once a year. */
const LOOK_AHEAD_MS = 400 * DAY_MS;

/** Answers what rows and holds alone can answer. */
export function look(entry: Entry, question: Exclude<Question, { kind: 'status' }>, now: Instant): Answer {
  const { timetable } = entry;
  const today = timetable.zone.localDay(now);
  if (question.kind === 'info')
    return {
      kind: 'info',
      entry,
      explanation: explainDay(timetable, question.day),
      outlook: outlookOf(timetable, now),
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

export function listed({ schedule, timetable, problems }: Entry, now: Instant): ListedSchedule {
  const { desired, next } = decide(timetable, now);
  const changes = (edge: Edge): boolean => edge.kind === (desired === 'running' ? 'stop' : 'start');
  const isChange = next === undefined || desired === 'unmanaged' || changes(next);
  const change = isChange ? next : edgesBetween(timetable, next.at, now + LOOK_AHEAD_MS).find(changes);
  return { schedule, isLeftAlone: problems.length > 0, desired, next: change };
}
