import { decide, edgesBetween } from '../../../shared/calendar/edges.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../../shared/calendar/instant.ts';
import type { Edge, Hold, Timetable } from '../../../shared/calendar/timetable.ts';
import { exceptionUuid } from '../../../shared/store/exceptions.ts';
import { comingOf, stopMadeFrom, toldTime } from './coming.ts';
import type { Span } from './command.ts';
import { operatingDayOf, outlookOf } from './outlook.ts';
import { refuse, type Decision, type Earlier, type Plan, type Sight, type Surprise } from './plan.ts';
import { LAST_STOP_MINUTE } from './read-arguments.ts';
import { withException, withHold } from './timetable-change.ts';
import { endOfSpan, nextTime } from './upcoming.ts';

/** A stop this recent is the one that somebody who asks for more time means, even where it has been carried out. */
const JUST_STOPPED_MS = 2 * HOUR_MS;

/** A time of day that moves the stop by more than this may not be the one that was meant. */
const FAR_MS = 12 * HOUR_MS;

/** As far as an exception of one operating day can change edges. */
const REACH_MS = 4 * DAY_MS;

/** The stop that people who see this schedule now talk about. */
export interface StopAhead {
  readonly stop: Edge;
  /** When people were told that it is made: the edge, or later where the warning came late. */
  readonly at: Instant;
  /** Whether the edge has come: the stop is waiting for its warning, under way, or just carried out. */
  readonly hasCome: boolean;
}

/** The stop that waits for its warning, is under way or has just been carried out, else the next one. */
export function stopAhead(sight: Sight): StopAhead | undefined {
  const { entry, record, now } = sight;
  const { latest, nextStop } = outlookOf(entry.timetable, now);
  const waiting = comingOf(sight).stop?.edge;
  if (waiting !== undefined && waiting.at <= now)
    return { stop: waiting, at: toldTime(sight, waiting.at), hasCome: true };
  const run = record?.run;
  const isUnderWay = run?.edge.kind === 'stop' && run.settledAt === undefined;
  if (latest?.kind === 'stop' && (isUnderWay || now - latest.at <= JUST_STOPPED_MS))
    return { stop: latest, at: Math.min(toldTime(sight, latest.at), now), hasCome: true };
  return nextStop && { stop: nextStop, at: toldTime(sight, nextStop.at), hasCome: false };
}

/** Moves the stop to a later time, by whichever means moves nothing else. */
export function decideExtend(sight: Sight, span: Span): Decision {
  const ahead = stopAhead(sight);
  if (ahead === undefined || isHeldOff(sight, ahead)) return refuse({ kind: 'no-stop' });
  const to = newStop(sight, span, ahead);
  if (to === ahead.at) return refuse({ kind: 'already', at: to });
  if (to < ahead.at)
    return refuse({ kind: 'earlier', at: ahead.at, wanted: to, instead: whatMovesItEarlier(sight, ahead.stop, to) });
  const extension: Extension = { sight, ahead, to, isTime: span.kind === 'time' };
  return movedHold(extension) ?? stopException(extension) ?? startHold(extension) ?? notYet(extension);
}

/** Somebody keeps it off, and not just now: there is nothing up to extend. */
function isHeldOff({ entry: { timetable }, now }: Sight, { hasCome }: StopAhead): boolean {
  return !hasCome && outlookOf(timetable, now).held?.edge.kind === 'stop';
}

/**
 * A time before the stop, on its operating day or later, is meant as that, and refused; any other is the next such time after
 * the stop.
 */
function newStop({ entry: { timetable }, now }: Sight, span: Span, { stop, at }: StopAhead): Instant {
  const { zone } = timetable;
  if (at <= now) return endOfSpan(span, now, zone);
  if (span.kind === 'duration') return at + span.minutes * MINUTE_MS;
  if (span.minute >= MINUTES_PER_DAY) return zone.instantOf(operatingDayOf(timetable, stop), span.minute);
  const soonest = nextTime(span.minute, now, zone);
  const isBeforeTheStop = soonest <= at && zone.localDay(soonest) >= operatingDayOf(timetable, stop);
  return isBeforeTheStop ? soonest : nextTime(span.minute, at, zone);
}

function whatMovesItEarlier(sight: Sight, stop: Edge, to: Instant): Earlier {
  const { timetable } = sight.entry;
  const { zone } = timetable;
  if (stopMadeFrom(sight, { ...stop, at: to }) > to) return { by: 'order' };
  const { held } = outlookOf(timetable, sight.now);
  if (held?.until === stop.at) return { by: 'hold', minute: zone.localMinute(to) };
  const day = operatingDayOf(timetable, stop);
  return { by: 'exception', day, minute: minuteOf(timetable, day, to) };
}

const minuteOf = ({ zone }: Timetable, day: number, at: Instant): number =>
  zone.localMinute(at) + (zone.localDay(at) - day) * MINUTES_PER_DAY;

interface Extension {
  readonly sight: Sight;
  readonly ahead: StopAhead;
  readonly to: Instant;
  /** Whether a time was asked for, rather than a duration. */
  readonly isTime: boolean;
}

/** Where the stop is the end of a hold, that end moves. */
function movedHold(extension: Extension): Plan | undefined {
  const { sight, ahead, to } = extension;
  const { timetable } = sight.entry;
  const { held } = outlookOf(timetable, sight.now);
  if (ahead.hasCome || held?.edge.kind !== 'start' || held.until !== ahead.stop.at) return undefined;
  return holdPlan(extension, { kind: 'start', at: held.edge.at, until: to, by: sight.who });
}

/**
 * A stop exception, where the stop is the last of its operating day. Whether it is shows by trying: of the date of the new
 * stop and the day before, the one whose exception moves that stop and no other edge from now on.
 */
function stopException(extension: Extension): Plan | undefined {
  const { sight, to } = extension;
  const { schedule, timetable } = sight.entry;
  const date = timetable.zone.localDay(to);
  for (const day of [date, date - 1]) {
    const minute = minuteOf(timetable, day, to);
    if (minute > LAST_STOP_MINUTE) continue;
    const key = { scheduleName: schedule.name, day, type: 'stop' } as const;
    const after = withException(timetable, key, { minute, uuid: exceptionUuid(key), by: sight.who });
    if (!movesOnlyTheStop(extension, after)) continue;
    const write = { kind: 'set-exception', order: { ...key, minute, by: sight.who } } as const;
    return planOf(extension, { write, after, day, by: 'exception' });
  }
  return undefined;
}

function movesOnlyTheStop({ sight, ahead, to }: Extension, after: Timetable): boolean {
  const { now, entry } = sight;
  const { timetable } = entry;
  const from = ahead.hasCome ? now + 1 : ahead.stop.at;
  const edges = (of: Timetable): Edge[] => edgesBetween(of, now + 1, to + REACH_MS);
  // A window that opens before the new stop, or within a minute of it, is merged with.
  const kept = edges(timetable).filter(({ at }) => at < from || at > to + MINUTE_MS);
  const moved: Edge = { ...ahead.stop, at: to };
  const expected = [...kept, moved].sort((a, b) => a.at - b.at);
  // What is in force now stays so, or comes back: an exception of the day before would rewrite what has been.
  const inForce = decide(timetable, ahead.hasCome ? ahead.stop.at - 1 : now).latest;
  const { latest } = decide(after, now);
  if (latest?.at !== inForce?.at || (ahead.hasCome && latest?.kind !== 'start')) return false;
  const is = edges(after);
  return areAlike(is, expected) || (areAlike(is, kept) && decide(after, to).desired === 'running');
}

const areAlike = (some: readonly Edge[], others: readonly Edge[]): boolean =>
  some.length === others.length &&
  some.every(({ kind, at }, index) => kind === others[index]?.kind && at === others[index]?.at);

/** What runs now, or has just been stopped, is kept up, or brought back, until the new time. */
function startHold(extension: Extension): Plan | undefined {
  const { sight, ahead, to } = extension;
  const { timetable } = sight.entry;
  if (!ahead.hasCome && decide(timetable, sight.now).desired !== 'running') return undefined;
  const at = Math.max(sight.now, timetable.hold?.at ?? 0);
  return holdPlan(extension, { kind: 'start', at, until: to, by: sight.who });
}

function holdPlan(extension: Extension, hold: Hold): Plan {
  const { timetable } = extension.sight.entry;
  return planOf(extension, {
    write: { kind: 'put-hold', hold },
    after: withHold(timetable, hold),
    day: operatingDayOf(timetable, extension.ahead.stop),
    by: 'hold',
  });
}

function planOf(
  extension: Extension,
  { by, ...means }: Pick<Plan, 'write' | 'after' | 'day'> & { readonly by: 'exception' | 'hold' },
): Plan {
  const { sight, ahead, to } = extension;
  const { stop } = comingOf(sight, means.after);
  const isTold = stop?.edge.at === to || merges(extension, means.after);
  const isOn = decide(means.after, sight.now).desired === 'running';
  const end = { to: isTold ? stop?.at : to, whenUp: isTold && stop?.whenUp === true };
  const done = { kind: 'extended', from: ahead.at, ...end, by, isOn } as const;
  return { kind: 'plan', ...means, done, surprises: surprisesOf(extension, means.after) };
}

const merges = ({ sight, to }: Extension, after: Timetable): boolean => outlookOf(after, sight.now).nextStop?.at !== to;

function surprisesOf(extension: Extension, after: Timetable): Surprise[] {
  const { sight, ahead, to, isTime } = extension;
  const { nextStart, desired } = outlookOf(sight.entry.timetable, sight.now);
  const surprises: Surprise[] = [];
  if (merges(extension, after)) surprises.push({ kind: 'merges', at: to, into: outlookOf(after, sight.now).nextStop });
  if (isTime && to - ahead.at > FAR_MS) surprises.push({ kind: 'far', hours: Math.round((to - ahead.at) / HOUR_MS) });
  const isOffNow = desired !== 'running' && nextStart !== undefined && nextStart.at < ahead.stop.at;
  if (isOffNow) surprises.push({ kind: 'off-now' });
  return surprises;
}

function notYet({ sight, ahead }: Extension): Decision {
  const { nextStart } = outlookOf(sight.entry.timetable, sight.now);
  return refuse({ kind: 'not-yet', stop: ahead.stop, opens: nextStart });
}
