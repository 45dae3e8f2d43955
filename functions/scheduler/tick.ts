import pMap from 'p-map';
import { MINUTE_MS, SECOND_MS, type Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Deadline } from '../shared/fleet/member.ts';
import type { RunRecord } from '../shared/store/run-record.ts';
import { callMembers, mergeCalls, saveIntents, type Worked } from './carry-out.ts';
import { noteAnnounced } from './domain/announced.ts';
import { progressOf, standingOf, type Progress, type Standing, type TurnEnded } from './domain/counts.ts';
import { decideTurn, nextLook, type Turn } from './domain/turn.ts';
import { handOver } from './hand-over.ts';
import { observe, type Observed } from './observe.ts';
import type { SchedulerPorts, Trigger } from './ports.ts';
import { readTurns } from './read-turns.ts';
import { clearForces } from './take-over.ts';

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
  readonly runs: Progress;
  /** Whole ticks only: events concern a few schedules. */
  readonly standing: Standing | undefined;
  readonly failures: readonly Error[];
}

const NOTHING: TickReport = {
  ...{ schedules: 0, looked: 0, called: 0, told: 0, conflicts: 0, failures: [] },
  runs: progressOf([]),
  standing: undefined,
};

/** Event times are whole seconds, cut off: an event may be up to a second younger than it says. */
const EVENT_RESOLUTION_MS = SECOND_MS;

const WAKE_UP_MS = 15 * SECOND_MS;

/** A schedule's memory is dropped this long after its row was deleted. */
const FORGET_AFTER_MS = 30 * 24 * 60 * MINUTE_MS;

/** Observes, decides, acts and tells, once; safe late, lost, doubled or beside another. */
export async function tick(ports: SchedulerPorts, invocation: Invocation): Promise<TickReport> {
  const { now, trigger, deadline } = invocation;
  if (!(await isNews(ports, trigger))) return NOTHING;
  const read = await readTurns(ports, invocation);
  const { turns, orphans } = read;
  const observed = await observe(ports, turns);
  const decided = decideAll(turns, observed);
  const saved = await saveIntents(ports, decided.worked);
  const flagFailures = await clearForces(ports, saved.worked);
  if (observed.fleet || trigger.kind === 'events') await ports.memory.recordLook(ports.settings.targetId, now);
  const outcomes = await callMembers(observed.fleet, saved.worked, deadline);
  const handed = await handOver(ports, mergeCalls(saved.worked, outcomes, now), now);
  const orphanFailures = await forgetOrphans(ports, orphans, now);
  await wakeUpIfOpen(ports, handed.worked, now);
  const failures = [read, observed, decided, saved, handed].flatMap((step) => step.failures);
  return {
    schedules: turns.length,
    looked: observed.views.size,
    called: outcomes.size,
    told: handed.told,
    conflicts: saved.conflicts + handed.conflicts,
    runs: progressOf(saved.worked),
    standing: trigger.kind === 'tick' ? standingOf(endedWith(turns, handed.worked)) : undefined,
    failures: [...failures, ...flagFailures, ...orphanFailures].map(asError),
  };
}

/** A turn that came to nothing, by a conflict or a failure, ends with the record as it was read. */
function endedWith(turns: readonly Turn[], worked: readonly Worked[]): TurnEnded[] {
  const records = new Map(worked.map(({ turn, record }) => [turn, record]));
  return turns.map((turn) => ({ turn, record: records.get(turn) ?? turn.stored }));
}

/** A bug that one schedule's rows meet ends that schedule's turn only. */
function decideAll(turns: readonly Turn[], { views, statusOk }: Observed): { worked: Worked[]; failures: unknown[] } {
  const worked: Worked[] = [];
  const failures: unknown[] = [];
  for (const turn of turns) {
    try {
      worked.push({ turn, before: turn.stored, ...decideTurn(turn, views.get(turn), statusOk) });
    } catch (bug) {
      failures.push(bug);
    }
  }
  return { worked, failures };
}

/** Events older than the last look at the fleet were seen by it; a wake-up is always news. */
async function isNews({ memory, settings }: SchedulerPorts, trigger: Trigger): Promise<boolean> {
  if (trigger.kind === 'tick' || trigger.wakeUp) return true;
  const lookedAt = (await memory.look(settings.targetId))?.lookedAt ?? 0;
  return trigger.events.some(({ at }) => at + EVENT_RESOLUTION_MS > lookedAt);
}

/** What a deleted schedule still owed is told; its memory goes some time later, in case the row comes back. */
async function forgetOrphans(
  { memory, notices }: SchedulerPorts,
  orphans: readonly RunRecord[],
  now: Instant,
): Promise<unknown[]> {
  const forget = async (stored: RunRecord): Promise<unknown[]> => {
    // A row that is written again may bring back what was announced.
    const record = noteAnnounced(stored, now, () => false);
    const lastAt = record.run?.settledAt ?? record.run?.begunAt ?? 0;
    try {
      if (record.owed.length > 0) {
        await notices.send(record.owed);
        await memory.saveRun({ ...record, owed: [] });
      } else if (lastAt < now - FORGET_AFTER_MS) await memory.deleteRun(record);
      else if (record !== stored) await memory.saveRun(record);
      return [];
    } catch (failure) {
      return [failure];
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
