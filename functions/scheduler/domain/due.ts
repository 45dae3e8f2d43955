import type { Decision } from '../../shared/calendar/edges.ts';
import type { Edge } from '../../shared/calendar/timetable.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';

/**
 * The edge that wants a run of its own: the latest one, where it differs in kind from that of the last run begun
 * (settled or not), or is of the same kind and later. So overtime entered during a shutdown brings the servers back, and
 * moving this morning's start to an earlier time does not restart anything.
 */
export function dueEdge(record: RunRecord, decision: Decision): Edge | undefined {
  const { latest } = decision;
  if (latest === undefined) return undefined;
  const last = record.run?.edge;
  if (last === undefined || last.kind !== latest.kind || latest.at > last.at) return latest;
  return undefined;
}

/** The record with a new run begun; an unsettled run is dropped. */
export function begin(
  record: RunRecord,
  begun: { edge: Edge; because: Run['because']; now: Instant; only?: readonly string[]; returns?: Run['returns'] },
): RunRecord {
  const previous = record.run;
  // A start that was for, or carried out, after the stop's instant, now taken back: whoever came since has not been warned.
  const isTakenBack =
    begun.edge.kind === 'stop' &&
    previous?.edge.kind === 'start' &&
    Math.max(previous.edge.at, previous.begunAt) >= begun.edge.at;
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
