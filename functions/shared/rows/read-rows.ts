import type { Instant } from '../calendar/instant.ts';
import type { Hold } from '../calendar/timetable.ts';
import { calendarAdvices, calendarName, NO_CALENDAR, readCalendar } from './calendars.ts';
import type { Calendar } from './calendars.ts';
import { shown } from './attributes.ts';
import { commandNames } from './command-name.ts';
import { readExceptions } from './exceptions.ts';
import { readGroups } from './groups.ts';
import type { Problem } from './problem.ts';
import { orphans, rowsBySchedule } from './rows-by-schedule.ts';
import type { RowsBySchedule } from './rows-by-schedule.ts';
import { readScheduleRow, scheduleLabel } from './schedule-row.ts';
import type { ScheduleDefaults, ScheduleRow } from './schedule-row.ts';
import type { Entry, Schedule, TableRows } from './schedule.ts';
import { checkSharedTag } from './shared-tags.ts';

/** What rows leave to the stack, and what is not in rows at all. */
export interface RowContext extends ScheduleDefaults {
  readonly now: Instant;
  /** By schedule name. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** The schedules to read whole; absent: all. The others cost no more than their own row. */
  readonly concerns?: (schedule: Schedule) => boolean;
}

/** Everything that rows say, and what is wrong with them. */
export interface Reading {
  /** One for every schedule that is asked for, in the order of the rows. */
  readonly entries: Entry[];
  /** Problems of no schedule, or of dates that no longer matter; found when asked for, as only commands that list mistakes do. */
  readonly stray: Problem[];
}

/** Reads the rows of Schedule, ScheduleServerGroup and ScheduleException. Never throws: what is wrong is in the problems. */
export function readRows(rows: TableRows, context: RowContext): Reading {
  const schedules = rowsBySchedule('Schedule', rows.Schedule);
  const groups = rowsBySchedule('ScheduleServerGroup', rows.ScheduleServerGroup);
  const exceptions = rowsBySchedule('ScheduleException', rows.ScheduleException);
  const calendars = readCalendars(exceptions);

  const scheduleRows = [...schedules.byName].map(([name, items]) => {
    const without = (bug: Problem) => ({
      ...readScheduleRow(name, [{ ScheduleName: name }], context),
      problems: [bug],
    });
    return orItsProblem(name, () => readScheduleRow(name, items, context), without);
  });
  const commandName = commandNames(schedules.byName.keys());
  const around = { groups, exceptions, calendars, byTag: byTagValue(scheduleRows), commandName, context };
  const { concerns = () => true } = context;
  const readings = scheduleRows
    .filter(({ schedule }) => concerns(schedule))
    .map((row) => {
      const { schedule, problems } = row;
      const without = (bug: Problem) =>
        readEntry(
          { ...row, problems: [...problems, bug] },
          { ...around, groups: rowsBySchedule('', []), exceptions: rowsBySchedule('', []) },
        );
      return orItsProblem(schedule.name, () => readEntry(row, around), without);
    });

  return {
    entries: readings.map(({ entry }) => entry),
    get stray() {
      const ofCalendars = [...calendars.values()].flatMap(({ problems }) => problems);
      return [...ofNobody([schedules, groups, exceptions]), ...ofCalendars, ...readings.flatMap(({ past }) => past)];
    },
  };
}

/** Rows without a name, and names that no schedule has. */
function ofNobody(tables: readonly [schedules: RowsBySchedule, ...others: RowsBySchedule[]]): Problem[] {
  const [schedules, ...others] = tables;
  const names = new Set(schedules.byName.keys());
  return [...tables.flatMap(({ nameless }) => nameless), ...others.flatMap((table) => orphans(table, names))];
}

/** A bug that the rows of one schedule meet is that schedule's problem: without this it would stop every schedule. */
function orItsProblem<T>(name: string, read: () => T, without: (bug: Problem) => T): T {
  try {
    return read();
  } catch (bug) {
    const expected = `a row that Curfew can read: it met a fault of its own (${(bug as Error).message})`;
    return without({ row: scheduleLabel(name), attribute: 'ScheduleName', got: shown(name), expected });
  }
}

interface Surroundings {
  readonly groups: RowsBySchedule;
  readonly exceptions: RowsBySchedule;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly byTag: ReadonlyMap<string, readonly Schedule[]>;
  readonly commandName: (name: string) => string;
  readonly context: RowContext;
}

/** Puts a schedule together from every table; `past` are its problems that no longer matter. */
function readEntry(row: ScheduleRow, around: Surroundings): { entry: Entry; past: readonly Problem[] } {
  const { schedule, zone, enabled, periods } = row;
  const today = zone.localDay(around.context.now);
  const groups = readGroups(schedule.name, around.groups.byName.get(schedule.name) ?? []);
  const exceptions = readExceptions(schedule.name, around.exceptions.byName.get(schedule.name) ?? [], today);
  const shared = checkSharedTag(schedule, around.byTag.get(schedule.tagValue) ?? []);
  const calendar = around.calendars.get(schedule.calendar ?? '') ?? NO_CALENDAR;
  const hold = around.context.holds.get(schedule.name);
  const { byDay } = exceptions;
  const { holidays } = calendar;
  const entry: Entry = {
    schedule,
    commandName: around.commandName(schedule.name),
    timetable: { zone, enabled, periods, exceptions: byDay, holidays, ...(hold !== undefined && { hold }) },
    groups: groups.groups,
    problems: [row, groups, exceptions, shared].flatMap(({ problems }) => problems),
    advices: [
      ...[row, groups, exceptions, shared].flatMap(({ advices }) => advices),
      ...calendarAdvices(schedule, around.calendars, today),
    ],
  };
  return { entry, past: exceptions.past };
}

function readCalendars(exceptions: RowsBySchedule): Map<string, Calendar> {
  const calendars = new Map<string, Calendar>();
  for (const [scheduleName, items] of exceptions.byName) {
    const name = calendarName(scheduleName);
    if (name !== undefined) calendars.set(name, readCalendar(scheduleName, items));
  }
  return calendars;
}

function byTagValue(rows: readonly ScheduleRow[]): Map<string, Schedule[]> {
  const byTag = new Map<string, Schedule[]>();
  for (const { schedule } of rows) byTag.set(schedule.tagValue, [...(byTag.get(schedule.tagValue) ?? []), schedule]);
  return byTag;
}
