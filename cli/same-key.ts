import type { Item, TableRows } from '../functions/shared/rows/schedule.ts';
import { keyAttributes } from '../functions/shared/store/tables.ts';
import { textOf } from './text-of.ts';

/** Which rows of a file have one key, so that only one of each could be written: one line for each key. */
export function rowsOfOneKey(rows: TableRows): string[] {
  return (Object.keys(rows) as (keyof TableRows)[]).flatMap((table) => {
    const names = keyAttributes(table);
    const numbersByKey = new Map<string, number[]>();
    for (const [index, row] of rows[table].entries()) {
      // A row without its key is refused by the store.
      if (names.some((name) => row[name] === undefined)) continue;
      const key = JSON.stringify(names.map((name) => row[name]));
      numbersByKey.set(key, [...(numbersByKey.get(key) ?? []), index + 1]);
    }
    return [...numbersByKey.values()]
      .filter((numbers) => numbers.length > 1)
      .map((numbers) => sameKeyWords(table, numbers, rows[table][(numbers[0] ?? 1) - 1] ?? {}));
  });
}

function sameKeyWords(table: keyof TableRows, numbers: readonly number[], row: Item): string {
  const key = keyAttributes(table).map((name) => `${name} ${textOf(row[name])}`);
  return `rows ${numbers.join(' and ')} of ${table} have one key (${key.join(', ')})`;
}
