import pMap from 'p-map';
import type { AlarmRecord } from '../shared/alarm/alarm-record.ts';
import type { Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { builtInTurns } from './domain/built-in-turns.ts';
import type { Standing } from './domain/composite.ts';
import { brokenTurns, closeTurn, namesOf, ruleTurn, wantedSeries, type Context, type Values } from './domain/turns.ts';
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
    context,
  );
  return {
    rules: sight.reading.rules.length,
    fetched: wanted.length,
    told: handed.told + forgotten.told,
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
const handOver = (
  { alarms, notices }: AlarmPorts,
  decided: readonly { before: AlarmRecord; after: AlarmRecord }[],
): Promise<Done> =>
  doEach(decided, async ({ before, after }) => {
    const saved = after === before ? after : await alarms.saveAlarm(after);
    if (saved.owed.length === 0) return 0;
    await notices.send(saved.owed);
    await alarms.saveAlarm({ ...saved, owed: [] });
    return saved.owed.length;
  });

/** Rules whose row was deleted, and what was watched of schedules that were: forgotten once the end of what they told is queued. */
const forget = ({ alarms, notices }: AlarmPorts, records: readonly AlarmRecord[], context: Context): Promise<Done> =>
  doEach(records, async (record) => {
    const closed = closeTurn(record, context);
    if (closed === undefined) return 0;
    const saved = closed === record ? record : await alarms.saveAlarm(closed);
    if (saved.owed.length > 0) await notices.send(saved.owed);
    await alarms.deleteAlarm(saved);
    return saved.owed.length;
  });

/** What writing and telling came to. */
type Done = Pick<EvaluationReport, 'told' | 'conflicts' | 'failures'>;

/** What fails for one takes nothing from the others; `act` says how many notices it told. */
async function doEach<T>(all: readonly T[], act: (one: T) => Promise<number>): Promise<Done> {
  let [told, conflicts] = [0, 0];
  const failures: Error[] = [];
  const one = async (item: T): Promise<void> => {
    try {
      const more = await act(item);
      told += more;
    } catch (failure) {
      if (isConflict(failure)) conflicts += 1;
      else failures.push(failure as Error);
    }
  };
  await pMap(all, one, { concurrency: CONCURRENT_WRITES });
  return { told, conflicts, failures };
}

const isConflict = (failure: unknown): boolean => failure instanceof ExternalFailure && failure.reason === 'conflict';
