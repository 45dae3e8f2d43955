import { decide } from '../shared/calendar/edges.ts';
import { MINUTE_MS, type Instant } from '../shared/calendar/instant.ts';
import type { Hold } from '../shared/calendar/timetable.ts';
import { readRows } from '../shared/rows/read-rows.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import type { RunRecord, WarningRecord } from '../shared/store/run-record.ts';
import { noteRestartEvents } from './domain/restarts.ts';
import type { Turn } from './domain/turn.ts';
import type { SchedulerPorts, Trigger } from './ports.ts';

export interface TurnsRead {
  /** One for every schedule that this invocation concerns. */
  readonly turns: readonly Turn[];
  /** Records of schedules that have no row any more. */
  readonly orphans: readonly RunRecord[];
}

/** Reads rows and Memory and asks each schedule's calendar what is to be. Throws where DynamoDB does. */
export async function readTurns(
  ports: SchedulerPorts,
  { now, trigger }: { now: Instant; trigger: Trigger },
): Promise<TurnsRead> {
  const { rows, memory, settings } = ports;
  const [tableRows, stored, holds] = await Promise.all([rows.read(), memory.runs(settings.targetId), memory.holds()]);
  const { entries } = readRows(tableRows, {
    timeZone: settings.timeZone,
    warnMinutes: settings.warnMinutes,
    now,
    holds,
  });
  const records = new Map(stored.map((record) => [record.scheduleName, record]));
  const all = entries.map((entry) => {
    const record = records.get(entry.schedule.name) ?? emptyRecord(entry, settings.targetId);
    return turnOf({ entry, record, trigger, now, tickMs: settings.tickMinutes * MINUTE_MS });
  });
  const turns = trigger.kind === 'events' ? all.filter(isUnderWay) : all;
  const names = new Set(entries.map(({ schedule }) => schedule.name));
  const orphans = trigger.kind === 'events' ? [] : stored.filter(({ scheduleName }) => !names.has(scheduleName));
  if (!turns.some(mayNeedWarning)) return { turns, orphans };
  const warnings = groupBySchedule(await memory.warnings());
  return { turns: turns.map((turn) => ({ ...turn, warnings: warnings.get(turn.entry.schedule.name) ?? [] })), orphans };
}

function turnOf(given: { entry: Entry; record: RunRecord; trigger: Trigger; now: Instant; tickMs: number }): Turn {
  const { entry, record, trigger, now, tickMs } = given;
  const byEvents = trigger.kind === 'events';
  const takenOver = byEvents ? undefined : holdTakenOver(entry, now);
  const held = takenOver ? { ...entry, timetable: { ...entry.timetable, hold: takenOver } } : entry;
  return {
    entry: held,
    stored: record,
    record: byEvents ? noteRestartEvents(record, trigger.events) : record,
    decision: decide(held.timetable, now),
    warnings: [],
    now,
    tickMs,
    byEvents,
    hasFleetChanged: byEvents && trigger.events.length > 0,
    takenOver,
  };
}

function holdTakenOver({ schedule, problems }: Entry, now: Instant): Hold | undefined {
  return schedule.force && problems.length === 0 ? { kind: schedule.force, at: now, by: 'console' } : undefined;
}

const emptyRecord = ({ schedule }: Entry, targetId: string): RunRecord => ({
  scheduleName: schedule.name,
  targetId,
  version: 0,
  number: 0,
  owed: [],
  restarts: {},
});

/** What an invocation by events looks at: open runs, Enforce, and what RDS started or somebody did to its stopped instances. */
const isUnderWay = ({ entry, stored, record, now }: Turn): boolean =>
  entry.schedule.enforce ||
  (record.run !== undefined && record.run.settledAt === undefined) ||
  record !== stored ||
  Object.values(record.restarts).some((at) => at <= now);

/** Whether the warnings have to be read: a stop is near, or a stop run waits. */
function mayNeedWarning({ entry, decision, record, now, tickMs }: Turn): boolean {
  const horizon = now + entry.schedule.warnMinutes * MINUTE_MS + tickMs;
  const isStopNear = decision.next !== undefined && decision.next.at < horizon;
  const isStopSettled = record.run?.settledAt !== undefined && record.run.edge.at === decision.latest?.at;
  return isStopNear || (decision.latest?.kind === 'stop' && !isStopSettled);
}

function groupBySchedule(warnings: readonly WarningRecord[]): Map<string, WarningRecord[]> {
  const grouped = new Map<string, WarningRecord[]>();
  for (const warning of warnings) {
    const known = grouped.get(warning.scheduleName);
    if (known) known.push(warning);
    else grouped.set(warning.scheduleName, [warning]);
  }
  return grouped;
}
