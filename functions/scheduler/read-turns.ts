import { decide } from '../shared/calendar/edges.ts';
import { MINUTE_MS, type Instant } from '../shared/calendar/instant.ts';
import type { Hold } from '../shared/calendar/timetable.ts';
import { warnedTarget } from '../shared/fleet/target.ts';
import { readRows } from '../shared/rows/read-rows.ts';
import type { Entry, Schedule } from '../shared/rows/schedule.ts';
import type { RunRecord, WarningRecord } from '../shared/store/run-record.ts';
import { withoutEnded } from '../shared/store/ended-holds.ts';
import { noteRestartEvents } from './domain/restarts.ts';
import type { Turn } from './domain/turn.ts';
import { endHolds } from './end-holds.ts';
import type { SchedulerPorts, SchedulerSettings, Trigger } from './ports.ts';
import { takeOverForces, type TakenOver } from './take-over.ts';

export interface TurnsRead {
  /** One for every schedule that this invocation concerns. */
  readonly turns: readonly Turn[];
  /** Records of schedules that have no row any more. */
  readonly orphans: readonly RunRecord[];
  readonly failures: readonly unknown[];
}

/** Reads rows and Memory and asks each schedule's calendar what is to be. Throws where DynamoDB does. */
export async function readTurns(
  ports: SchedulerPorts,
  { now, trigger }: { now: Instant; trigger: Trigger },
): Promise<TurnsRead> {
  const { rows, memory, settings } = ports;
  const [tableRows, stored, holds, elsewhere] = await Promise.all([
    rows.read(),
    memory.runs(settings.targetId),
    memory.holds(),
    readElsewhere(ports),
  ]);
  const { timeZone, warnMinutes } = settings;
  const records = new Map(stored.map((record) => [record.scheduleName, noted(record, trigger)]));
  const concerns = ({ name, enforce }: Schedule): boolean =>
    trigger.kind === 'tick' || enforce || isUnderWay(records.get(name), now);
  const context = { timeZone, warnMinutes, now, holds: withoutEnded(holds, stored), concerns };
  const { entries } = readRows(tableRows, context);
  const notEnded = await endHolds(ports, holds, stored);
  const taken = await takeOverForces(ports, trigger.kind === 'tick' ? entries : [], now);
  const turns = entries.map((entry) => {
    const { name } = entry.schedule;
    const known = records.get(name) ?? noted(emptyRecord(entry, settings.targetId), trigger);
    return { ...turnOf({ entry, ...known, taken, trigger, now, settings }), mayBeElsewhere: elsewhere(name) };
  });
  const names = new Set(entries.map(({ schedule }) => schedule.name));
  const orphans = trigger.kind === 'events' ? [] : stored.filter(({ scheduleName }) => !names.has(scheduleName));
  return { turns: await withWarnings(ports, turns), orphans, failures: [...notEnded, ...taken.failures] };
}

/** Whether another target has, or may have, members of a schedule. Only the one that speaks for all has to know. */
async function readElsewhere({ memory, settings }: SchedulerPorts): Promise<(scheduleName: string) => boolean> {
  const { place } = settings;
  if (place === undefined) return () => false;
  if (place.others === undefined) return () => true;
  const records = await Promise.all(place.others.map((targetId) => memory.runs(targetId)));
  return (name) =>
    records.some((ofTarget) => {
      const run = ofTarget.find(({ scheduleName }) => scheduleName === name)?.run;
      return run === undefined || run.members + (run.others ?? 0) > 0;
    });
}

interface Given extends Records {
  readonly entry: Entry;
  readonly taken: TakenOver;
  readonly trigger: Trigger;
  readonly now: Instant;
  readonly settings: SchedulerSettings;
}

function turnOf({ entry, stored, record, taken, trigger, now, settings }: Given): Turn {
  const { name } = entry.schedule;
  const byEvents = trigger.kind === 'events';
  const hold = taken.holds.get(name);
  const held = hold ? { ...entry, timetable: { ...entry.timetable, hold } } : entry;
  return {
    entry: held,
    stored,
    record,
    decision: decide(held.timetable, asOf(held.timetable.hold, now)),
    warnings: [],
    now,
    tickMs: settings.tickMinutes * MINUTE_MS,
    byEvents,
    hasFleetChanged: byEvents && trigger.events.length > 0,
    takenOver: taken.own.has(name) ? hold : undefined,
    place: settings.place,
  };
}

/** An order is for now, also where the clock of who took it is ahead: what it replaced is gone, so before it there is nothing. */
const asOf = (hold: Hold | undefined, now: Instant): Instant => Math.max(now, hold?.at ?? now);

/** Read only where a stop is near or waits. What another target was warned of says nothing to those who are up in this one. */
async function withWarnings({ memory, settings }: SchedulerPorts, turns: readonly Turn[]): Promise<readonly Turn[]> {
  if (!turns.some(mayNeedWarning)) return turns;
  const here = warnedTarget({ id: settings.targetId, place: settings.place });
  const warnings = groupBySchedule((await memory.warnings()).filter(({ targetId }) => targetId === here));
  return turns.map((turn) => ({ ...turn, warnings: warnings.get(turn.entry.schedule.name) ?? [] }));
}

const emptyRecord = ({ schedule }: Entry, targetId: string): RunRecord => ({
  scheduleName: schedule.name,
  targetId,
  version: 0,
  number: 0,
  owed: [],
  restarts: {},
});

type Records = Pick<Turn, 'stored' | 'record'>;

/** A record as it was read, and with what this invocation's events say of RDS's restarts. */
const noted = (stored: RunRecord, trigger: Trigger): Records => ({
  stored,
  record: trigger.kind === 'events' ? noteRestartEvents(stored, trigger.events) : stored,
});

/** What an invocation by events looks at beside Enforce: open runs, and what RDS started or somebody did to its stopped instances. */
const isUnderWay = (records: Records | undefined, now: Instant): boolean =>
  records !== undefined &&
  ((records.record.run !== undefined && records.record.run.settledAt === undefined) ||
    records.record !== records.stored ||
    Object.values(records.record.restarts).some((at) => at <= now));

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
