import { Command } from 'commander';
import { withAccount } from '../with-account.ts';
import { Refusal } from '../refusal.ts';
import { readRowsFile } from '../rows-file.ts';
import { rowsOfOneKey } from '../same-key.ts';
import type { Terminal } from '../terminal.ts';

interface PutOptions {
  readonly createTables?: true;
}

export function putCommand(terminal: Terminal): Command {
  return new Command('put')
    .summary('rows from a file into the tables')
    .description(
      'Writes the rows of a JSON file into the tables as they stand; rows in the tables with the same keys are replaced, others stay.',
    )
    .argument('<file>', 'rows, as plan --rows takes them')
    .option(
      '--create-tables',
      'create the tables that are missing, for a local endpoint; the stack creates the real ones',
    )
    .addHelpText('after', '\nExample:\n  curfew put examples/team.json --create-tables')
    .action((file: string, options: PutOptions) => put(file, options, terminal));
}

async function put(file: string, options: PutOptions, terminal: Terminal): Promise<void> {
  const rows = await readRowsFile(file);
  const [sameKey] = rowsOfOneKey(rows);
  if (sameKey !== undefined) throw new Refusal(`${file}: ${sameKey}; keep one of them. Nothing was written`);
  await withAccount(terminal, async (account) => {
    if (options.createTables) await account.createMissingTables();
    await account.rows.put(rows);
  });
  const written = Object.entries(rows).filter(([, items]) => items.length > 0);
  if (written.length === 0) terminal.print(`${file} holds no rows; nothing was written.`);
  for (const [table, items] of written)
    terminal.print(`${table}: ${items.length} ${items.length === 1 ? 'row' : 'rows'} written`);
}
