import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { importIsaCommand } from './import-isa.ts';
import { importJandiCommand } from './import-jandi.ts';

export function importCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('import')
    .summary('rows from another scheduler')
    .description('Brings the rows of another scheduler over and says of each what will be different.')
    .addHelpText('after', '\nExample:\n  curfew import jandi --file export.json --check')
    .addCommand(importJandiCommand(terminal, exit))
    .addCommand(importIsaCommand(terminal, exit));
}
