import { MINUTE_MS } from '../../shared/calendar/instant.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';

/** A stop that is open for longer waits for a few that cannot be stopped; who comes up then is none of its business. */
const JOINING_MS = 60 * MINUTE_MS;

interface Newcomers {
  /** They are stopped with the others; who uses them has not been warned. */
  readonly joining: readonly Member[];
  /** They stay up until the next edge. */
  readonly late: readonly Member[];
}

/** Members that somebody started while the stop was under way that it has not called. EC2 says since when an instance is up, RDS does not. */
export function newcomersOf(run: Run | undefined, members: readonly Member[]): Newcomers {
  if (run?.edge.kind !== 'stop' || run.because !== 'edge' || run.settledAt !== undefined)
    return { joining: [], late: [] };
  const underWayFrom = Math.min(...Object.values(run.groups).map(({ releasedAt = Infinity }) => releasedAt));
  const recent = members.filter(
    ({ skip, phase, startedAt = 0 }) =>
      skip === undefined && (phase === 'up' || phase === 'starting') && startedAt > underWayFrom,
  );
  if (recent.length === 0) return { joining: [], late: [] };
  const marks = Marks.decode(run.marks);
  const unknown = recent.filter(({ id }) => !marks.isKnown(id));
  const isLate = ({ startedAt = 0 }: Member): boolean => startedAt > underWayFrom + JOINING_MS;
  return { joining: unknown.filter((member) => !isLate(member)), late: unknown.filter(isLate) };
}

/** The record with late newcomers left alone, like whoever is started by hand after it was stopped. */
export function leaveLateNewcomers(record: RunRecord, members: readonly Member[]): RunRecord {
  const { run } = record;
  const { late } = newcomersOf(run, members);
  if (run === undefined || late.length === 0) return record;
  const marks = Marks.decode(run.marks);
  for (const { id } of late) marks.reach(id);
  return { ...record, run: { ...run, marks: marks.encode() } };
}
