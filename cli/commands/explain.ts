import { Command } from 'commander';
import type { Member } from '../../functions/shared/fleet/member.ts';
import type { Schedule } from '../../functions/shared/rows/schedule.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import type { Account } from '../account.ts';
import { columns } from '../columns.ts';
import { explainRows } from '../explanation.ts';
import type { Section } from '../explanation.ts';
import { memberLabel, paintStatus } from '../member-words.ts';
import { EXIT } from '../refusal.ts';
import { runLines } from '../run-words.ts';
import { entryNamed, readSource, rowsFrom } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import { partsOf, seeTargets } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { parseWhen } from '../when.ts';
import { withAccount } from '../with-account.ts';

interface ExplainOptions extends SettingsOptions {
  readonly at?: string;
  readonly rows?: string;
}

export function explainCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('explain')
    .summary('why a schedule is, or is not, running')
    .description(
      'Says why the instances of a schedule should be running or not, at --at (now). ' +
        'From the tables and without --at it also says what the scheduler is waiting for and in which state each instance is.',
    )
    .argument('<schedule>')
    .option('--at <instant>', 'the instant')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .addHelpText(
      'after',
      '\nExits with 1 if the schedule is left alone for a mistake in its rows.\n\nExample:\n' +
        '  curfew explain Development --rows examples/team.json --at 2026-12-25T10:00',
    )
    .action(async (name: string, _, command: Command) =>
      exit(await explain(name, command.optsWithGlobals(), terminal)),
    );
}

async function explain(name: string, options: ExplainOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const at = options.at === undefined ? terminal.now() : parseWhen('--at', options.at, settings.zone);
  const { entries } = readSource(await rowsFrom(options.rows, terminal), settings, at);
  const entry = entryNamed(name, entries);
  const { paint } = terminal;
  terminal.print(paint.bold(`${entry.schedule.name} at ${localDateTime(at, entry.schedule.timeZone)}`));
  const sections = explainRows(entry, at);
  if (options.rows === undefined && options.at === undefined) {
    sections.push(...(await withAccount(terminal, (account) => explainNow(account, entry.schedule, terminal))));
  }
  const rows = sections.flatMap(([heading, lines]) => lines.map((line, index) => [index === 0 ? heading : '', line]));
  terminal.print(columns(rows));
  return entry.problems.length > 0 ? EXIT.failed : EXIT.done;
}

/** What only the account can say: how far the run of each target has come, and the state of each instance. */
async function explainNow(account: Account, schedule: Schedule, terminal: Terminal): Promise<Section[]> {
  const seen = await seeTargets(account, terminal);
  return partsOf(schedule.tagValue, seen).flatMap(({ name, members, unseen, records }): Section[] => {
    const run = records.find(({ scheduleName }) => scheduleName === schedule.name)?.run;
    const none = unseen.length > 0 ? 'unknown' : `none carries the tag ScheduleName=${schedule.tagValue}`;
    return [
      ...(name === undefined ? [] : [['Target', [name]] as const]),
      ['Run', runLines({ run, schedule, members }, terminal.now())],
      ['Instances', members.length === 0 ? [none] : instanceLines(members, terminal)],
    ];
  });
}

function instanceLines(members: readonly Member[], { paint }: Terminal): string[] {
  const rows = members.map((member) => [
    ...[member.groupName ?? '-', memberLabel(member), paintStatus(member, paint)],
    member.skip === undefined ? '' : `left out: ${member.skip}`,
  ]);
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return columns(rows).split('\n');
}
