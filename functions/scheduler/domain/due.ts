import { edgesBetween, type Decision } from '../../shared/calendar/edges.ts';
import { DAY_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Edge, Timetable } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run, RunRecord, WarningRecord } from '../../shared/store/run-record.ts';
import { settled } from './begin-run.ts';
import { Marks } from './marks.ts';

export interface DueContext {
  readonly record: RunRecord;
  readonly decision: Decision;
  readonly entry: Pick<Entry, 'timetable' | 'schedule'>;
  /** Warnings of this schedule. */
  readonly warnings: readonly WarningRecord[];
  readonly now: Instant;
  /** Milliseconds between two ticks. */
  readonly tickMs: number;
}

/**
 * The edge that wants a run of its own: the latest one, where it differs in kind from that of the last run begun
 * (settled or not), or is of the same kind and has come since. So overtime entered during a shutdown brings the servers back, and
 * moving this morning's start, to earlier or to a later time that is past, does not restart anything.
 */
export function dueEdge(context: DueContext): Edge | undefined {
  const { record, decision, entry } = context;
  const { latest } = decision;
  const { run } = record;
  if (run === undefined || latest === undefined || run.edge.kind !== latest.kind) return latest;
  const { timetable, schedule } = entry;
  // Under Enforce no change by hand lasts, so that an edge that moved is one like others, with its warning.
  const isCarriedOut = run.settledAt !== undefined && isDone(run, latest);
  if (!schedule.enforce && (isCarriedOut || (!isNew(latest, context) && isMoved(run, latest, timetable))))
    return undefined;
  if (latest.at > run.edge.at) return latest;
  return isReleased(run, timetable) && !isDone(run, latest) ? latest : undefined;
}

/**
 * The record as rows have its last run's edge now, so that the next edge is told from one that only moved: a settled run's edge goes
 * where they put it, and a stop under way that is taken back is dropped where all before it was carried out, or else goes on as
 * the one before, for whom that had not stopped yet.
 */
export function followRows(context: DueContext): RunRecord {
  const { record, decision, entry, now } = context;
  const { latest, next } = decision;
  const { run } = record;
  const isOther = latest !== undefined && latest.kind !== run?.edge.kind;
  if (run === undefined || isOther || dueEdge(context) !== undefined) return record;
  const isMovedAway = isGone(run.edge, entry.timetable);
  const isAwaited = run.edge.kind === 'start' && next?.kind === 'start' && (isMovedAway || isSeenGone(run));
  if (isAwaited && next.at !== run.startAhead)
    return followRows({ ...context, record: { ...record, run: { ...run, startAhead: next.at } } });
  if (latest === undefined || !isMovedAway) return record;
  if (run.settledAt !== undefined)
    return { ...record, run: { ...run, edge: latest, doneTo: Math.max(run.doneTo ?? 0, run.edge.at) } };
  if (run.because !== 'edge') return { ...record, run: { ...run, edge: latest } };
  if (latest.kind === 'start') return record;
  if (isDone(run, latest)) return { ...record, run: settled({ ...run, edge: latest, isDropped: true }, now) };
  return run.unfinished !== undefined && latest.at <= run.unfinished.at
    ? { ...record, run: goneBackTo(latest, run, now) }
    : record;
}

/**
 * The run as the one before it: whom that had stopped, and whom this one has, is left alone. What was told of this one does not count any
 * more, should it come back.
 */
function goneBackTo(edge: Edge, { unfinished, ...run }: Run, now: Instant): Run {
  const marks = Marks.decode(run.marks)
    .joinReached(Marks.decode(unfinished?.marks ?? ''))
    .encode();
  return { ...run, edge, marks, warnedAfter: now - 1, nextLookAt: now };
}

const isGone = ({ at, kind }: Edge, timetable: Timetable): boolean =>
  edgesBetween(timetable, at, at + 1).every((edge) => edge.kind !== kind);

const isDone = ({ doneTo }: Run, latest: Edge): boolean => doneTo !== undefined && latest.at <= doneTo;

const isOpenStop = ({ edge, because, settledAt }: Run): boolean =>
  edge.kind === 'stop' && because === 'edge' && settledAt === undefined;

/** Whether the open stop is one that a person ordered and took back, so that the schedule's own is left, which is to be announced. */
const isReleased = (run: Run, timetable: Timetable): boolean =>
  isOpenStop(run) && run.edge.cause.kind === 'hold' && isGone(run.edge, timetable);

/** Whether a tick has seen the edge that was carried out moved away, and nothing in its place yet. */
const isSeenGone = ({ edge, doneTo }: Run): boolean => doneTo !== undefined && doneTo > edge.at;

/**
 * Whether the edge stood in the rows before it came, as far as anybody can tell: a start that was seen ahead, a stop that was announced
 * or since which no tick has come.
 */
function isNew({ kind, at }: Edge, { warnings, now, tickMs, record: { run } }: DueContext): boolean {
  if (kind === 'start') return run?.startAhead === at;
  return now - at < tickMs || warnings.some(({ stopAt, warnedAt }) => stopAt === at && warnedAt < at);
}

/**
 * Whether rows moved the edge that was carried out to where the later one is now: it is gone, nothing lies between, and rows have none
 * like it that is nearer. A stop that was not carried out is announced anew.
 */
function isMoved(run: Run, latest: Edge, timetable: Timetable): boolean {
  const last = run.edge;
  const from = Math.max(last.at, (run.settledAt !== undefined && run.doneTo) || 0);
  const distance = latest.at - from;
  if (distance <= 0) return false;
  const isOrdered = last.cause.kind === 'hold' || latest.cause.kind === 'hold';
  if (isOrdered || isOpenStop(run) || distance >= DAY_MS) return false;
  if (edgesBetween(timetable, from, latest.at).length > 0) return false;
  return edgesBetween(timetable, from - distance + 1, from).at(-1)?.kind !== last.kind;
}
