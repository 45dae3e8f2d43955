import { writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { readRows } from '../../functions/shared/rows/read-rows.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { keyAttributes } from '../../functions/shared/store/tables.ts';
import { plural } from '../../functions/webhook/domain/english.ts';
import type { Account } from '../account.ts';
import { toJsonForm } from '../binary-json.ts';
import { fileErrorWords } from '../file-error.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { rowsOfOneKey } from '../same-key.ts';
import { settingsOf, type SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';
import { errorOf, findingLines, type Effect, type Finding } from './finding.ts';
import type { Imported } from './jandi.ts';
import { textOf } from '../text-of.ts';

/** The options that both imports take. */
export interface ImportOptions extends SettingsOptions {
  /** Where the rows come from; the original's tables where not given. */
  readonly file?: readonly string[];
  readonly check?: true;
  readonly out?: string;
  readonly replace?: true;
  readonly disabled?: true;
  readonly json?: true;
}

/** Lists what is different, and puts the rows where the options say; returns the exit code. */
export async function writeImport(imported: Imported, options: ImportOptions, terminal: Terminal): Promise<number> {
  const [sameKey] = rowsOfOneKey(imported.rows);
  if (sameKey !== undefined) {
    const where = options.file?.join(', ') ?? 'the tables';
    throw new Refusal(`${where}: ${sameKey}; keep one of them. Nothing was written`);
  }
  const findings = [...imported.findings, ...errorsIn(imported, options, terminal)];
  const rows = options.disabled ? switchedOff(imported.rows) : imported.rows;
  const list = listOf(findings, options.json === true, terminal);
  const isRowsOnStdout = options.out === '-' && !options.check;
  if (isRowsOnStdout) terminal.complain(list);
  else terminal.print(list);
  if (options.check) return hasAny(findings, ['changes', 'lost', 'error']) ? EXIT.failed : EXIT.done;

  if (isRowsOnStdout) terminal.print(asJson(rows));
  else if (options.out !== undefined) await writeRowsFile(options.out, rows);
  else await withAccount(terminal, (account) => putRows(account, rows, options.replace === true));
  if (!isRowsOnStdout && !options.json) printWritten(rows, options.out ?? 'the tables', terminal);
  return hasAny(findings, ['lost', 'error']) ? EXIT.failed : EXIT.done;
}

function printWritten(rows: TableRows, where: string, terminal: Terminal): void {
  for (const [table, items] of Object.entries(rows))
    if (items.length > 0) terminal.print(`${table}: ${plural(items.length, 'row')} written into ${where}`);
}

async function writeRowsFile(path: string, rows: TableRows): Promise<void> {
  await writeFile(path, `${asJson(rows)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`cannot write ${path}: ${fileErrorWords(error)}`);
  });
}

/** Every mistake that Curfew finds in the rows as they will be. */
function errorsIn({ rows, did }: Imported, options: ImportOptions, { env, now }: Terminal): Finding[] {
  const { zone, warnMinutes } = settingsOf(options, env);
  const { entries, stray } = readRows(rows, { timeZone: zone.name, warnMinutes, now: now(), holds: new Map() });
  const problems = entries.flatMap((entry) => entry.problems);
  return [
    ...problems.map((problem) => errorOf(problem, { before: did?.(problem) ?? '', now: 'left alone' })),
    ...stray.map((problem) => errorOf(problem, { before: did?.(problem) ?? '', now: 'no effect' })),
  ];
}

const switchedOff = (rows: TableRows): TableRows => ({
  ...rows,
  Schedule: rows.Schedule.map((row) => ({ ...row, Enabled: false })),
});

const hasAny = (findings: readonly Finding[], effects: readonly Effect[]): boolean =>
  findings.some(({ effect }) => effects.includes(effect));

function listOf(findings: readonly Finding[], json: boolean, { paint }: Terminal): string {
  if (json) return JSON.stringify(findings, undefined, 2);
  if (findings.length === 0) return 'Every row does here what it did there.';
  return findings.flatMap((finding) => findingLines(finding, paint)).join('\n');
}

const asJson = ({ AlarmRule: _none, ...rows }: TableRows): string => JSON.stringify(rows, toJsonForm, 2);

/** Writes what is not there yet. Rows that are there and say something else are somebody's, until `replace` gives them up. */
async function putRows({ rows: store }: Account, rows: TableRows, replace: boolean): Promise<void> {
  const present = await store.read();
  const differing = (Object.keys(rows) as (keyof TableRows)[]).flatMap((table) => {
    const byKey = new Map(present[table].map((row) => [keyOf(table, row), row]));
    return rows[table].filter((row) => isOther(byKey.get(keyOf(table, row)), row)).map((row) => keyOf(table, row));
  });
  if (differing.length > 0 && !replace)
    throw new Refusal(
      `the tables hold other rows of these keys: ${differing.join('; ')}. Nothing was written; --replace writes over them`,
      EXIT.failed,
    );
  await store.put(rows);
}

const keyOf = (table: keyof TableRows, row: Item): string =>
  `${table} ${keyAttributes(table)
    .map((name) => textOf(row[name]))
    .join('/')}`;

const isOther = (present: Item | undefined, row: Item): boolean =>
  present !== undefined && !isDeepStrictEqual(plain(present), plain(row));

/** Without what JSON has no form for, such as sets and values that are undefined. */
const plain = (row: Item): unknown => JSON.parse(JSON.stringify(row, toJsonForm));
