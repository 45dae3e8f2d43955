import { decide, edgesBetween } from '../../../shared/calendar/edges.ts';
import { explainDay, type DayEnd, type DayExplanation } from '../../../shared/calendar/explain-day.ts';
import { DAY_MS, MINUTES_PER_DAY, type Instant, type LocalDay } from '../../../shared/calendar/instant.ts';
import type { MinuteOfDay } from '../../../shared/calendar/time-of-day.ts';
import type { EdgeKind, Timetable } from '../../../shared/calendar/timetable.ts';
import { exceptionUuid } from '../../../shared/store/exceptions.ts';
import type { Order } from './command.ts';
import { outlookOf } from './outlook.ts';
import { refuse, type Decision, type Sight, type StillToCome, type Surprise } from './plan.ts';
import { withException } from './timetable-change.ts';

type SetOrder = Order & { readonly kind: 'exception-set' };
type DelOrder = Order & { readonly kind: 'exception-del' };

const LATEST_MINUTE = 2 * MINUTES_PER_DAY;
const NOON = MINUTES_PER_DAY / 2;

/** Sets a day's start or stop, where the time is still to come. */
export function decideSet(sight: Sight, order: SetOrder): Decision {
  const { entry, now, who } = sight;
  const { timetable, schedule } = entry;
  const { day, type, minute } = order;
  if (timetable.zone.instantOf(day, LATEST_MINUTE) <= now) return refuse({ kind: 'day-over', day });
  const key = { scheduleName: schedule.name, day, type };
  const uuid = exceptionUuid(key);
  const after = withException(timetable, key, { minute, uuid, by: who });
  const end = endBy(uuid, explainDay(after, day));
  const at = end?.at ?? (minute === 'none' ? undefined : timetable.zone.instantOf(day, minute));
  if (minute !== 'none' && at !== undefined && at <= now)
    return refuse({ kind: 'past', type, at, instead: stillToCome(sight, { day, type, minute }) });
  return {
    kind: 'plan',
    write: { kind: 'set-exception', order: { ...key, minute, by: who } },
    after,
    day,
    done: { kind: 'exception-set', day, type, minute },
    surprises: surprisesOf(sight, order, { after, end }),
  };
}

const endBy = (uuid: string, { ends }: DayExplanation): DayEnd | undefined =>
  ends.find(({ cause }) => cause.kind === 'exception' && cause.uuid === uuid);

/** What changes something that is still to come, and brings nothing back that its day has stopped. */
function stillToCome(
  { entry: { timetable }, now }: Sight,
  { day, type, minute }: { readonly day: LocalDay; readonly type: EdgeKind; readonly minute: MinuteOfDay },
): StillToCome | undefined {
  const { zone } = timetable;
  const today = zone.localDay(now);
  const stop = explainDay(timetable, day).ends.findLast(({ kind }) => kind === 'stop');
  const isOpen = stop === undefined ? day === today : stop.at > now;
  const later = minute + MINUTES_PER_DAY;
  if (type === 'stop' && isOpen && later < LATEST_MINUTE && zone.instantOf(day, later) > now)
    return { by: 'form', minute: later };
  if (day < today && minute < MINUTES_PER_DAY && zone.instantOf(today, minute) > now)
    return { by: 'today', day: today, minute };
  const wanted = type === 'start' ? 'running' : 'stopped';
  return outlookOf(timetable, now).desired === wanted ? undefined : { by: 'order' };
}

/** Takes a day's start or stop back to the usual one. */
export function decideDelete({ entry, now }: Sight, { day, type }: DelOrder): Decision {
  const { timetable, schedule } = entry;
  const isThere = timetable.exceptions.get(day)?.[type] !== undefined;
  // A row that cannot be read is no exception, but is deleted as one.
  if (!isThere && entry.problems.length === 0) return refuse({ kind: 'no-exception', type, day });
  const key = { scheduleName: schedule.name, day, type };
  const after = withException(timetable, key, undefined);
  return {
    kind: 'plan',
    write: { kind: 'delete-exception', key },
    after,
    day,
    done: { kind: 'exception-deleted', day, type },
    surprises: isThere && isSame(timetable, after, { day, now }) ? [{ kind: 'changes-nothing' }] : [],
  };
}

interface Outcome {
  readonly after: Timetable;
  /** The exception's own end; none for `None`, or where the day does not open. */
  readonly end: DayEnd | undefined;
}

function surprisesOf(sight: Sight, order: SetOrder, { after, end }: Outcome): Surprise[] {
  const { entry, now } = sight;
  const { timetable } = entry;
  const { day, type } = order;
  const former = timetable.exceptions.get(day)?.[type];
  const { status } = explainDay(after, day);
  const surprises: Surprise[] = [];
  if (former !== undefined) surprises.push({ kind: 'replaces-exception', end: former });
  if (status.kind === 'disabled') return [...surprises, { kind: 'disabled' }];
  if (status.kind === 'holiday' && order.minute !== 'none') surprises.push({ kind: 'holiday', name: status.name });
  if (end !== undefined && end.minute !== order.minute) surprises.push({ kind: 'next-date', at: end.at });
  surprises.push(...nightBefore(sight, order, after));
  const { held } = outlookOf(after, now);
  const from = end?.at ?? timetable.zone.instantOf(day, 0);
  if (held !== undefined && after.hold !== undefined && from < held.until)
    return [...surprises, { kind: 'hold-first', hold: after.hold, until: held.until }];
  if (end !== undefined && !end.happens)
    surprises.push({ kind: 'merges', at: end.at, into: outlookOf(after, Math.max(end.at, now)).nextStop });
  else if (isSame(timetable, after, { day, now })) surprises.push({ kind: 'changes-nothing' });
  return surprises;
}

/** Whether nothing that is still to come differs. */
function isSame(before: Timetable, after: Timetable, { day, now }: { day: number; now: Instant }): boolean {
  // Around that day only: somebody may name one of the year 9999.
  const from = Math.max(now + 1, before.zone.instantOf(day, 0) - 2 * DAY_MS);
  const to = before.zone.instantOf(day, LATEST_MINUTE) + 2 * DAY_MS;
  const ahead = (timetable: Timetable): string =>
    JSON.stringify([
      decide(timetable, now).desired,
      edgesBetween(timetable, from, to).map(({ kind, at }) => [kind, at]),
    ]);
  return ahead(before) === ahead(after);
}

/**
 * People who set Saturday's stop to 02:00 often mean the night that begins on Friday, whose stop it does not move: where
 * Saturday does not open, or where Friday's is the stop that comes next.
 */
function nightBefore({ entry, now }: Sight, { day, type, minute }: SetOrder, after: Timetable): Surprise[] {
  if (type === 'start' || minute === 'none' || minute >= NOON) return [];
  const { nextStop } = outlookOf(entry.timetable, now);
  const stop = explainDay(after, day - 1).ends.findLast(({ kind, happens }) => kind === 'stop' && happens);
  const opens = explainDay(after, day).ends.some(({ kind }) => kind === 'start');
  const isNext = stop !== undefined && stop.at === nextStop?.at;
  if (stop === undefined || (opens && !isNext)) return [];
  return [{ kind: 'night-before', day: day - 1, minute: minute + MINUTES_PER_DAY, isNext }];
}
