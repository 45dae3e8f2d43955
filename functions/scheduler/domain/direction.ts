import type { EdgeKind } from '../../shared/calendar/timetable.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { RosterGroup } from './roster.ts';

/** What differs between carrying out a start and a stop. */
export interface Direction {
  /** In which order to look at groups, so that every group comes after those it waits for. */
  readonly order: (groups: readonly RosterGroup[]) => readonly RosterGroup[];
  /** The groups that must be complete before this one is called. */
  readonly waitsFor: (group: RosterGroup) => readonly string[];
  /** Whether the member is where the run wants it; `statusOk` answers for groups that ask for status checks. */
  readonly isThere: (member: Member, hasPassedChecks: boolean) => boolean;
  /** Whether AWS takes the call in the member's state. */
  readonly canCall: (member: Member) => boolean;
}

export const DIRECTIONS: Readonly<Record<EdgeKind, Direction>> = {
  start: {
    order: (groups) => groups,
    waitsFor: (group) => group.dependsOn,
    isThere: (member, hasPassedChecks) => member.phase === 'up' && hasPassedChecks,
    canCall: (member) => member.phase === 'stopped',
  },
  stop: {
    order: (groups) => [...groups].reverse(),
    waitsFor: (group) => group.dependents,
    isThere: (member) => member.phase === 'stopped',
    canCall: (member) => member.phase === 'up' && member.stoppable,
  },
};
