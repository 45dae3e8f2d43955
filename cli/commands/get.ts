import { Command } from 'commander';
import { toJsonForm } from '../binary-json.ts';
import { withAccount } from '../with-account.ts';
import type { Terminal } from '../terminal.ts';

export function getCommand(terminal: Terminal): Command {
  return new Command('get')
    .summary('rows of the tables as a file')
    .description('Prints every row of the tables as JSON, in the form that put and --rows take.')
    .addHelpText('after', '\nExample:\n  curfew get > rows.json')
    .action(async () => {
      const rows = await withAccount(terminal, (account) => account.rows.read({ alarmRules: true }));
      terminal.print(JSON.stringify(rows, toJsonForm, 2));
    });
}
