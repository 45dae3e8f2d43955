import { decide, edgesBetween } from '../functions/shared/calendar/edges.ts';
import { DAY_MS, MINUTE_MS } from '../functions/shared/calendar/instant.ts';
import { dateOfDay } from '../functions/shared/calendar/local-date.ts';
import type { Timetable } from '../functions/shared/calendar/timetable.ts';
import { readRows } from '../functions/shared/rows/read-rows.ts';
import type { Item } from '../functions/shared/rows/schedule.ts';
import { cpuMs } from './process-usage.ts';

/** What one schedule's decisions cost. */
interface DecisionFigures {
  readonly schedule: string;
  readonly decisionsPerSecond: number;
  readonly yearOfEdgesMs: number;
}

const YEAR_START = Date.parse('2026-01-01T00:00:00Z');
const YEAR_MS = 365 * DAY_MS;
const DECISIONS = 200_000;
const YEARS = 20;
const ROUNDS = 7;
/** Steps through the year so that no two decisions of a round share an instant, and neighbours are days apart. */
const STEP_MS = 7_919 * MINUTE_MS;

const weekdays = { DaysActive: 'weekdays', StartTime: '09:30', StopTime: '22:00' };
/** Overtime on the 15th of each month. */
const overtime = Array.from({ length: 12 }, (_, month): Item => {
  const day = Math.floor(Date.UTC(2026, month, 15) / DAY_MS);
  const value = { ExceptionType: 'stop', ExceptionValue: '26:00' };
  return { ScheduleName: 'New York', ExceptionUuid: `${month}`, ExceptionDate: dateOfDay(day), ...value };
});

/** Decisions (parsed schedule and exceptions in, desired state and next edge out) on one core; medians of several rounds. */
function measureDecisions(): DecisionFigures[] {
  const { entries } = readRows(
    {
      Schedule: [
        { ScheduleName: 'Seoul', TimeZone: 'Asia/Seoul', ...weekdays },
        { ScheduleName: 'New York', TimeZone: 'America/New_York', ...weekdays },
      ],
      ScheduleServerGroup: [],
      ScheduleException: overtime,
      AlarmRule: [],
    },
    { timeZone: 'Asia/Seoul', warnMinutes: 10, now: YEAR_START, holds: new Map() },
  );
  return entries.map(({ schedule, timetable }) => ({
    schedule: schedule.name,
    decisionsPerSecond: DECISIONS / (medianMs(() => decideAllYear(timetable)) / 1_000),
    yearOfEdgesMs: medianMs(() => listYears(timetable)) / YEARS,
  }));
}

function decideAllYear(timetable: Timetable): number {
  let running = 0;
  for (let index = 0; index < DECISIONS; index++) {
    const { desired, next } = decide(timetable, YEAR_START + ((index * STEP_MS) % YEAR_MS));
    if (desired === 'running' && next !== undefined) running++;
  }
  return running;
}

function listYears(timetable: Timetable): number {
  let edges = 0;
  for (let year = 0; year < YEARS; year++) edges += edgesBetween(timetable, YEAR_START, YEAR_START + YEAR_MS).length;
  return edges;
}

/** The first round warms up and does not count. */
function medianMs(work: () => number): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const begin = cpuMs();
    // Using the result keeps the work from being optimised away.
    if (work() === 0) throw new Error('the schedule never runs');
    return cpuMs() - begin;
  });
  return rounds.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

for (const { schedule, decisionsPerSecond, yearOfEdgesMs } of measureDecisions()) {
  const rate = Math.round(decisionsPerSecond).toLocaleString('en');
  console.log(`${schedule}: ${rate} decisions/s of CPU, a year of edges in ${yearOfEdgesMs.toFixed(3)} ms`);
}
