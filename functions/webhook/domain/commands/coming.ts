import { heldSpan, type HeldSpan } from '../../../shared/calendar/hold.ts';
import { MINUTE_MS, type Instant } from '../../../shared/calendar/instant.ts';
import type { Edge, EdgeKind, Hold, Timetable } from '../../../shared/calendar/timetable.ts';
import type { Run, WarningRecord } from '../../../shared/store/run-record.ts';
import { nextOf, outlookOf } from './outlook.ts';
import type { Sight } from './plan.ts';

/** A stop that has still to be made. */
export interface ComingStop {
  /** At or before now where it waits for its warning. */
  readonly edge: Edge;
  /** From when it is made: the edge's instant, or later where a warning has to come first. */
  readonly at: Instant;
  /** True: `at` is the soonest, because the warning waits until somebody is up. */
  readonly whenUp: boolean;
}

/** What comes next, as it will be told and done. */
export interface Coming {
  /** The next stop; while it is off, for what somebody has started by hand. */
  readonly stop: ComingStop | undefined;
  readonly start: Edge | undefined;
  /** The start that comes before a stop's warning would be over, so that the stop is never made. */
  readonly overtaking: Edge | undefined;
}

/** What comes next by a timetable: the one in force, or the one that a command makes. */
export function comingOf(sight: Sight, timetable: Timetable = sight.entry.timetable): Coming {
  const { nextStart: start } = outlookOf(timetable, sight.now);
  const place = (edge: Edge | undefined): ComingStop | undefined => {
    if (edge === undefined) return undefined;
    const at = stopMadeFrom(sight, edge, timetable);
    return { edge, at, whenUp: at > edge.at && isDown(sight.record?.run) && !isWarned(sight, edge) };
  };
  const stop = place(nextStopOf(sight, timetable));
  const following = stop && nextOf('start', timetable, Math.max(stop.edge.at, sight.now));
  if (stop === undefined || following === undefined || following.at > stop.at)
    return { stop, start, overtaking: undefined };
  return { stop: place(nextOf('stop', timetable, following.at)), start, overtaking: following };
}

function nextStopOf(sight: Sight, timetable: Timetable): Edge | undefined {
  const { record, now } = sight;
  const { latest, nextStop } = outlookOf(timetable, now);
  // Due until its run calls: the minute that people were told begins up to a minute before that.
  const isDue = latest?.kind === 'stop' && isStillToMake(latest, record?.run);
  if (isDue && needsWarning(sight, latest, timetable)) return latest;
  // Ahead of the next start too: it switches off what somebody has started by hand.
  return nextStop;
}

/** Until when a hold keeps what it said, as people are told; Infinity where nothing ends it. */
export function keptUntil(hold: Hold, { until }: HeldSpan, { stop, start }: Coming): Instant {
  // Without an end of its own it ends at the next edge, which changes nothing where it asks for the same.
  if (hold.until === undefined) return (hold.kind === 'start' ? stop?.at : start?.at) ?? Infinity;
  return stop?.edge.at === until ? stop.at : until;
}

/** What comes next, in order. */
export function inOrder({ stop, start }: Coming): readonly { readonly kind: EdgeKind; readonly at: Instant }[] {
  const stops = stop === undefined ? [] : [{ kind: 'stop' as const, at: stop.at }];
  const starts = start === undefined ? [] : [{ kind: 'start' as const, at: start.at }];
  return [...stops, ...starts].sort((a, b) => a.at - b.at);
}

/**
 * From when the scheduler makes a stop: an ordered one at once, any other once its warning, given or still to give, is WarnMinutes
 * old. On the whole minute that people are told. Nobody up, no warning: what is off until then needs none.
 */
export function stopMadeFrom(sight: Sight, edge: Edge, timetable: Timetable = sight.entry.timetable): Instant {
  if (!needsWarning(sight, edge, timetable)) return edge.at;
  const warning = warningOf(sight, edge.at, countsAfter(sight, edge));
  if (warning === undefined && isOff(sight, timetable)) return edge.at;
  return warnedStop(sight, edge.at, warning ?? { warnedAt: sight.now });
}

/** The time that people were told of a stop at `edgeAt`: later than the edge where its warning came late. */
export function toldTime(sight: Sight, edgeAt: Instant): Instant {
  const warning = warningOf(sight, edgeAt, 0);
  return warning === undefined ? edgeAt : warnedStop(sight, edgeAt, warning);
}

function needsWarning(sight: Sight, edge: Edge, timetable: Timetable): boolean {
  const { entry, now } = sight;
  const held = heldSpan(timetable);
  const isOrdered = held?.edge.kind === 'stop' && held.edge.at === edge.at && now < held.until;
  return !isOrdered && (entry.schedule.warnMinutes > 0 || isPromised(sight, edge));
}

/** Warnings are off, but what one said before is kept. */
const isPromised = (sight: Sight, { at }: Edge): boolean => (warningOf(sight, at, 0)?.toldFor ?? 0) > sight.now;

const isWarned = (sight: Sight, edge: Edge): boolean =>
  warningOf(sight, edge.at, countsAfter(sight, edge)) !== undefined;

/** Whether what is to be off is off, or has been called to be: a later stop is for what somebody starts by hand. */
function isOff(sight: Sight, timetable: Timetable): boolean {
  const { latest } = outlookOf(timetable, sight.now);
  if (latest?.kind !== 'stop') return false;
  return !isStillToMake(latest, sight.record?.run) || !needsWarning(sight, latest, timetable);
}

const warningOf = (
  { entry: { schedule }, warnings }: Sight,
  edgeAt: Instant,
  after: Instant,
): WarningRecord | undefined =>
  warnings.find(
    ({ scheduleName, stopAt, warnedAt }) => scheduleName === schedule.name && stopAt === edgeAt && warnedAt > after,
  );

function warnedStop(
  { entry: { schedule } }: Sight,
  edgeAt: Instant,
  { warnedAt, toldFor = 0 }: Pick<WarningRecord, 'warnedAt' | 'toldFor'>,
): Instant {
  const at = Math.max(warnedAt + schedule.warnMinutes * MINUTE_MS, toldFor);
  return Math.max(edgeAt, at - (at % MINUTE_MS));
}

/** A warning counts only if nothing started since, and no stop was taken back: then others may be up, whom nobody has warned. */
function countsAfter({ record, now }: Sight, edge: Edge): Instant {
  const run = record?.run;
  const isTakenBack = run?.edge.kind === 'start' && Math.max(run.edge.at, run.begunAt) >= edge.at;
  const takenBackAt = isTakenBack ? run.begunAt : run?.isDropped ? (run.settledAt ?? 0) - 1 : run?.warnedAfter;
  // Back before its instant, it is as it was.
  const isGone = edge.at <= now && record?.goneStops?.includes(edge.at);
  return Math.max(isGone ? edge.at - 1 : 0, takenBackAt ?? 0);
}

/** Whether the stop that the timetable asks for now waits for its run, or the run for its first call. */
const isStillToMake = (latest: Edge, run: Run | undefined): boolean =>
  run === undefined || (!wasDoneBefore(latest, run) && (!isDown(run) || latest.at > run.edge.at));

/** Whether another stop is under way, and takes that one's place no more: it was carried out before. */
const wasDoneBefore = ({ at }: Edge, { edge, doneTo = 0 }: Run): boolean => edge.kind === 'stop' && at <= doneTo;

/** Whether the last run is a stop, carried out or called for. */
function isDown(run: Run | undefined): boolean {
  if (run?.edge.kind !== 'stop') return false;
  const hasCalled = Object.values(run.groups).some(({ lastCallAt }) => lastCallAt !== undefined);
  return run.because !== 'edge' || run.settledAt !== undefined || hasCalled;
}
