import { readFile } from 'node:fs/promises';
import { isMap } from '../functions/shared/rows/attributes.ts';
import { nearest } from '../functions/shared/rows/nearest.ts';
import type { TableRows } from '../functions/shared/rows/schedule.ts';
import { fromJsonForm } from './binary-json.ts';
import { fileErrorWords } from './file-error.ts';
import { Refusal } from './refusal.ts';

const NO_ROWS: TableRows = { Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] };
const TABLES = Object.keys(NO_ROWS);
/** Rows of 32 levels in the JSON of `aws dynamodb scan`, which has two for each, and then some. */
const MOST_LEVELS = 100;

/** The rows of a `--rows FILE`: one list for each table, where a missing table has no rows. */
export async function readRowsFile(path: string): Promise<TableRows> {
  const content = await readJsonFile(path, fromJsonForm);
  if (!isMap(content))
    throw new Refusal(`${path} holds ${kindOf(content)}; expected {"Schedule": [...], "ScheduleServerGroup": [...]}`);
  for (const [table, rows] of Object.entries(content)) checkTable(path, table, rows);
  return { ...NO_ROWS, ...content };
}

/** A JSON file's content; a byte order mark is no mistake. */
export async function readJsonFile(path: string, revive?: (key: string, value: unknown) => unknown): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`cannot read ${path}: ${fileErrorWords(error)}`);
  });
  const json = text.replace(/^\uFEFF/, '');
  const content = parsed(path, json);
  if (isDeeperThan(MOST_LEVELS, content))
    throw new Refusal(
      `${path} nests lists and objects more than ${MOST_LEVELS} levels deep; DynamoDB takes 32 in a row`,
    );
  return revive === undefined ? content : JSON.parse(json, revive);
}

function parsed(path: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Refusal(`${path} is not JSON: ${whereItBreaks(json, error)}`);
  }
}

/** Level by level: whatever goes down by calling itself would be the victim of the file that it is to refuse. */
function isDeeperThan(levels: number, content: unknown): boolean {
  let level: readonly unknown[] = [content];
  for (let depth = 0; depth <= levels && level.length > 0; depth++)
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  return level.length > 0;
}

function checkTable(path: string, table: string, rows: unknown): void {
  if (!TABLES.includes(table)) {
    const near = nearest(table, TABLES);
    throw new Refusal(
      `${path} names the table ${table}; ${near ? `did you mean ${near}?` : `expected ${TABLES.join(', ')}`}`,
    );
  }
  if (!Array.isArray(rows))
    throw new Refusal(`${path}: ${table} holds ${kindOf(rows)}; expected a list of rows [{...}]`);
  const wrong = (rows as unknown[]).flatMap((row, index) =>
    isMap(row) ? [] : [`row ${index + 1} of ${table} is ${kindOf(row)}`],
  );
  if (wrong.length > 0) throw new Refusal(`${path}: ${wrong.join(', ')}; expected an object {...}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Line and column of a syntax error, which V8 gives as an offset, or only in words. */
function whereItBreaks(json: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const offset = /position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? json.length : undefined);
  const what = message.replace(/ in JSON at position.*$/s, '').replace(/,? (is not valid JSON|in JSON).*$/s, '');
  if (offset === undefined) return what;
  const before = json.slice(0, Number(offset)).split('\n');
  return `${what} at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
