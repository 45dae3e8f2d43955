import type { ExternalFailure } from '../../../shared/failure/external-failure.ts';
import type { FleetView } from '../../../shared/fleet/member.ts';
import { ROLE_DENIED } from '../../../shared/fleet/target.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { FleetStatus, GroupStatus } from '../answers/answer.ts';

/** A schedule's members by group, the ungrouped last; groups without members too, because somebody wrote them. */
export function fleetStatus({ schedule, groups }: Entry, view: FleetView): FleetStatus {
  // Without the target's role nothing can be seen, which is one matter.
  const denied = view.unseen.find(({ failure }) => failure.code === ROLE_DENIED);
  if (denied !== undefined) return unseenFleet(denied.failure);
  const own = view.members.filter(({ tagValue }) => tagValue === schedule.tagValue);
  const grouped: GroupStatus[] = groups.map(({ name, type, dependsOn }) => ({
    name,
    dependsOn,
    members: own.filter((member) => member.groupName === name && member.type === type),
  }));
  const placed = new Set(grouped.flatMap(({ members }) => members));
  const others = own.filter((member) => !placed.has(member));
  return {
    groups: others.length === 0 ? grouped : [...grouped, { name: '', dependsOn: [], members: others }],
    unseen: view.unseen.map(({ type, failure }) => ({ type, ...whyUnseen(failure) })),
  };
}

/** Nothing could be listed. */
export const unseenFleet = (failure: ExternalFailure): FleetStatus => ({
  groups: [],
  unseen: [{ type: 'both', ...whyUnseen(failure) }],
});

const whyUnseen = ({ code, reason, message }: ExternalFailure) => ({ code: code || reason, message });
