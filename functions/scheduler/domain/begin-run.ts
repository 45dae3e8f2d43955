import type { Instant } from '../../shared/calendar/instant.ts';
import type { Edge } from '../../shared/calendar/timetable.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';

/** The record with a new run begun; an unsettled run is dropped. */
export function begin(
  record: RunRecord,
  begun: { edge: Edge; because: Run['because']; now: Instant; only?: readonly string[]; returns?: Run['returns'] },
): RunRecord {
  const previous = record.run;
  const doneTo = doneBefore(previous, begun.edge);
  const warnedAfter = unannouncedSince(previous, begun.edge);
  const unfinished = unfinishedBefore(previous, begun.edge);
  const run: Run = {
    edge: begun.edge,
    because: begun.because,
    begunAt: begun.now,
    ...(begun.only && { only: begun.only }),
    ...(begun.returns && { returns: begun.returns }),
    ...(doneTo !== undefined && doneTo !== begun.edge.at && { doneTo }),
    ...(warnedAfter !== undefined && { warnedAfter }),
    ...(unfinished !== undefined && { unfinished }),
    groups: {},
    marks: '',
    failing: {},
    nextLookAt: begun.now,
    done: 0,
    members: 0,
  };
  return { ...record, number: record.number + 1, run, restarts: begun.edge.kind === 'start' ? {} : record.restarts };
}

/** The last edge of this kind that was carried out, where none of the other kind came between. */
function doneBefore(previous: Run | undefined, edge: Edge): Instant | undefined {
  if (previous?.edge.kind !== edge.kind) return undefined;
  return previous.settledAt === undefined ? previous.doneTo : Math.max(previous.edge.at, previous.doneTo ?? 0);
}

/** What a later stop takes over from one that is still open, should it be taken back itself. */
function unfinishedBefore(previous: Run | undefined, { kind, at }: Edge): Run['unfinished'] {
  if (previous?.edge.kind !== 'stop' || kind !== 'stop' || at <= previous.edge.at) return undefined;
  if (previous.because !== 'edge' || previous.settledAt !== undefined || !hasCalled(previous)) return undefined;
  return { at: previous.edge.at, marks: Marks.decode(previous.marks).reachedOnly().encode() };
}

/** Whether the run has made its first call. */
export const hasCalled = ({ groups }: Run): boolean =>
  Object.values(groups).some(({ lastCallAt }) => lastCallAt !== undefined);

/**
 * From when on a warning for the stop counts, where it comes back: after a start that was for, or carried out, after the stop's instant, or
 * after a stop, or an order to stop, that is taken back. Whoever came since has not been warned; nor by a stop that took the place of another.
 */
function unannouncedSince(previous: Run | undefined, { kind, at }: Edge): Instant | undefined {
  if (kind !== 'stop' || previous === undefined) return undefined;
  const { edge, begunAt, warnedAfter, isDropped, settledAt } = previous;
  // The tick that dropped it may have given the warning for where it went.
  if (isDropped && settledAt !== undefined) return settledAt - 1;
  if (edge.kind === 'start') return Math.max(edge.at, begunAt) >= at ? begunAt : undefined;
  return edge.at > at ? begunAt : warnedAfter;
}

/** The same run once more, so that it waits for a warning of its own; who has reached its state is still left alone, and what was told is told. */
export function beginAnew(record: RunRecord, now: Instant): RunRecord {
  const { run } = record;
  if (run === undefined) return record;
  const { intent: _intent, ...rest } = run;
  const marks = Marks.decode(run.marks).reachedOnly().encode();
  const told = Object.entries(run.groups).map(([group, progress]) => [group, { told: progress.told }] as const);
  return {
    ...record,
    number: record.number + 1,
    run: {
      ...rest,
      ...{ begunAt: now, warnedAfter: now - 1, groups: Object.fromEntries(told), marks, failing: {}, nextLookAt: now },
    },
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

/** The run at its end; what it remembered of its members is needed no more. */
export function settled({ intent: _intent, unfinished: _unfinished, ...run }: Run, now: Instant): Run {
  return { ...run, settledAt: now, groups: {}, marks: '', failing: {}, nextLookAt: now };
}
