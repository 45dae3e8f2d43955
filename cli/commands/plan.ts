import { Command } from 'commander';
import { edgesBetween } from '../../functions/shared/calendar/edges.ts';
import { DAY_MS } from '../../functions/shared/calendar/instant.ts';
import type { Edge } from '../../functions/shared/calendar/timetable.ts';
import type { Entry } from '../../functions/shared/rows/schedule.ts';
import { causeWords } from '../cause-words.ts';
import { columns } from '../columns.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { chooseEntries, EXITS_WHERE_LEFT_ALONE, readSource, rowsFrom, timetableAt } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { expectSpan, isoUtc, parseWhen, SPAN_YEARS_MAX } from '../when.ts';

interface PlanOptions extends SettingsOptions {
  readonly rows?: string;
  readonly schedule?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

const DEFAULT_DAYS = 7;

export function planCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('plan')
    .summary('what starts and stops when, and why')
    .description('Prints every start and stop from --from (now) until --to (7 days later), with its cause.')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option('--schedule <name>', 'of this schedule only')
    .option('--from <instant>', 'first instant')
    .option('--to <instant>', `end, not included; ${SPAN_YEARS_MAX} years later at most`)
    .option('--json', '[{schedule, kind, at, cause}], at in UTC')
    .addHelpText(
      'after',
      `${EXITS_WHERE_LEFT_ALONE}\n\nExample:\n  curfew plan --rows examples/team.json --from 2026-12-24 --to 2026-12-31`,
    )
    .action(async (_, command: Command) => exit(await plan(command.optsWithGlobals(), terminal)));
}

async function plan(options: PlanOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const from = options.from === undefined ? terminal.now() : parseWhen('--from', options.from, settings.zone);
  const to = options.to === undefined ? from + DEFAULT_DAYS * DAY_MS : parseWhen('--to', options.to, settings.zone);
  expectSpan({ from, to }, settings.zone);
  const { entries } = readSource(await rowsFrom(options.rows, terminal), settings, from);
  const { chosen, exitCode } = chooseEntries(options.schedule, entries, terminal);
  const planned = chosen.flatMap((entry) =>
    edgesBetween(timetableAt(entry, from), from, to).map((edge) => ({ entry, edge })),
  );
  planned.sort((a, b) => a.edge.at - b.edge.at || compareText(a.entry.schedule.name, b.entry.schedule.name));
  if (options.json) terminal.print(JSON.stringify(planned.map(toJson), undefined, 2));
  else if (entries.length === 0) terminal.print('There are no schedules.');
  else if (planned.length > 0)
    terminal.print(columns([['WHEN', 'SCHEDULE', 'WHAT', 'BECAUSE'], ...planned.map((row) => toCells(row, terminal))]));
  else if (chosen.length > 0) {
    const [first, end] = [from, to].map((at) => localDateTime(at, settings.zone.name));
    terminal.print(`Nothing starts or stops between ${first} and ${end}.`);
  }
  return exitCode;
}

interface Planned {
  readonly entry: Entry;
  readonly edge: Edge;
}

const toJson = ({ entry, edge }: Planned) => ({
  schedule: entry.schedule.name,
  kind: edge.kind,
  at: isoUtc(edge.at),
  cause: edge.cause.kind,
});

function toCells({ entry, edge }: Planned, { paint }: Terminal): string[] {
  const colour = edge.kind === 'start' ? paint.green : paint.yellow;
  const when = localDateTime(edge.at, entry.schedule.timeZone);
  return [when, entry.schedule.name, colour(edge.kind), causeWords(edge.cause)];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
