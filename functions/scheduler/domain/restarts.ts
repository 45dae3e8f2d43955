import { DAY_MS, MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Member } from '../../shared/fleet/member.ts';
import { ownNames, type RunRecord } from '../../shared/store/run-record.ts';

/** RDS starts an instance by itself when it has been stopped this long. */
const RDS_STOP_LIMIT_MS = 7 * DAY_MS;

/** A start before RDS's own is somebody's, unless RDS says that it was its own (RDS-EVENT-0154). */
const BY_HAND_MARGIN_MS = 10 * MINUTE_MS;

/** Ticks before RDS's own start that look who was started by hand, should the event that says so have been lost. */
const LOOKS_AHEAD = 2;

/** Whether RDS may have started a member that is to stay stopped, or is about to, so that the fleet has to be looked at. */
export function restartIsDue({ restarts }: RunRecord, { now, tickMs }: { now: Instant; tickMs: number }): boolean {
  return Object.values(restarts).some((at) => {
    const untilMargin = at - BY_HAND_MARGIN_MS - now;
    return at <= now || (untilMargin > 0 && untilMargin <= LOOKS_AHEAD * tickMs);
  });
}

/**
 * When RDS will start each member that is stopped and is to stay so: by its own word, or else seven days after it was first seen
 * stopped. `restarted` are those that are up again, or on their way, since that time; who is up before it was started by hand.
 */
export function checkRestarts(
  record: RunRecord,
  members: readonly Member[],
  now: Instant,
): { restarted: string[]; restarts: Record<string, Instant> } {
  const known = ownNames(record.restarts);
  const restarts = ownNames<Instant>({});
  const restarted: string[] = [];
  for (const member of members) {
    if (member.type !== 'RDS' || member.skip !== undefined) continue;
    const { id, phase } = member;
    const at = known[id];
    if (phase === 'stopped') restarts[id] = nextRestart(member, at, now);
    else if (at !== undefined && at <= now) restarted.push(id);
    else if (at !== undefined && at <= now + BY_HAND_MARGIN_MS) restarts[id] = at;
  }
  return { restarted, restarts };
}

/** RDS takes a while to start an instance after its time, so one that is still stopped is looked for again for a day. */
function nextRestart({ restartsAt }: Member, known: Instant | undefined, now: Instant): Instant {
  if (restartsAt !== undefined && restartsAt > now) return restartsAt;
  return known !== undefined && now < known + DAY_MS ? known : now + RDS_STOP_LIMIT_MS;
}

/**
 * The record after RDS events: an automatic restart is due now; a start by hand is respected until the next edge, and should somebody
 * stop the instance again, RDS starts it a week later or more.
 */
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
    if (automatic.has(instanceId)) restarts[instanceId] = at;
    else if (kind === 'rds-started' && at < restartsAt - BY_HAND_MARGIN_MS)
      restarts[instanceId] = at + RDS_STOP_LIMIT_MS;
  }
  return { ...record, restarts };
}
