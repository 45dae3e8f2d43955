import { decide } from '../../../shared/calendar/edges.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { Effect } from '../answers/answer.ts';
import type { Plan, Sight } from './plan.ts';

/** What the next tick does because of a plan. */
export function effectOf({ entry, now }: Sight, { after, done }: Plan): Effect {
  if (entry.problems.length > 0) return { kind: 'none' };
  const before = decide(entry.timetable, now).desired;
  const { desired } = decide(after, now);
  // Ordered by a person: what is off though it should be on is started too, and the other way round.
  if (done.kind === 'held') return { kind: done.hold.kind === 'start' ? 'starts' : 'stops' };
  if (desired === before || desired === 'unmanaged') return { kind: 'none' };
  return desired === 'running' ? { kind: 'starts' } : stopDue(entry);
}

const stopDue = ({ schedule: { warnMinutes } }: Entry): Effect =>
  warnMinutes > 0 ? { kind: 'warns', minutes: warnMinutes } : { kind: 'stops' };
