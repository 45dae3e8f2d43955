import { decide, edgesBetween } from '../../../shared/calendar/edges.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Edge } from '../../../shared/calendar/timetable.ts';
import type { Order } from './command.ts';
import { comingOf, toldTime } from './coming.ts';
import { stopAhead, type StopAhead } from './extend.ts';
import { nextOf, outlookOf } from './outlook.ts';
import type { OverRefusal, Refusal, Sight } from './plan.ts';

/** Why a button does nothing any more; undefined while the stop that it stood under is the one that people talk about. */
export function lateButton(sight: Sight, order: Order, shownFor: Instant): Refusal | undefined {
  if (stopAhead(sight)?.stop.at === shownFor) return undefined;
  const from = toldTime(sight, shownFor);
  const doneAt = whenDone(sight, shownFor);
  if (doneAt !== undefined || stoodTill(sight, shownFor)) return { ...over(sight, order), from, doneAt };
  const to = movedTo(sight, shownFor);
  if (to === undefined && !sight.entry.timetable.enabled) return { kind: 'switched-off', from };
  return { kind: 'moved', by: whoMoved(sight, shownFor, to?.stop), from, to: to?.at };
}

/** When that stop was done, where it is the last thing the scheduler did. */
function whenDone({ record }: Sight, shownFor: Instant): Instant | undefined {
  const run = record?.run;
  return run?.edge.kind === 'stop' && run.edge.at === shownFor ? run.settledAt : undefined;
}

/** Whether that stop came while it stood in the timetable. */
function stoodTill({ entry: { timetable }, now }: Sight, shownFor: Instant): boolean {
  return shownFor <= now && edgesBetween(timetable, shownFor, shownFor + 1).some(({ kind }) => kind === 'stop');
}

function over(sight: Sight, order: Order): Omit<OverRefusal, 'from' | 'doneAt'> {
  const { desired, latest } = outlookOf(sight.entry.timetable, sight.now);
  const isStop = order.kind === 'force' && order.type === 'stop';
  if (desired !== 'running' || latest === undefined)
    return { kind: 'over', onAgain: undefined, instead: isStop ? undefined : 'force_start' };
  const onAgain = { since: latest.at, stopAt: comingOf(sight).stop?.at };
  return { kind: 'over', onAgain, instead: isStop ? 'force_stop' : 'extend' };
}

/** The stop in whose place it would have been: the one before it, where that still held, else the next one. */
function movedTo(sight: Sight, shownFor: Instant): Pick<StopAhead, 'stop' | 'at'> | undefined {
  const { timetable } = sight.entry;
  const ahead = stopAhead(sight);
  if (shownFor > sight.now) return ahead;
  const { latest } = decide(timetable, shownFor);
  const stop = latest?.kind === 'stop' ? latest : nextOf('stop', timetable, shownFor);
  if (stop === undefined || stop.at === ahead?.stop.at) return ahead;
  return { stop, at: toldTime(sight, stop.at) };
}

/** The author of the stop's new time, of the hold in force, or of the exception of its operating day; nobody where a row went. */
function whoMoved({ entry: { timetable }, now }: Sight, shownFor: Instant, to: Edge | undefined): string | undefined {
  if (to !== undefined && to.cause.kind !== 'weekly') return to.cause.by;
  if (outlookOf(timetable, now).held !== undefined) return timetable.hold?.by;
  const date = timetable.zone.localDay(shownFor);
  return timetable.exceptions.get(date)?.stop?.by ?? timetable.exceptions.get(date - 1)?.stop?.by;
}
