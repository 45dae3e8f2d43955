import { Command } from 'commander';
import type { Edge } from '../../functions/shared/calendar/timetable.ts';
import type { Entry, Schedule } from '../../functions/shared/rows/schedule.ts';
import { plural, problemWords } from '../../functions/webhook/domain/english.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { withAccount } from '../with-account.ts';
import { columns } from '../columns.ts';
import { runState } from '../run-words.ts';
import { readSource, timetableAt } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import { paintDesired, standAt } from '../stand.ts';
import { partsOf, seeTargets, type SeenTarget } from '../targets.ts';
import type { Terminal } from '../terminal.ts';

export function statusCommand(terminal: Terminal): Command {
  return new Command('status')
    .summary('every schedule now: desired, instances up, what is under way')
    .description(
      'Prints for each schedule what it wants now, how many of its instances are up, how far its run is and what comes next.',
    )
    .addHelpText('after', '\nExample:\n  curfew status')
    .action((_, command: Command) => status(command.optsWithGlobals(), terminal));
}

async function status(options: SettingsOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options, terminal.env);
  await withAccount(terminal, async (account) => {
    const [rows, holds] = await Promise.all([account.rows.read(), account.memory.holds()]);
    const { entries } = readSource({ rows, holds }, settings, terminal.now());
    if (entries.length === 0) return terminal.print('There are no schedules.');
    // Only now: what keeps the tables from being read is said once, not again for the instances.
    const seen = await seeTargets(account, terminal);
    const lines = entries.flatMap((entry) =>
      partsOf(entry.schedule.tagValue, seen).map((part) => toCells(entry, part, terminal)),
    );
    const target = seen.length > 1 ? ['TARGET'] : [];
    terminal.print(columns([['SCHEDULE', ...target, 'DESIRED', 'UP', 'RUN', 'NEXT'], ...lines]));
  });
}

function toCells(entry: Entry, { name, members, unseen, records }: SeenTarget, { paint, now }: Terminal): string[] {
  const { schedule } = entry;
  const [problem, ...moreProblems] = entry.problems;
  const { desired, next } = standAt(timetableAt(entry, now()), now());
  const up = members.filter(({ phase }) => phase === 'up').length;
  const run = records.find(({ scheduleName }) => scheduleName === schedule.name)?.run;
  return [
    schedule.name,
    ...(name === undefined ? [] : [name]),
    problem === undefined ? paintDesired(desired, paint) : paint.red('left alone'),
    `${up} of ${unseen.length === 0 ? members.length : '?'}`,
    runState(run),
    problem === undefined ? nextWords(next, schedule) : `left alone: ${problemWords(problem)}${andMore(moreProblems)}`,
  ];
}

const nextWords = (next: Edge | undefined, { timeZone }: Schedule): string =>
  next === undefined ? 'no start or stop ahead' : `${next.kind} ${localDateTime(next.at, timeZone)}`;

const andMore = ({ length }: readonly unknown[]): string =>
  length === 0 ? '' : `; ${plural(length, 'more problem')}, see curfew validate`;
