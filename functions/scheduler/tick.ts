import pMap from 'p-map';
import { MINUTE_MS, SECOND_MS, type Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Deadline, Fleet, FleetView, Member } from '../shared/fleet/member.ts';
import type { RunRecord } from '../shared/store/run-record.ts';
import { callMembers, mergeCalls, saveIntents, type Worked } from './carry-out.ts';
import { decideTurn, needsFleet, nextLook, statusQuestions, type Turn } from './domain/turn.ts';
import { handOver } from './hand-over.ts';
import type { SchedulerPorts, Trigger } from './ports.ts';
import { readTurns } from './read-turns.ts';

export interface Invocation {
  readonly now: Instant;
  readonly trigger: Trigger;
  /** Passes 20 s after `now`: nothing is called on older rows. */
  readonly deadline: Deadline;
}

/** What one invocation came to; `failures` are for the handler to throw. */
export interface TickReport {
  readonly schedules: number;
  /** Schedules whose instances had to be looked at. */
  readonly looked: number;
  readonly called: number;
  readonly told: number;
  /** Turns given up because another invocation was first. */
  readonly conflicts: number;
  readonly failures: readonly Error[];
}

const NOTHING: TickReport = { schedules: 0, looked: 0, called: 0, told: 0, conflicts: 0, failures: [] };

/** Event times are whole seconds, cut off: an event may be up to a second younger than it says. */
const EVENT_RESOLUTION_MS = SECOND_MS;

const WAKE_UP_MS = 15 * SECOND_MS;

/** A schedule's memory is dropped this long after its row was deleted. */
const FORGET_AFTER_MS = 30 * 24 * 60 * MINUTE_MS;

/** Observes, decides, acts and tells, once; safe late, lost, doubled or beside another. */
export async function tick(ports: SchedulerPorts, invocation: Invocation): Promise<TickReport> {
  const { now, trigger, deadline } = invocation;
  if (!(await isNews(ports, trigger))) return NOTHING;
  const { turns, orphans } = await readTurns(ports, invocation);
  const failures: Error[] = [];
  const looking = turns.filter(needsFleet);
  const fleet = looking.length > 0 ? await ports.fleet() : undefined;
  const view = await fleet?.list();
  failures.push(...(view?.unseen.map(({ failure }) => failure) ?? []));
  const statusOk = fleet && view ? await checkStatus(fleet, looking, view, failures) : new Set<string>();
  const views = viewsByTag(view);
  const decided = turns.flatMap((turn): Worked[] => {
    // A bug met by one schedule's rows ends that schedule's turn only.
    try {
      const own =
        view && looking.includes(turn)
          ? (views.get(turn.entry.schedule.tagValue) ?? { ...view, members: [] })
          : undefined;
      return [{ turn, before: turn.stored, ...decideTurn(turn, own, statusOk) }];
    } catch (bug) {
      failures.push(asError(bug));
      return [];
    }
  });
  const saved = await saveIntents(ports, decided);
  await clearForces(ports, saved.worked, failures);
  if (view !== undefined || trigger.kind === 'events') await ports.memory.recordLook(ports.settings.targetId, now);
  const outcomes = fleet ? await callMembers(fleet, saved.worked, deadline) : new Map();
  const merged = mergeCalls(saved.worked, outcomes, now);
  const handed = await handOver(ports, merged, now);
  failures.push(...(await forgetOrphans(ports, orphans, now)));
  await wakeUpIfOpen(ports, handed.worked, now);
  return {
    schedules: turns.length,
    looked: looking.length,
    called: outcomes.size,
    told: handed.told,
    conflicts: saved.conflicts + handed.conflicts,
    failures: [...failures, ...saved.failures, ...handed.failures],
  };
}

/** Events older than the last look at the fleet were seen by it; a wake-up is always news. */
async function isNews({ memory, settings }: SchedulerPorts, trigger: Trigger): Promise<boolean> {
  if (trigger.kind === 'tick' || trigger.wakeUp) return true;
  const lookedAt = (await memory.look(settings.targetId))?.lookedAt ?? 0;
  return trigger.events.some(({ at }) => at + EVENT_RESOLUTION_MS > lookedAt);
}

async function checkStatus(
  fleet: Fleet,
  turns: readonly Turn[],
  view: FleetView,
  failures: Error[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(turns.flatMap((turn) => statusQuestions(turn, view)))];
  if (ids.length === 0) return new Set();
  try {
    return await fleet.statusOk(ids);
  } catch (failure) {
    // Unknown checks are checks not passed: those groups wait, the others go on.
    failures.push(asError(failure));
    return new Set();
  }
}

function viewsByTag(view: FleetView | undefined): Map<string, FleetView> {
  const byTag = new Map<string, Member[]>();
  for (const member of view?.members ?? []) {
    const members = byTag.get(member.tagValue);
    if (members) members.push(member);
    else byTag.set(member.tagValue, [member]);
  }
  return new Map([...byTag].map(([tag, members]) => [tag, { members, unseen: view?.unseen ?? [] }]));
}

/**
 * ForceStart and ForceStop become holds. The hold is written before the flag is cleared, and the flag only by whoever won the
 * record's write: a crash between leaves the flag, and the next tick takes it over anew, to the same effect.
 */
async function clearForces(
  { rows, memory }: SchedulerPorts,
  worked: readonly Worked[],
  failures: Error[],
): Promise<void> {
  for (const { turn } of worked) {
    if (!turn.takenOver) continue;
    try {
      await memory.putHold(turn.entry.schedule.name, turn.takenOver);
      await rows.clearForce(turn.entry.schedule.name, turn.takenOver.kind);
    } catch (failure) {
      failures.push(asError(failure));
    }
  }
}

/** What a deleted schedule still owed is told; its memory goes some time later, in case the row comes back. */
async function forgetOrphans(
  { memory, notices }: SchedulerPorts,
  orphans: readonly RunRecord[],
  now: Instant,
): Promise<Error[]> {
  const forget = async (record: RunRecord): Promise<Error[]> => {
    const lastAt = record.run?.settledAt ?? record.run?.begunAt ?? 0;
    try {
      if (record.owed.length > 0) {
        await notices.send(record.owed);
        await memory.saveRun({ ...record, owed: [] });
      } else if (lastAt < now - FORGET_AFTER_MS) await memory.deleteRun(record);
      return [];
    } catch (failure) {
      return [asError(failure)];
    }
  };
  return (await pMap(orphans, forget, { concurrency: 8 })).flat();
}

/** Keeps one wake-up outstanding while a run is open whose next look comes before the next tick. */
async function wakeUpIfOpen(
  { memory, wakeUps, settings }: SchedulerPorts,
  worked: readonly Worked[],
  now: Instant,
): Promise<void> {
  const looks = worked.flatMap(({ turn, record }) => nextLook(turn, record) ?? []);
  const nextLookAt = Math.min(...looks);
  if (nextLookAt >= now + settings.tickMinutes * MINUTE_MS) return;
  const delayMs = Math.min(Math.max(nextLookAt - now, SECOND_MS), WAKE_UP_MS);
  const delaySeconds = Math.ceil(delayMs / SECOND_MS);
  if (await memory.claimWakeUp(settings.targetId, { now, wakeAt: now + delaySeconds * SECOND_MS }))
    await wakeUps.send(delaySeconds);
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error
    ? thrown
    : new ExternalFailure({ reason: 'unexpected', retryable: false, message: String(thrown) });
