import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { alarmsCommand } from './commands/alarms.ts';
import { botCommand } from './commands/bot.ts';
import { channelCommand } from './commands/channel.ts';
import { demoCommand } from './commands/demo.ts';
import { desiredCommand } from './commands/desired.ts';
import { exceptionsCommand } from './commands/exceptions.ts';
import { drainCommand } from './commands/drain.ts';
import { explainCommand } from './commands/explain.ts';
import { getCommand } from './commands/get.ts';
import { helpCommand } from './commands/help.ts';
import { holidaysCommand } from './commands/holidays.ts';
import { importCommand } from './commands/import.ts';
import { planCommand } from './commands/plan.ts';
import { putCommand } from './commands/put.ts';
import { savingsCommand } from './commands/savings.ts';
import { simulateCommand } from './commands/simulate.ts';
import { statusCommand } from './commands/status.ts';
import { tickCommand } from './commands/tick.ts';
import { validateCommand } from './commands/validate.ts';
import { DEFAULT_TIME_ZONE, DEFAULT_WARN_MINUTES } from './settings.ts';
import type { Terminal } from './terminal.ts';

const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const AFTER = `
Rows come from the DynamoDB tables of the usual AWS environment (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL …),
or from a JSON file by --rows. Instances are those of its account and region, or of all TARGETS, a JSON list such as
[{}, {"region": "us-east-1", "roleArn": "arn:aws:iam::222222222222:role/…"}]. Each command explains itself: curfew plan --help

Exit codes: 0 done; 1 problems were found, or something failed; 2 the command line, or a file it names, makes no sense.`;

/** The whole command; `exit` takes the exit code of a command that ran but has something to object to. */
export function buildProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('curfew')
    .description('Starts and stops groups of EC2 and RDS instances on time, in order, and never without a warning.')
    .option(
      '--time-zone <zone>',
      `zone of schedules and instants that name none (TIME_ZONE, else ${DEFAULT_TIME_ZONE})`,
    )
    .option(
      '--warn-minutes <minutes>',
      `WarnMinutes of schedules that name none (WARN_MINUTES, else ${DEFAULT_WARN_MINUTES})`,
    )
    .version(VERSION, '-V, --version', "Curfew's version")
    .addHelpText('after', AFTER);
  for (const command of commandsOf(terminal, exit)) program.addCommand(command);
  forEachCommand(program, (command) => {
    if (command.commands.length > 0) command.addCommand(helpCommand());
  });
  forEachCommand(program, (command) =>
    command
      .exitOverride()
      .configureHelp({ showGlobalOptions: true, subcommandTerm: (listed) => listed.name() })
      .configureOutput({
        writeOut: (text) => terminal.print(text.trimEnd()),
        writeErr: (text) => terminal.complain(text.trimEnd()),
        outputError: (text, write) => write(complaint(text.trimEnd(), pathOf(command))),
      }),
  );
  return program;
}

/** Commander's words, and where nothing near was typed, who knows more. */
const complaint = (text: string, path: string): string => {
  const said = text.replace(/^error: /, 'curfew: ');
  return said.includes('Did you mean') ? said : `${said.replace(/\.$/, '')}; ${path} --help says what it takes`;
};

/** `curfew channel set`. */
const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const commandsOf = (terminal: Terminal, exit: (code: number) => void): readonly Command[] => [
  planCommand(terminal, exit),
  desiredCommand(terminal, exit),
  explainCommand(terminal, exit),
  validateCommand(terminal, exit),
  simulateCommand(terminal, exit),
  demoCommand(terminal),
  statusCommand(terminal),
  tickCommand(terminal, exit),
  putCommand(terminal),
  getCommand(terminal),
  importCommand(terminal, exit),
  exceptionsCommand(terminal, exit),
  holidaysCommand(terminal),
  channelCommand(terminal, exit),
  botCommand(terminal, exit),
  alarmsCommand(terminal, exit),
  drainCommand(terminal),
  savingsCommand(terminal, exit),
];

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}
