import pMap from 'p-map';
import type { Instant } from '../shared/calendar/instant.ts';
import { warnedTarget } from '../shared/fleet/target.ts';
import type { Notice } from '../shared/notice/notice.ts';
import type { RunRecord, WarningRecord } from '../shared/store/run-record.ts';
import { saveAll, type Saved, type Worked } from './carry-out.ts';
import { isBeingCalled } from './domain/turn.ts';
import type { SchedulerPorts } from './ports.ts';

/** Queues what is owed and clears it; stores what is left to store. */
export async function handOver(
  ports: SchedulerPorts,
  worked: readonly Worked[],
  now: Instant,
): Promise<Saved & { told: number }> {
  // Notices that came with the results are owed in the same write as the results, before they are queued.
  const hasNews = ({ before, record }: Worked): boolean => record.owed.length > before.owed.length;
  const written = await saveAll(ports, worked.filter(hasNews));
  const ready = [...written.worked, ...worked.filter((one) => !hasNews(one))];
  const owing = ready.filter((one) => one.record.owed.length > 0 && !isAtWork(one));
  const queued = await queue(ports, owing, now);
  const cleared = ready.map((one) => (queued.done.has(one) ? { ...one, record: { ...one.record, owed: [] } } : one));
  const saved = await saveAll(ports, cleared);
  return {
    worked: saved.worked,
    told: [...queued.done].reduce((count, { record }) => count + record.owed.length, 0),
    conflicts: written.conflicts + saved.conflicts,
    failures: [...written.failures, ...queued.failures, ...saved.failures],
  };
}

/** Another invocation is making the calls, and tells of them itself: to clear its list would take its results from it. */
const isAtWork = ({ turn, record }: Worked): boolean => isBeingCalled(turn) && record.version === turn.stored.version;

/** Queues all at once; where that fails, schedule by schedule, so that one bad notice holds up no other schedule. */
async function queue(
  { notices, memory, settings }: SchedulerPorts,
  owing: readonly Worked[],
  now: Instant,
): Promise<{ done: Set<Worked>; failures: Error[] }> {
  const done = new Set<Worked>();
  const failures: Error[] = [];
  if (owing.length === 0) return { done, failures };
  const send = async (some: readonly Worked[]): Promise<void> => {
    const records = some.map(({ record }) => record);
    await notices.send(records.flatMap(({ owed }) => owed));
    const targetId = warnedTarget({ id: settings.targetId, place: settings.place });
    await pMap(
      records.flatMap(warningsIn),
      (warning) => memory.recordWarning({ ...warning, targetId, warnedAt: now }),
      { concurrency: 8 },
    );
    for (const one of some) done.add(one);
  };
  try {
    await send(owing);
  } catch {
    await pMap(owing, async (one) => send([one]).catch((failure: Error) => failures.push(failure)), { concurrency: 8 });
  }
  return { done, failures };
}

/** The stops announced by what was just queued. */
const warningsIn = ({ scheduleName, owed }: RunRecord): Omit<WarningRecord, 'warnedAt'>[] =>
  owed
    .filter(({ kind }) => kind === 'stop-warning')
    .map((notice) => ({ scheduleName, stopAt: instantIn(notice, 'edgeAt'), toldFor: instantIn(notice, 'stopAt') }));

const instantIn = ({ facts }: Notice, fact: string): Instant =>
  Date.parse(String(facts.find(({ name }) => name === fact)?.value));
