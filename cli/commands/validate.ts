import { Command } from 'commander';
import { readAlarmRules } from '../../functions/shared/rows/alarm-rules.ts';
import type { Problem } from '../../functions/shared/rows/problem.ts';
import { plural } from '../../functions/webhook/domain/english.ts';
import { columns } from '../columns.ts';
import { EXIT } from '../refusal.ts';
import { readSource, rowsFrom } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

interface ValidateOptions extends SettingsOptions {
  readonly rows?: string;
  readonly json?: true;
}

/** `error`: a schedule is left alone, or a row has no effect; `warning`: all goes on, but probably not as meant. */
interface Finding extends Problem {
  readonly level: 'error' | 'warning';
}

export function validateCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('validate')
    .summary('every mistake in the rows')
    .description('Prints every mistake in the rows: which row and attribute, what it holds, what was expected.')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option('--json', '[{level, row, attribute, got, expected}], level error or warning')
    .addHelpText(
      'after',
      '\nExits with 1 if there is an error; warnings alone leave 0.\n\nExample:\n  curfew validate --rows examples/team.json',
    )
    .action(async (_, command: Command) => exit(await validate(command.optsWithGlobals(), terminal)));
}

async function validate(options: ValidateOptions, terminal: Terminal): Promise<number> {
  const source = await rowsFrom(options.rows, terminal, { alarmRules: true });
  const { entries, stray } = readSource(source, settingsOf(options, terminal.env), terminal.now());
  const names = new Set(entries.map(({ schedule }) => schedule.name));
  const { broken, advices } = readAlarmRules(source.rows.AlarmRule, names);
  const errors = [entries, broken].flatMap((some) => some.flatMap(({ problems }) => problems)).concat(stray);
  const findings: Finding[] = [
    ...errors.map((problem) => ({ level: 'error' as const, ...problem })),
    ...[...new Set([...entries.flatMap((entry) => entry.advices), ...advices])]
      // A bad row of a calendar is told to each of its schedules, and is an error all the same.
      .filter((advice) => !errors.includes(advice))
      .map((advice) => ({ level: 'warning' as const, ...advice })),
  ];
  if (options.json) terminal.print(JSON.stringify(findings, undefined, 2));
  else if (findings.length > 0) terminal.print(inWords(findings, terminal));
  else terminal.print(allWell(entries.length, source.rows.AlarmRule.length));
  return errors.length > 0 ? EXIT.failed : EXIT.done;
}

const allWell = (schedules: number, rules: number): string => {
  if (schedules + rules === 0) return 'There are no schedules, and nothing is wrong.';
  const parts = [plural(schedules, 'schedule'), ...(rules > 0 ? [plural(rules, 'alarm rule')] : [])];
  return `Nothing is wrong in ${parts.join(' and ')}.`;
};

function inWords(findings: readonly Finding[], { paint }: Terminal): string {
  const rows = findings.map(({ level, row, attribute, got, expected }) => [
    level === 'error' ? paint.red(level) : paint.yellow(level),
    ...[row, attribute, got, expected],
  ]);
  return columns([['', 'ROW', 'ATTRIBUTE', 'GOT', 'EXPECTED'], ...rows]);
}
