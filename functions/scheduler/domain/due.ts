import { edgesBetween, type Decision } from '../../shared/calendar/edges.ts';
import { DAY_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Edge, Timetable } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run, RunRecord, WarningRecord } from '../../shared/store/run-record.ts';
import { settled } from './begin-run.ts';

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
 * moving this morning's start, to earlier or to later, does not restart anything.
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
 * where they put it, and a stop under way is dropped where all that is left of it was carried out before.
 */
export function followRows(context: DueContext): RunRecord {
  const { record, decision, entry, now } = context;
  const { latest } = decision;
  const { run } = record;
  if (run === undefined || latest?.kind !== run.edge.kind || !isGone(run.edge, entry.timetable)) return record;
  if (dueEdge(context) !== undefined) return record;
  if (run.settledAt !== undefined)
    return { ...record, run: { ...run, edge: latest, doneTo: Math.max(run.doneTo ?? 0, run.edge.at) } };
  if (run.because !== 'edge') return { ...record, run: { ...run, edge: latest } };
  if (latest.kind === 'start' || !isDone(run, latest)) return record;
  return { ...record, run: settled({ ...run, edge: latest, isDropped: true }, now) };
}

const isGone = ({ at, kind }: Edge, timetable: Timetable): boolean =>
  edgesBetween(timetable, at, at + 1).every((edge) => edge.kind !== kind);

const isDone = ({ doneTo }: Run, latest: Edge): boolean => doneTo !== undefined && latest.at <= doneTo;

const isOpenStop = ({ edge, because, settledAt }: Run): boolean =>
  edge.kind === 'stop' && because === 'edge' && settledAt === undefined;

/** Whether the open stop is one that a person ordered and took back, so that the schedule's own is left, which is to be announced. */
const isReleased = (run: Run, timetable: Timetable): boolean =>
  isOpenStop(run) && run.edge.cause.kind === 'hold' && isGone(run.edge, timetable);

/**
 * Whether the edge stood in the rows before it came, as far as anybody can tell: it is a stop that was announced, or no tick has come
 * since. A start in whose place the one before was carried out is not: only where a tick has seen that one gone before.
 */
function isNew({ kind, at }: Edge, { warnings, now, tickMs, record: { run } }: DueContext): boolean {
  const isSeenGone = run?.doneTo !== undefined && run.doneTo > run.edge.at;
  if (kind === 'start') return isSeenGone && now - at < tickMs;
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
