import { isMap } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Refusal } from '../refusal.ts';
import { readJsonFile } from '../rows-file.ts';
import { plainItem } from './dynamodb-json.ts';
import type { Finding } from './finding.ts';
import type { OriginalRows } from './jandi.ts';

const TABLES = ['Schedule', 'ScheduleServerGroup', 'ScheduleException'] as const;
type Table = (typeof TABLES)[number];

/** What the files hold, and a line for each table that none of them is of. */
export interface JandiExport {
  readonly rows: OriginalRows;
  readonly missing: readonly Finding[];
}

/**
 * Rows of the original's tables from files: `{"Schedule": [...], …}`, or what `aws dynamodb scan` printed of one table, whose
 * rows tell by their attributes which it was. A scan without rows may be of any table.
 */
export async function readJandiExport(paths: readonly string[]): Promise<JandiExport> {
  const rows: Record<Table, Item[]> = { Schedule: [], ScheduleServerGroup: [], ScheduleException: [] };
  const told = new Set<string>();
  let emptyScans = 0;
  for (const path of paths) {
    const tables = tablesIn(path, await readJsonFile(path));
    if (Object.keys(tables).length === 0) emptyScans++;
    for (const [table, items] of Object.entries(tables)) {
      told.add(table);
      for (const item of items) rows[table as Table].push(plainItem(item));
    }
  }
  const missing = TABLES.filter((table) => !told.has(table));
  return { rows, missing: missing.length > emptyScans ? missing.map(missingTable) : [] };
}

const LOST_WITH: Readonly<Record<Table, string>> = {
  Schedule: 'no schedule',
  ScheduleServerGroup: 'no group, so that all instances of a schedule start at once',
  ScheduleException: 'no exception',
};

const missingTable = (table: Table): Finding => ({
  ...{ effect: 'lost', row: table, attribute: '', got: '', before: '' },
  now: `none of the files is of this table: ${LOST_WITH[table]}; name its export after --file too`,
});

function tablesIn(path: string, content: unknown): Partial<Record<Table, readonly Item[]>> {
  if (isMap(content) && 'Items' in content) {
    const items = scannedItems(path, content).map(plainItem);
    const tables = TABLES.map((table) => [table, items.filter((item) => tableOf(item) === table)] as const);
    return Object.fromEntries(tables.filter(([, found]) => found.length > 0));
  }
  const tables = isMap(content) ? Object.entries(content) : [];
  const isRight = ([table, items]: [string, unknown]): boolean =>
    TABLES.some((known) => known === table) && Array.isArray(items) && items.every(isMap);
  if (tables.length > 0 && tables.every(isRight)) return Object.fromEntries(tables) as Record<Table, Item[]>;
  throw new Refusal(
    `${path} is no export of the original's tables; expected what aws dynamodb scan prints, or ` +
      '{"Schedule": [...], "ScheduleServerGroup": [...], "ScheduleException": [...]}',
  );
}

/** The items of a whole scan; one page of it would lose the rest without a word. */
export function scannedItems(path: string, scan: Item): readonly Item[] {
  const { Items: items } = scan;
  if (!Array.isArray(items) || !items.every(isMap))
    throw new Refusal(`${path}: Items is no list of items [{...}], as aws dynamodb scan prints it`);
  if (scan['NextToken'] !== undefined || scan['LastEvaluatedKey'] !== undefined)
    throw new Refusal(`${path} is a part of the table only; scan it without --max-items and --no-paginate`);
  return items;
}

function tableOf(item: Item): Table {
  if ('ExceptionUuid' in item || 'ExceptionDate' in item) return 'ScheduleException';
  return 'GroupName' in item ? 'ScheduleServerGroup' : 'Schedule';
}
