import { createHash } from 'node:crypto';
import { DAY_MS } from '../../shared/calendar/instant.ts';
import { ALWAYS } from '../../shared/calendar/timetable.ts';
import type { Problem } from '../../shared/rows/problem.ts';
import type { RunRecord } from '../../shared/store/run-record.ts';
import { dueEdge } from './due.ts';
import type { Roster } from './roster.ts';
import { owe, sharedBy, speaksForAll } from './teller.ts';
import { tellMisplaced, tellProblems, tellSkipped } from './tell-rows.ts';
import type { Turn } from './turn.ts';

/**
 * Tells what is wrong with the rows, once per change, and again at each edge that is not carried out because of it. Rows are every
 * target's, so that one tells of them.
 */
export function tellRows(turn: Turn): RunRecord {
  const { entry, record, now } = turn;
  if (!speaksForAll(turn)) return record;
  const told = fingerprintOf([...entry.problems, ...entry.advices]);
  if (told === undefined)
    return record.problemsTold === undefined
      ? record
      : { ...record, problemsTold: undefined, problemsToldAt: undefined };
  const due = entry.problems.length > 0 ? dueEdge(turn) : undefined;
  const missed =
    due !== undefined && due.at !== ALWAYS && due.at > (record.problemsToldAt ?? now - DAY_MS) ? due : undefined;
  if (told === record.problemsTold && missed === undefined) return record;
  const notice = tellProblems(turn, told, missed);
  return owe({ ...record, problemsTold: told, problemsToldAt: missed?.at ?? record.problemsToldAt }, [notice]);
}

/** Tells what is odd about the fleet, once per change: members that are skipped, group tags that name no group, no member at all. */
export function tellFleet(turn: Turn, { groups, misplaced }: Roster): RunRecord {
  const { record } = turn;
  const members = groups.flatMap((group) => group.members);
  const skipped = members.filter(({ skip }) => skip !== undefined);
  const isComplete = groups.every(({ isPartlyUnseen }) => !isPartlyUnseen);
  const isNobody = members.length === 0 && isComplete && !turn.mayBeElsewhere;
  const odd = isNobody ? [nobody(turn)] : misplaced;
  const told = fingerprintOf([...skipped.map(({ id, skip }) => [id, skip]), ...odd]);
  if (told === record.fleetTold) return record;
  return owe({ ...record, fleetTold: told }, [
    ...(told !== undefined && skipped.length > 0 ? [tellSkipped(turn, told, skipped)] : []),
    ...(told !== undefined && odd.length > 0 ? [tellMisplaced(isNobody ? sharedBy(turn) : turn, told, odd)] : []),
  ]);
}

const nobody = ({ entry: { schedule }, place }: Turn): Problem => ({
  row: `Schedule ${schedule.name}`,
  attribute: 'TagValue',
  got: schedule.tagValue,
  expected: `an EC2 or RDS instance with the tag ScheduleName = ${schedule.tagValue}; there is none ${place === undefined ? 'here' : 'in any target'}`,
});

/** Short and equal for equal lists whatever their order; undefined for an empty one. */
function fingerprintOf(things: readonly unknown[]): string | undefined {
  if (things.length === 0) return undefined;
  const text = things
    .map((thing) => JSON.stringify(thing))
    .sort()
    .join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
