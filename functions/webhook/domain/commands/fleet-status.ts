import { MINUTE_MS, type Instant } from '../../../shared/calendar/instant.ts';
import type { ExternalFailure } from '../../../shared/failure/external-failure.ts';
import type { FleetView } from '../../../shared/fleet/member.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { Run, WarningRecord } from '../../../shared/store/run-record.ts';
import type { FleetStatus, GroupStatus } from '../answers/answer.ts';

/** A schedule's members by group, the ungrouped last; groups without members too, because somebody wrote them. */
export function fleetStatus({ schedule, groups }: Entry, view: FleetView): FleetStatus {
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

/** Until when an open stop run waits because it has been announced; undefined where it does not. */
export function warningUntil(
  { schedule }: Entry,
  { run, warnings }: { readonly run: Run | undefined; readonly warnings: readonly WarningRecord[] },
  now: Instant,
): Instant | undefined {
  if (run === undefined || run.settledAt !== undefined || run.edge.kind === 'start') return undefined;
  const hasCalled = Object.values(run.groups).some(({ lastCallAt }) => lastCallAt !== undefined);
  const warning = warnings.find(({ scheduleName, stopAt }) => scheduleName === schedule.name && stopAt === run.edge.at);
  if (hasCalled || warning === undefined) return undefined;
  const until = warning.warnedAt + schedule.warnMinutes * MINUTE_MS;
  return until > now ? until : undefined;
}
