import type { Instant } from '../shared/calendar/instant.ts';
import type { Hold } from '../shared/calendar/timetable.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import type { Worked } from './carry-out.ts';
import { INTENT_LEASE_MS } from './domain/pauses.ts';
import type { SchedulerPorts } from './ports.ts';

/*
 * ForceStart and ForceStop become a hold, once, whichever target's tick is first:
 *
 *   the first                              another target, at the same time
 *   ─────────────────────────────────      ─────────────────────────────────────────────────────────
 *   reads ForceStop                        reads ForceStop
 *   takes the hold ✓                       takes the hold ✗, reads it, and goes by it
 *   ✝ dies here: the flag stands, and 45 s later whoever comes takes a hold anew, to the same effect
 *   owes the word of it, with its intent
 *   clears the flag
 *
 * The flag is cleared only by who won both the hold and the record's write, so that the word of it is owed before.
 */

export interface TakenOver {
  /** By schedule: the hold that stands in the flag's place. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** Schedules whose hold is this invocation's own. */
  readonly own: ReadonlySet<string>;
  readonly failures: readonly unknown[];
}

/** Makes holds of the flags. A schedule whose hold cannot be written goes by its timetable, and keeps its flag for the next tick. */
export async function takeOverForces(
  { memory }: SchedulerPorts,
  entries: readonly Entry[],
  now: Instant,
): Promise<TakenOver> {
  const holds = new Map<string, Hold>();
  const own = new Set<string>();
  const failures: unknown[] = [];
  for (const { schedule, problems } of entries) {
    const { name, force } = schedule;
    if (force === undefined || problems.length > 0) continue;
    const hold: Hold = { kind: force, at: now, by: 'console' };
    try {
      const isOwn = await memory.takeHold(name, hold, now - INTENT_LEASE_MS);
      const standing = isOwn ? hold : (await memory.holds()).get(name);
      if (isOwn) own.add(name);
      if (standing) holds.set(name, standing);
    } catch (failure) {
      failures.push(failure);
    }
  }
  return { holds, own, failures };
}

/** Clears the flags whose holds were taken over, for those whose record is written. */
export async function clearForces({ rows }: SchedulerPorts, worked: readonly Worked[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const { turn } of worked) {
    if (!turn.takenOver) continue;
    try {
      await rows.clearForce(turn.entry.schedule.name, turn.takenOver.kind);
    } catch (failure) {
      failures.push(failure);
    }
  }
  return failures;
}
