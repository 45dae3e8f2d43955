import type { Group, InstanceType } from '../../shared/fleet/group.ts';
import type { FleetView, Member } from '../../shared/fleet/member.ts';
import type { Problem } from '../../shared/rows/problem.ts';
import type { Entry } from '../../shared/rows/schedule.ts';

/** Name of the group of members without a usable ScheduleGroupName: no dependencies, no dependents. */
const UNGROUPED = '';

export interface RosterGroup {
  readonly name: string;
  readonly dependsOn: readonly string[];
  /** Groups that depend on this one. */
  readonly dependents: readonly string[];
  readonly readyWhen: Group['readyWhen'];
  /** Minutes until a notice says what keeps whom waiting; undefined: by the type of the member that does. */
  readonly readyTimeoutMinutes: number | undefined;
  readonly members: readonly Member[];
  /** Members of a type that could not be listed may belong here, so the group is never known to be complete. */
  readonly isPartlyUnseen: boolean;
}

/** One schedule's members by group, every group after the groups it depends on, the ungrouped last. */
export interface Roster {
  readonly groups: readonly RosterGroup[];
  /** Tags that name no group of theirs: those members are ungrouped. */
  readonly misplaced: readonly Problem[];
}

/** Sorts the members that carry the schedule's TagValue into its groups. */
export function rosterOf(entry: Entry, view: FleetView): Roster {
  const unseen = new Set<InstanceType>(view.unseen.map(({ type }) => type));
  const byGroup = new Map<string, Member[]>(
    [...entry.groups.map(({ name }) => name), UNGROUPED].map((name) => [name, []]),
  );
  const misplaced: Problem[] = [];
  for (const member of view.members) {
    if (member.tagValue !== entry.schedule.tagValue) continue;
    const group = entry.groups.find(({ name }) => name === member.groupName);
    if (member.groupName !== undefined && group?.type !== member.type) misplaced.push(misplacement(entry, member));
    byGroup.get(group?.type === member.type ? group.name : UNGROUPED)?.push(member);
  }
  const groups = entry.groups.map((group) => ({
    ...group,
    dependents: entry.groups.filter(({ dependsOn }) => dependsOn.includes(group.name)).map(({ name }) => name),
    members: byGroup.get(group.name) ?? [],
    isPartlyUnseen: unseen.has(group.type),
  }));
  const ungrouped: RosterGroup = {
    name: UNGROUPED,
    dependsOn: [],
    dependents: [],
    readyWhen: 'running',
    readyTimeoutMinutes: undefined,
    members: byGroup.get(UNGROUPED) ?? [],
    isPartlyUnseen: unseen.size > 0,
  };
  return { groups: [...groups, ungrouped], misplaced };
}

function misplacement(entry: Entry, member: Member): Problem {
  const names = entry.groups.filter(({ type }) => type === member.type).map(({ name }) => name);
  return {
    row: `instance ${member.id}`,
    attribute: 'ScheduleGroupName',
    got: member.groupName ?? '',
    expected:
      names.length > 0
        ? `an ${member.type} group of the schedule: ${names.join(', ')}`
        : `no tag: no ${member.type} group has a row`,
  };
}
