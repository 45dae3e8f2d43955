import type { Instant } from '../shared/calendar/instant.ts';
import { readAlarmRules } from '../shared/rows/alarm-rules.ts';
import { readRows } from '../shared/rows/read-rows.ts';
import type { Sight } from './domain/sight.ts';
import type { AlarmPorts } from './ports.ts';

/** Reads rows, Memory and the fleet. Throws where DynamoDB does; a type of instance that cannot be listed is unseen. */
export async function readSight({ rows, memory, alarms, fleet, settings }: AlarmPorts, now: Instant): Promise<Sight> {
  const { targetId, timeZone, warnMinutes } = settings;
  const [tableRows, holds, records, acknowledgements, silences] = await Promise.all([
    rows.read({ alarmRules: true }),
    memory.holds(),
    alarms.alarms(),
    alarms.acknowledgements(),
    alarms.silences(),
  ]);
  const { entries } = readRows(tableRows, { timeZone, warnMinutes, now, holds });
  const view = entries.length === 0 ? undefined : await (await fleet()).list();
  // After the fleet: who is seen to stop has his stop in the run by then, and is not taken for one that merely went down.
  const runs = await memory.runs(targetId);
  const names = new Set(entries.map(({ schedule }) => schedule.name));
  return {
    reading: readAlarmRules(tableRows.AlarmRule, names),
    entries: new Map(entries.map((entry) => [entry.schedule.name, entry])),
    runs: new Map(runs.flatMap(({ scheduleName, run }) => (run === undefined ? [] : [[scheduleName, run] as const]))),
    records: new Map(records.map((record) => [record.ruleName, record])),
    acknowledgements,
    silences: new Map([...silences].filter(([, { until }]) => until > now)),
    view,
  };
}
