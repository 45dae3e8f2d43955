import { isMap, keyOf, shown } from './attributes.ts';
import { calendarName } from './calendars.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

/** Rows of one table by their ScheduleName, compared as it stands. */
export interface RowsBySchedule {
  readonly table: string;
  readonly byName: ReadonlyMap<string, readonly Item[]>;
  /** One problem for each row without a usable name. */
  readonly nameless: readonly Problem[];
}

/** Sorts the rows of a table by ScheduleName; names and rows keep their order. */
export function rowsBySchedule(table: string, items: readonly Item[]): RowsBySchedule {
  const byName = new Map<string, Item[]>();
  const nameless: Problem[] = [];
  for (const [index, item] of items.entries()) {
    const name = isMap(item) ? keyOf(item, 'ScheduleName') : undefined;
    if (name === undefined) {
      const got = shown(isMap(item) ? item['ScheduleName'] : item);
      const expected = 'the name of a schedule such as Development';
      nameless.push({ row: `${table}, row ${index + 1}`, attribute: 'ScheduleName', got, expected });
    } else {
      const rows = byName.get(name) ?? [];
      byName.set(name, rows);
      rows.push(item);
    }
  }
  return { table, byName, nameless };
}

/** One problem for each name in the table that no schedule has and that is no calendar's. */
export function orphans({ table, byName }: RowsBySchedule, scheduleNames: ReadonlySet<string>): Problem[] {
  const unknown = [...byName.keys()].filter((name) => !scheduleNames.has(name) && calendarName(name) === undefined);
  return unknown.map((name) => {
    const meant = nearest(name, scheduleNames);
    const hint = meant === undefined ? '' : `; did you mean ${shown(meant)}?`;
    const expected = `the ScheduleName of a row in Schedule, letter by letter${hint}`;
    return { row: `${table} ${name}`, attribute: 'ScheduleName', got: shown(name), expected };
  });
}
