import { edgesBetween, type Decision } from '../../shared/calendar/edges.ts';
import { DAY_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Edge, Timetable } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';

export interface DueContext {
  readonly record: RunRecord;
  readonly decision: Decision;
  readonly entry: Pick<Entry, 'timetable'>;
}

/**
 * The edge that wants a run of its own: the latest one, where it differs in kind from that of the last run begun
 * (settled or not), or is of the same kind and has come since. So overtime entered during a shutdown brings the servers back, and
 * moving this morning's start, to earlier or to later, does not restart anything.
 */
export function dueEdge({ record, decision, entry }: DueContext): Edge | undefined {
  const { latest } = decision;
  if (latest === undefined) return undefined;
  const { run } = record;
  if (run === undefined || run.edge.kind !== latest.kind || isReleased(run, latest)) return latest;
  return latest.at > run.edge.at && !isMoved(run, latest, entry.timetable) ? latest : undefined;
}

/** Whether the open stop is one that a person ordered and took back, so that the schedule's own is left, which is to be announced. */
const isReleased = ({ edge, settledAt }: Run, latest: Edge): boolean =>
  edge.kind === 'stop' && edge.cause.kind === 'hold' && settledAt === undefined && latest.at < edge.at;

/**
 * Whether rows moved the edge that was carried out to where the later one is now: it is gone, and nothing lies between. A stop that
 * was not, is announced anew.
 */
function isMoved({ edge: last, settledAt }: Run, latest: Edge, timetable: Timetable): boolean {
  const isOrdered = last.cause.kind === 'hold' || latest.cause.kind === 'hold';
  const isOpenStop = last.kind === 'stop' && settledAt === undefined;
  return (
    !isOrdered &&
    !isOpenStop &&
    latest.at - last.at < DAY_MS &&
    edgesBetween(timetable, last.at, latest.at).length === 0
  );
}

/** The record with a new run begun; an unsettled run is dropped. */
export function begin(
  record: RunRecord,
  begun: { edge: Edge; because: Run['because']; now: Instant; only?: readonly string[]; returns?: Run['returns'] },
): RunRecord {
  const previous = record.run;
  // A start that was for, or carried out, after the stop's instant, now taken back, or somebody's order to stop: whoever came since
  // has not been warned.
  const isTakenBack =
    begun.edge.kind === 'stop' &&
    previous !== undefined &&
    (previous.edge.kind === 'start'
      ? Math.max(previous.edge.at, previous.begunAt) >= begun.edge.at
      : isReleased(previous, begun.edge));
  const run: Run = {
    edge: begun.edge,
    because: begun.because,
    begunAt: begun.now,
    ...(begun.only && { only: begun.only }),
    ...(begun.returns && { returns: begun.returns }),
    ...(isTakenBack && { warnedAfter: previous.begunAt }),
    groups: {},
    marks: '',
    failing: {},
    nextLookAt: begun.now,
    done: 0,
    members: 0,
  };
  return { ...record, number: record.number + 1, run, restarts: begun.edge.kind === 'start' ? {} : record.restarts };
}

/** The same run once more, so that it waits for a warning again; who has reached its state is still left alone, and what was told is told. */
export function beginAnew(record: RunRecord, now: Instant): RunRecord {
  const { run } = record;
  if (run === undefined) return record;
  const { intent: _intent, ...rest } = run;
  const marks = Marks.decode(run.marks).reachedOnly().encode();
  const told = Object.entries(run.groups).map(([group, progress]) => [group, { told: progress.told }] as const);
  return {
    ...record,
    number: record.number + 1,
    run: { ...rest, begunAt: now, groups: Object.fromEntries(told), marks, failing: {}, nextLookAt: now },
  };
}

/** The open run with these members to do again, among those it is about. */
export function reopen(record: RunRecord, memberIds: readonly string[]): RunRecord {
  const { run } = record;
  if (run === undefined) return record;
  const marks = Marks.decode(run.marks);
  for (const id of memberIds) marks.forget(id);
  const only = run.only && { only: [...new Set([...run.only, ...memberIds])] };
  return { ...record, run: { ...run, ...only, marks: marks.encode() } };
}
