import { Command } from 'commander';
import { loadAwsFleet } from '../../functions/shared/fleet/adapters/load.ts';
import type { Member } from '../../functions/shared/fleet/member.ts';
import type { Edge } from '../../functions/shared/calendar/timetable.ts';
import type { Entry, Schedule } from '../../functions/shared/rows/schedule.ts';
import type { RunRecord } from '../../functions/shared/store/run-record.ts';
import { plural, problemWords } from '../../functions/webhook/domain/english.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { withAccount } from '../with-account.ts';
import { columns } from '../columns.ts';
import { listMembers } from '../list-members.ts';
import { runState } from '../run-words.ts';
import { readSource, timetableAt } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import { paintDesired, standAt } from '../stand.ts';
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
  await withAccount(terminal, async ({ rows, memory, targetId }) => {
    const [read, holds, records] = await Promise.all([rows.read(), memory.holds(), memory.runs(targetId)]);
    const { entries } = readSource({ rows: read, holds }, settings, terminal.now());
    if (entries.length === 0) return terminal.print('There are no schedules.');
    // Only now: what keeps the tables from being read is said once, not again for the instances.
    const members = await listMembers(await loadAwsFleet(), terminal);
    const lines = entries.map((entry) => toCells({ entry, records, members }, terminal));
    terminal.print(columns([['SCHEDULE', 'DESIRED', 'UP', 'RUN', 'NEXT'], ...lines]));
  });
}

interface Row {
  readonly entry: Entry;
  readonly records: readonly RunRecord[];
  readonly members: readonly Member[];
}

function toCells({ entry, records, members }: Row, { paint, now }: Terminal): string[] {
  const { schedule } = entry;
  const [problem, ...moreProblems] = entry.problems;
  const { desired, next } = standAt(timetableAt(entry, now()), now());
  const own = members.filter(({ tagValue }) => tagValue === schedule.tagValue);
  const up = own.filter(({ phase }) => phase === 'up').length;
  const run = records.find(({ scheduleName }) => scheduleName === schedule.name)?.run;
  return [
    schedule.name,
    problem === undefined ? paintDesired(desired, paint) : paint.red('left alone'),
    `${up} of ${own.length}`,
    runState(run),
    problem === undefined ? nextWords(next, schedule) : `left alone: ${problemWords(problem)}${andMore(moreProblems)}`,
  ];
}

const nextWords = (next: Edge | undefined, { timeZone }: Schedule): string =>
  next === undefined ? 'no start or stop ahead' : `${next.kind} ${localDateTime(next.at, timeZone)}`;

const andMore = ({ length }: readonly unknown[]): string =>
  length === 0 ? '' : `; ${plural(length, 'more problem')}, see curfew validate`;
