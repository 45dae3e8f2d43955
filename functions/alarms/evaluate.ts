import pMap from 'p-map';
import type { AlarmRecord } from '../shared/alarm/alarm-record.ts';
import type { Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { builtInTurns } from './domain/built-in-turns.ts';
import type { Standing } from './domain/composite.ts';
import { brokenTurns, namesOf, ruleTurn, wantedSeries, type Values } from './domain/turns.ts';
import type { AlarmPorts, SeriesQuery } from './ports.ts';
import { readSight } from './read-sight.ts';

/** What one evaluation came to; `failures` are for the handler to throw. */
export interface EvaluationReport {
  readonly rules: number;
  /** Series asked for, each once. */
  readonly fetched: number;
  readonly told: number;
  /** Rules that another invocation evaluated first. */
  readonly conflicts: number;
  readonly failures: readonly Error[];
}

const CONCURRENT_WRITES = 16;

/** Evaluates every alarm rule once, and says what has changed; safe late, lost, doubled or beside another. */
export async function evaluate(ports: AlarmPorts, now: Instant): Promise<EvaluationReport> {
  const sight = await readSight(ports, now);
  const wanted = wantedSeries(sight, now);
  const values = await fetchAll(ports, wanted);
  const { timeZone } = ports.settings;
  const standings = new Map<string, Standing>();
  const decided: { before: AlarmRecord; after: AlarmRecord }[] = [];
  const failures: Error[] = [];
  const decide = (take: () => { before: AlarmRecord; after: AlarmRecord; standing?: Standing }): void => {
    try {
      const { standing, ...turn } = take();
      if (standing !== undefined) standings.set(turn.after.ruleName, standing);
      decided.push(turn);
    } catch (bug) {
      // A bug that one rule meets ends that rule's turn only.
      failures.push(bug as Error);
    }
  };
  const context = { sight, timeZone, now };
  for (const rule of sight.reading.rules) decide(() => ruleTurn(rule, { ...context, values, standings }));
  for (const turn of [...builtInTurns(context), ...brokenTurns(context)]) decide(turn);
  const names = namesOf(sight);
  const handed = await handOver(ports, decided);
  const forgotten = await forget(
    ports,
    [...sight.records.values()].filter(({ ruleName }) => !names.has(ruleName)),
  );
  return {
    rules: sight.reading.rules.length,
    fetched: wanted.length,
    told: handed.told,
    conflicts: handed.conflicts + forgotten.conflicts,
    failures: [...failures, ...handed.failures, ...forgotten.failures],
  };
}

async function fetchAll({ metrics }: AlarmPorts, wanted: readonly (readonly [string, SeriesQuery])[]): Promise<Values> {
  if (wanted.length === 0) return new Map();
  const fetched = await metrics.fetch(wanted.map(([, query]) => query));
  return new Map(wanted.map(([key], index) => [key, fetched[index]]));
}

/*
 * A notice is written as owed with the state that it tells of, before it is queued:
 *
 *   A: reads version 7 ── decides ── writes 8 where 7 is stored ✓ ── queues ── clears what was owed as 9
 *   B:   reads version 7 ── decides ── writes 8 where 7 is stored ✗ ── its turn for this rule ends
 *
 * A crash between leaves the notice owed: the next evaluation queues it again under the same id, and the deliverer drops
 * what it has delivered. A rule of which nothing has changed is not written.
 */
async function handOver(
  ports: AlarmPorts,
  decided: readonly { before: AlarmRecord; after: AlarmRecord }[],
): Promise<{ told: number; conflicts: number; failures: Error[] }> {
  let [told, conflicts] = [0, 0];
  const failures: Error[] = [];
  const one = async ({ before, after }: { before: AlarmRecord; after: AlarmRecord }): Promise<void> => {
    const saved = after === before ? after : await ports.alarms.saveAlarm(after);
    if (saved.owed.length === 0) return;
    await ports.notices.send(saved.owed);
    told += saved.owed.length;
    await ports.alarms.saveAlarm({ ...saved, owed: [] });
  };
  await pMap(
    decided,
    async (turn) => {
      try {
        await one(turn);
      } catch (failure) {
        if (isConflict(failure)) conflicts += 1;
        else failures.push(failure as Error);
      }
    },
    { concurrency: CONCURRENT_WRITES },
  );
  return { told, conflicts, failures };
}

/** Rules whose row was deleted, and what was watched of schedules that were. */
async function forget(
  { alarms, notices }: AlarmPorts,
  records: readonly AlarmRecord[],
): Promise<{ conflicts: number; failures: Error[] }> {
  let conflicts = 0;
  const failures: Error[] = [];
  for (const record of records) {
    try {
      if (record.owed.length > 0) await notices.send(record.owed);
      await alarms.deleteAlarm(record);
    } catch (failure) {
      if (isConflict(failure)) conflicts += 1;
      else failures.push(failure as Error);
    }
  }
  return { conflicts, failures };
}

const isConflict = (failure: unknown): boolean => failure instanceof ExternalFailure && failure.reason === 'conflict';
