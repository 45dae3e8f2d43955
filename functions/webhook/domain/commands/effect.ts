import { decide } from '../../../shared/calendar/edges.ts';
import type { Effect } from '../answers/answer.ts';
import { comingOf } from './coming.ts';
import type { Plan, Sight } from './plan.ts';

/** What the next tick does because of a plan. */
export function effectOf(sight: Sight, { after, done }: Plan): Effect {
  const { entry, now } = sight;
  if (entry.problems.length > 0) return { kind: 'none' };
  const before = decide(entry.timetable, now).desired;
  const { desired } = decide(after, now);
  // Ordered by a person: what is off though it should be on is started too, and the other way round.
  if (done.kind === 'held') return { kind: done.hold.kind === 'start' ? 'starts' : 'stops' };
  if (desired === before || desired === 'unmanaged') return { kind: 'none' };
  // A stop that waits for its warning has stopped nothing yet.
  const isWaiting = (comingOf(sight).stop?.edge.at ?? Infinity) <= now;
  if (desired === 'running') return { kind: isWaiting ? 'none' : 'starts' };
  // Any other stop is announced first: when it comes is told by comingOf.
  return { kind: entry.schedule.warnMinutes === 0 ? 'stops' : 'none' };
}
