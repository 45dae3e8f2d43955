import { Command } from 'commander';
import { usdPerMonth } from '../../functions/alarms/domain/price.ts';
import type { AlarmRecord, SubjectState } from '../../functions/shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../functions/shared/alarm/alarm-rule.ts';
import { plural } from '../../functions/webhook/domain/english.ts';
import { limitWords, readRules, sourceWords, type AlarmOptions } from '../alarm-rules.ts';
import { columns } from '../columns.ts';
import { EXIT } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';

interface ListOptions extends AlarmOptions {
  readonly json?: true;
}

export function listRulesCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('list')
    .summary('every alarm rule, its state and its price')
    .description('Prints the alarm rules. From the tables also the state in which each was last found.')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option(
      '--json',
      '[{rule, source, limits, schedule, state, forEachInstance, usdPerMonth}], state null where it is not known',
    )
    .addHelpText(
      'after',
      '\nExits with 1 if a rule watches nothing for a mistake in its row, and so is not among them.\n\nExample:\n  curfew alarms list',
    )
    .action(async (_, command: Command) => exit(await list(command.optsWithGlobals(), terminal)));
}

async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  const { rules, broken } = await readRules(options, terminal, terminal.now());
  const records = options.rows === undefined ? await withAccount(terminal, ({ alarms }) => alarms.alarms()) : undefined;
  const lines = rules.map((rule) => lineOf(rule, records));
  for (const { name, problems } of broken)
    terminal.complain(
      `${name || 'a rule without a name'} watches nothing: ${plural(problems.length, 'problem')}; see curfew validate`,
    );
  if (options.json) terminal.print(JSON.stringify(lines, undefined, 2));
  else if (lines.length > 0) terminal.print(table(lines, terminal));
  else if (broken.length === 0) terminal.print('There are no alarm rules.');
  return broken.length > 0 ? EXIT.failed : EXIT.done;
}

function table(lines: readonly ReturnType<typeof lineOf>[], terminal: Terminal): string {
  const cells = lines.map(({ rule, source, limits, schedule, state, usdPerMonth: usd, forEachInstance }) => [
    ...[rule, source, limits, schedule ?? '-', paintState(state, terminal)],
    usd === 0 ? '-' : `$${usd.toFixed(2)}${forEachInstance ? ' for each instance' : ''}`,
  ]);
  return columns([['RULE', 'LOOKS AT', 'LIMITS', 'SCHEDULE', 'STATE', 'A MONTH AT MOST'], ...cells]);
}

const lineOf = (rule: AlarmRule, records: readonly AlarmRecord[] | undefined) => ({
  rule: rule.name,
  source: sourceWords(rule.source),
  limits: limitWords(rule),
  schedule: rule.schedule ?? null,
  state:
    records === undefined
      ? null
      : stateOf(
          rule,
          records.find(({ ruleName }) => ruleName === rule.name),
        ),
  forEachInstance: rule.forEachInstance,
  usdPerMonth: usdPerMonth(rule, { instances: 1, awakeShare: 1 }),
});

/** CloudWatch's words; ERROR apart, as the values could not be read. */
export function stateOf(rule: Pick<AlarmRule, 'enabled' | 'forEachInstance'>, record: AlarmRecord | undefined): string {
  if (!rule.enabled) return 'off';
  if (record === undefined || record.rule === '') return 'not evaluated yet';
  const states: readonly SubjectState[] = Object.values(record.subjects);
  const count = (level: SubjectState['level']): number => states.filter((state) => state.level === level).length;
  const of = (level: SubjectState['level']): string =>
    rule.forEachInstance ? ` (${level}: ${count(level)})` : ` (${level})`;
  if (count('critical') > 0) return `ALARM${of('critical')}`;
  if (count('warning') > 0) return `ALARM${of('warning')}`;
  if (record.failedFetches > 0) return `ERROR (${plural(record.failedFetches, 'failed read')})`;
  if (record.muted !== undefined) return `muted (${record.muted.replaceAll('-', ' ')})`;
  return count('insufficient-data') > 0 ? 'INSUFFICIENT_DATA' : 'OK';
}

const paintState = (state: string | null, { paint }: Terminal): string => {
  if (state === null) return '-';
  return /^(ALARM|ERROR)/.test(state) ? paint.red(state) : state;
};
