import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { backtestCommand } from './alarms-backtest.ts';
import { explainRuleCommand } from './alarms-explain.ts';
import { listRulesCommand } from './alarms-list.ts';

export function alarmsCommand(terminal: Terminal, exit: (code: number) => void): Command {
  const command = new Command('alarms')
    .summary('the alarm rules: list, explain, backtest')
    .description('Shows the alarm rules and their states, why one does or does not fire, and what one would have said.')
    .addHelpText('after', '\nExample:\n  curfew alarms list --rows examples/team.json');
  for (const sub of [listRulesCommand(terminal, exit), explainRuleCommand(terminal), backtestCommand(terminal)])
    command.addCommand(sub);
  return command;
}
