import { Command } from 'commander';
import { ALWAYS } from '../../functions/shared/calendar/timetable.ts';
import type { Edge } from '../../functions/shared/calendar/timetable.ts';
import type { Entry } from '../../functions/shared/rows/schedule.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { causeWords } from '../cause-words.ts';
import { columns } from '../columns.ts';
import { chooseEntries, EXITS_WHERE_LEFT_ALONE, readSource, rowsFrom, timetableAt } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import { paintDesired, standAt } from '../stand.ts';
import type { Stand } from '../stand.ts';
import type { Paint, Terminal } from '../terminal.ts';
import { isoUtc, parseWhen } from '../when.ts';

interface DesiredOptions extends SettingsOptions {
  readonly rows?: string;
  readonly schedule?: string;
  readonly at?: string;
  readonly json?: true;
}

export function desiredCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('desired')
    .summary('what should be up at an instant')
    .description(
      'Prints for each schedule whether its instances should be running at --at (now), since when and until when.',
    )
    .option('--at <instant>', 'the instant')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option('--schedule <name>', 'of this schedule only')
    .option('--json', '[{schedule, desired, since, until, cause}], null where there is none')
    .addHelpText(
      'after',
      `${EXITS_WHERE_LEFT_ALONE}\n\nExample:\n  curfew desired --rows examples/team.json --at 2026-12-24T23:00`,
    )
    .action(async (_, command: Command) => exit(await desired(command.optsWithGlobals(), terminal)));
}

async function desired(options: DesiredOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const at = options.at === undefined ? terminal.now() : parseWhen('--at', options.at, settings.zone);
  const { entries } = readSource(await rowsFrom(options.rows, terminal), settings, at);
  const { chosen, exitCode } = chooseEntries(options.schedule, entries, terminal);
  const stands = chosen.map((entry) => ({ entry, stand: standAt(timetableAt(entry, at), at) }));
  if (options.json) terminal.print(JSON.stringify(stands.map(toJson), undefined, 2));
  else if (entries.length === 0) terminal.print('There are no schedules.');
  else if (stands.length > 0)
    terminal.print(
      columns([
        ['SCHEDULE', 'DESIRED', 'SINCE', 'UNTIL', 'BECAUSE'],
        ...stands.map((row) => toCells(row, terminal.paint)),
      ]),
    );
  return exitCode;
}

interface Row {
  readonly entry: Entry;
  readonly stand: Stand;
}

const toJson = ({ entry, stand: { desired, latest, change } }: Row) => ({
  schedule: entry.schedule.name,
  desired,
  since: latest === undefined || latest.at === ALWAYS ? null : isoUtc(latest.at),
  until: change === undefined ? null : isoUtc(change.at),
  cause: latest === undefined ? null : latest.cause.kind,
});

function toCells({ entry, stand: { desired, latest, next, change } }: Row, paint: Paint): string[] {
  const show = (edge: Edge | undefined, otherwise: string): string =>
    edge === undefined ? otherwise : edge.at === ALWAYS ? 'always' : localDateTime(edge.at, entry.schedule.timeZone);
  // Something is ahead, but what is stopped stays stopped, or what is running stays running.
  const onAndOn = next && `beyond the ${next.kind} of ${show(next, '')}`;
  const because = latest === undefined ? 'no start or stop so far' : causeWords(latest.cause);
  return [
    entry.schedule.name,
    paintDesired(desired, paint),
    show(latest, '-'),
    show(change, onAndOn ?? 'further notice'),
    because,
  ];
}
