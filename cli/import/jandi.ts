import type { LocalDay } from '../../functions/shared/calendar/instant.ts';
import { shown } from '../../functions/shared/rows/attributes.ts';
import type { Problem } from '../../functions/shared/rows/problem.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { keyAttributes } from '../../functions/shared/store/tables.ts';
import type { Carried } from './carried.ts';
import type { Finding } from './finding.ts';
import { carryException, dateKey } from './jandi-exception.ts';
import { carryGroup } from './jandi-group.ts';
import { didOriginally } from './jandi-mistakes.ts';
import { carrySchedule } from './jandi-schedule.ts';
import { textOf } from '../text-of.ts';

/** Rows for Curfew, and everything that is different. */
export interface Imported {
  readonly rows: TableRows;
  readonly findings: readonly Finding[];
  /** What was done there with a row in which Curfew finds a mistake; nothing is said where this is undefined. */
  readonly did?: (problem: Problem) => string;
}

/** Rows of the original's three tables. */
export type OriginalRows = Omit<TableRows, 'AlarmRule'>;

export interface JandiContext {
  /** The zone that the original's code set. */
  readonly timeZone: string;
  /** The date in that zone. */
  readonly today: LocalDay;
}

/** Turns the rows of the original JANDI scheduler into Curfew's, so that they go on doing what they did wherever that can be said. */
export function importJandi(original: OriginalRows, context: JandiContext): Imported {
  const { rows, lost } = withKeys(original);
  const carried = carryAll(rows, context);
  const tables = Object.entries(carried).map(([table, items]) => [table, items.map(({ row }) => row)]);
  const findings = Object.values(carried).flatMap((items) => items.flatMap((item) => item.findings));
  return {
    rows: { AlarmRule: [], ...Object.fromEntries(tables) } as TableRows,
    findings: [...findings, ...lost],
    did: (problem) => didOriginally(problem, original),
  };
}

function carryAll(rows: OriginalRows, { timeZone, today }: JandiContext): Record<keyof OriginalRows, Carried[]> {
  const schedules = new Map(rows.Schedule.map((item) => [item['ScheduleName'], item]));
  const groupsOf = grouped(rows.ScheduleServerGroup, scheduleOf);
  const exceptionsOf = grouped(rows.ScheduleException, exceptionDay);
  return {
    Schedule: rows.Schedule.map((item) => {
      const carried = carrySchedule(item, timeZone);
      noteUngrouped(carried, groupsOf.get(scheduleOf(item)) ?? []);
      return carried;
    }),
    ScheduleServerGroup: rows.ScheduleServerGroup.map((item) => {
      const siblings = groupsOf.get(scheduleOf(item)) ?? [];
      return carryGroup(item, new Set(siblings.map((sibling) => textOf(sibling['GroupName']))));
    }),
    ScheduleException: rows.ScheduleException.map((item) => {
      const sameDate = exceptionsOf.get(exceptionDay(item)) ?? [];
      return carryException(item, { schedule: schedules.get(item['ScheduleName']), sameDate, today });
    }),
  };
}

/** The rows that Curfew has a key for, and those that it has none for: the original's keys were GroupName alone and ExceptionUuid alone. */
function withKeys(original: OriginalRows): { rows: OriginalRows; lost: Finding[] } {
  const lost: Finding[] = [];
  const keyed = (table: keyof OriginalRows): Item[] =>
    original[table].filter((item, index) => {
      const missing = keyAttributes(table).find((name) => !isKey(item[name]));
      if (missing !== undefined) lost.push(withoutKey(table, { item, index, missing }));
      return missing === undefined;
    });
  const rows = {
    Schedule: keyed('Schedule'),
    ScheduleServerGroup: keyed('ScheduleServerGroup'),
    ScheduleException: keyed('ScheduleException'),
  };
  return { rows, lost };
}

const isKey = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

function grouped(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const scheduleOf = (item: Item): string => textOf(item['ScheduleName']);

const exceptionDay = (item: Item): string => JSON.stringify([item['ScheduleName'], dateKey(item)]);

function noteUngrouped(carried: Carried, groups: readonly Item[]): void {
  if (groups.length === 0) return;
  const names = groups.map((group) => textOf(group['GroupName'])).join(', ');
  carried.note('changes', '', {
    before: `instances in none of its groups (${names}) were stopped, and never started`,
    now: 'they are started too, as a group that waits for no other',
  });
}

const withoutKey = (
  table: keyof OriginalRows,
  { item, index, missing }: { item: Item; index: number; missing: string },
): Finding => ({
  ...{ effect: 'lost', row: `${table} ${nameOf(item) ?? `#${index + 1}`}`, attribute: missing },
  got: shown(item[missing]),
  before: missing === 'ScheduleName' ? 'belonged to no schedule' : '',
  now: `not written; expected a text: ${missing} is a part of the key here`,
});

const nameOf = (item: Item): string | undefined =>
  ['ScheduleName', 'GroupName', 'ExceptionUuid'].map((name) => item[name]).find(isKey) as string | undefined;
