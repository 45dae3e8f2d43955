import { DAY_MS, MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Member } from '../../shared/fleet/member.ts';
import { ownNames, type RunRecord } from '../../shared/store/run-record.ts';

/** RDS starts an instance by itself when it has been stopped this long. */
const RDS_STOP_LIMIT_MS = 7 * DAY_MS;

/** A start before RDS's own is somebody's, unless RDS says that it was its own (RDS-EVENT-0154). */
const BY_HAND_MARGIN_MS = 10 * MINUTE_MS;

/** Whether RDS may have started a member that is to stay stopped, so that the fleet has to be looked at. */
export function restartIsDue(record: RunRecord, now: Instant): boolean {
  return Object.values(record.restarts).some((at) => at <= now);
}

/** When RDS will start each stopped member; the seven days count from now where RDS does not say. */
export function restartsOf(members: readonly Member[], now: Instant): Record<string, Instant> {
  const stopped = members.filter(
    ({ type, phase, skip }) => type === 'RDS' && phase === 'stopped' && skip === undefined,
  );
  return Object.fromEntries(stopped.map(({ id, restartsAt }) => [id, restartsAt ?? now + RDS_STOP_LIMIT_MS]));
}

/**
 * Members whose time has come: `restarted` are up again, or on their way; `restarts` is what remains to be waited for.
 * RDS takes a while to start an instance after its time, so one that is still stopped is looked for again for a day.
 */
export function checkRestarts(
  record: RunRecord,
  members: readonly Member[],
  now: Instant,
): { restarted: string[]; restarts: Record<string, Instant> } {
  const restarts: Record<string, Instant> = {};
  const restarted: string[] = [];
  for (const [id, at] of Object.entries(record.restarts)) {
    const member = members.find((candidate) => candidate.id === id && candidate.skip === undefined);
    if (member === undefined) continue;
    if (at > now) restarts[id] = at;
    else if (member.phase !== 'stopped') restarted.push(id);
    else restarts[id] = nextRestart(member, at, now);
  }
  return { restarted, restarts };
}

function nextRestart({ restartsAt }: Member, waitedFor: Instant, now: Instant): Instant {
  if (restartsAt !== undefined && restartsAt > now) return restartsAt;
  return now < waitedFor + DAY_MS ? waitedFor : now + RDS_STOP_LIMIT_MS;
}

/** The record after RDS events: an automatic restart is due now; a start by hand is respected until the next edge. */
export function noteRestartEvents(
  record: RunRecord,
  events: readonly { instanceId: string; kind: string; at: Instant }[],
): RunRecord {
  const restarts = ownNames(record.restarts);
  if (events.every(({ instanceId }) => restarts[instanceId] === undefined)) return record;
  const automatic = new Set(
    events.filter(({ kind }) => kind === 'rds-auto-restart').map(({ instanceId }) => instanceId),
  );
  for (const { instanceId, kind, at } of events) {
    const restartsAt = restarts[instanceId];
    if (restartsAt === undefined) continue;
    if (automatic.has(instanceId)) restarts[instanceId] = Math.min(restartsAt, at);
    else if (kind === 'rds-started' && at < restartsAt - BY_HAND_MARGIN_MS) delete restarts[instanceId];
  }
  return { ...record, restarts };
}
