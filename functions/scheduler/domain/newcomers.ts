import type { Member } from '../../shared/fleet/member.ts';
import type { Run } from '../../shared/store/run-record.ts';
import { Marks } from './marks.ts';

/**
 * Whether somebody started members while the stop was under way that it has not called: who uses those has not been warned. EC2 says
 * since when an instance is up, RDS does not.
 */
export function hasNewcomers(run: Run, members: readonly Member[]): boolean {
  if (run.edge.kind !== 'stop' || run.because !== 'edge' || run.settledAt !== undefined) return false;
  const underWayFrom = Math.min(...Object.values(run.groups).map(({ releasedAt = Infinity }) => releasedAt));
  const recent = members.filter(
    ({ skip, phase, startedAt = 0 }) =>
      skip === undefined && (phase === 'up' || phase === 'starting') && startedAt > underWayFrom,
  );
  if (recent.length === 0) return false;
  const marks = Marks.decode(run.marks);
  return recent.some(({ id }) => !marks.isKnown(id));
}
