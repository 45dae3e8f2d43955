import { MINUTE_MS } from '../../shared/calendar/instant.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';
import type { Roster } from './roster.ts';

/** A group that is being stopped for longer waits for a few that cannot be; who comes up then is none of the stop's business. */
const JOINING_MS = 60 * MINUTE_MS;

interface Newcomers {
  /** They are stopped with the others; who uses them has not been warned. */
  readonly joining: readonly Member[];
  /** They stay up until the next edge. */
  readonly late: readonly Member[];
}

const NOBODY: Newcomers = { joining: [], late: [] };

/**
 * Members that somebody started while the stop was under way, that it has not called, and whose group is not held up by others. EC2
 * says since when an instance is up, RDS does not.
 */
export function newcomersOf(run: Run | undefined, { groups }: Roster): Newcomers {
  if (run?.edge.kind !== 'stop' || run.because !== 'edge' || run.settledAt !== undefined) return NOBODY;
  const underWayFrom = Math.min(...Object.values(run.groups).map(({ releasedAt = Infinity }) => releasedAt));
  const standing = new Set(groups.filter(({ members }) => members.some(isStanding)).map(({ name }) => name));
  const inTurn = groups.filter(({ dependents }) => dependents.every((name) => !standing.has(name)));
  const recent = inTurn.flatMap(({ name, members }) =>
    members.filter((member) => isUpSince(member, underWayFrom)).map((member) => ({ name, member })),
  );
  if (recent.length === 0) return NOBODY;
  const marks = Marks.decode(run.marks);
  const unknown = recent.filter(({ member }) => !marks.isKnown(member.id));
  const isLate = ({ name, member }: { name: string; member: Member }): boolean =>
    isUpSince(member, (run.groups[name]?.releasedAt ?? Infinity) + JOINING_MS);
  return {
    joining: unknown.filter((one) => !isLate(one)).map(({ member }) => member),
    late: unknown.filter(isLate).map(({ member }) => member),
  };
}

const isStanding = ({ skip, phase }: Member): boolean => skip === undefined && phase !== 'stopped';

const isUpSince = ({ skip, phase, startedAt = 0 }: Member, at: number): boolean =>
  skip === undefined && (phase === 'up' || phase === 'starting') && startedAt > at;

/** The record with late newcomers left alone, like whoever is started by hand after it was stopped. */
export function leaveLateNewcomers(record: RunRecord, roster: Roster): RunRecord {
  const { run } = record;
  const { late } = newcomersOf(run, roster);
  if (run === undefined || late.length === 0) return record;
  const marks = Marks.decode(run.marks);
  for (const { id } of late) marks.reach(id);
  return { ...record, run: { ...run, marks: marks.encode() } };
}
