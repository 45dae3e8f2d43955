import pMap from 'p-map';
import type { Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Deadline, Fleet, Member, Outcome } from '../shared/fleet/member.ts';
import type { RunRecord } from '../shared/store/run-record.ts';
import { merge } from './domain/merge.ts';
import type { Driven } from './domain/drive.ts';
import { tellRun } from './domain/tell-run.ts';
import { owe } from './domain/teller.ts';
import type { Turn } from './domain/turn.ts';
import type { SchedulerPorts } from './ports.ts';

/*
 * How a decision becomes calls, once, whoever else is at it, and wherever this invocation dies:
 *
 *   this invocation                        another, at the same time
 *   ─────────────────────────────────      ─────────────────────────────────────────────────────────────
 *   read rows, record v7                   read rows, record v7
 *   look, decide                           look, decide
 *   save intent + owed if v7   → v8        save if v7: conflict, its turn for this schedule ends
 *   ✝ dies here: the intent's lease runs out after 45 s; who comes then calls (nothing had been called)
 *   call StartInstances                    reads v8: an intent under lease, leaves the schedule alone
 *   ✝ dies here: as above; the calls are repeated for whoever is not yet on its way (harmless)
 *   save results if v8         → v9        reads v8: the same            (only where the results are news to tell)
 *   ✝ dies here: notices are owed in v9; the next tick queues them           (in v8: once the lease has run out)
 *   queue what is owed
 *   ✝ dies here: queued again by the next tick; the deliverer drops repeats by id
 *   save results, owed = []    → v10       (v9, where there was no news)
 *
 * No call goes out more than 20 s after the rows were read (the deadline), so the lease outlives every call. A command that
 * changes rows or holds meanwhile is seen by the next reader, whose due run replaces this one after the lease.
 */

/** A turn on its way through the invocation. */
export interface Worked {
  readonly turn: Turn;
  /** As last read or stored. */
  readonly before: RunRecord;
  /** As decided, not yet stored where it differs from `before`. */
  readonly record: RunRecord;
  readonly driven: Driven | undefined;
}

export interface Saved {
  readonly worked: readonly Worked[];
  readonly conflicts: number;
  readonly failures: readonly Error[];
}

const CONCURRENT_WRITES = 16;

/** Whether there is anything to write. */
const isChanged = ({ before, record }: Worked): boolean =>
  before !== record && JSON.stringify(before) !== JSON.stringify(record);

/** Stores the records that changed; a schedule whose record somebody else wrote meanwhile has had its turn. */
export async function saveAll({ memory }: SchedulerPorts, all: readonly Worked[]): Promise<Saved> {
  let conflicts = 0;
  const failures: Error[] = [];
  const saveOne = async (worked: Worked): Promise<Worked[]> => {
    if (!isChanged(worked)) return [worked];
    try {
      const record = await memory.saveRun(worked.record);
      return [{ ...worked, before: record, record }];
    } catch (failure) {
      if (failure instanceof ExternalFailure && failure.reason === 'conflict') conflicts += 1;
      else failures.push(failure instanceof Error ? failure : new Error(String(failure)));
      return [];
    }
  };
  const worked = (await pMap(all, saveOne, { concurrency: CONCURRENT_WRITES })).flat();
  return { worked, conflicts, failures };
}

/** Writes every intent before any call. */
export const saveIntents = saveAll;

/** Makes the calls of every schedule together, so that they share chunks, and gives each member's outcome by id. */
export async function callMembers(
  fleet: Fleet | undefined,
  worked: readonly Worked[],
  deadline: Deadline,
): Promise<Map<string, Outcome>> {
  if (fleet === undefined) return new Map();
  const starts = new Map<string, Member>();
  const stops = new Map<string, Member>();
  const hibernations = new Map<string, Member>();
  for (const { turn, driven } of worked) {
    for (const { member } of driven?.calls ?? []) {
      const isStart = driven?.run.edge.kind === 'start';
      const calls = isStart ? starts : turn.entry.schedule.hibernate ? hibernations : stops;
      calls.set(member.id, member);
    }
  }
  const outcomes = await Promise.all([
    starts.size > 0 ? fleet.start([...starts.values()], deadline) : [],
    stops.size > 0 ? fleet.stop([...stops.values()], deadline, { hibernate: false }) : [],
    hibernations.size > 0 ? fleet.stop([...hibernations.values()], deadline, { hibernate: true }) : [],
  ]);
  return new Map(outcomes.flat().map((outcome) => [outcome.id, outcome]));
}

/** The records with their calls' results in place of the intents. */
export function mergeCalls(worked: readonly Worked[], outcomes: ReadonlyMap<string, Outcome>, now: Instant): Worked[] {
  return worked.map((one) => {
    if (!one.driven || one.driven.calls.length === 0) return one;
    const { run, events } = merge(one.driven, outcomes, now);
    const record = { ...one.record, run };
    return { ...one, record: owe(record, tellRun({ ...one.turn, record, now }, run, events)) };
  });
}
