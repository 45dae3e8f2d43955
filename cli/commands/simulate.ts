import { Command } from 'commander';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import type { SimulationEvent, SimulationSummary } from '../../local/simulate.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { format } from '../format-time.ts';
import { columns } from '../columns.ts';
import { noticeLines } from '../notice-lines.ts';
import { readFleetFile } from '../fleet-file.ts';
import { readRowsFile } from '../rows-file.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { settingsOf } from '../settings.ts';
import type { Settings, SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { expectSpan, parseWhen, SPAN_YEARS_MAX } from '../when.ts';

interface SimulateOptions extends SettingsOptions {
  readonly rows: string;
  readonly fleet: string;
  readonly from: string;
  readonly to: string;
  readonly tickMinutes: string;
  readonly events: boolean;
  readonly json?: true;
}

export function simulateCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('simulate')
    .summary('what the scheduler would do to a fleet')
    .description(
      "Plays a span of time with the scheduler's real code on a simulated fleet and prints calls, states and notices in order.",
    )
    .requiredOption('--rows <file>', 'rows')
    .requiredOption('--fleet <file>', '[{id, type, tags, state, bootSeconds, stopSeconds}]')
    .requiredOption('--from <instant>', 'first instant')
    .requiredOption('--to <instant>', `end, not included; ${SPAN_YEARS_MAX} years later at most`)
    .option('--tick-minutes <minutes>', 'minutes between two ticks, 1 to 60', '1')
    .option('--no-events', 'by ticks alone, without the state changes that EventBridge tells of')
    .option('--json', '{events, summary}')
    .addHelpText(
      'after',
      '\nExits with 1 if an invocation failed.\n\nExample:\n' +
        '  curfew simulate --rows examples/team.json --fleet examples/fleet.json --from 2026-12-24 --to 2026-12-26',
    )
    .action(async (_, command: Command) => exit(await simulate(command.optsWithGlobals(), terminal)));
}

async function simulate(options: SimulateOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const from = parseWhen('--from', options.from, settings.zone);
  const to = parseWhen('--to', options.to, settings.zone);
  expectSpan({ from, to }, settings.zone);
  const tickMinutes = Number(options.tickMinutes);
  if (!Number.isInteger(tickMinutes) || tickMinutes < 1 || tickMinutes > 60)
    throw new Refusal(`--tick-minutes ${options.tickMinutes} is not a number of minutes; type 1 to 60`);
  const rows = await readRowsFile(options.rows);
  const fleet = await readFleetFile(options.fleet);
  const { simulate: play } = await import('../../local/simulate.ts');
  const { zone, warnMinutes } = settings;
  const span = { from, to, tickMinutes, events: options.events, timeZone: zone.name, warnMinutes };
  const onEvent = options.json ? undefined : linePrinter(settings, terminal);
  const { events, summary } = await play({ rows, fleet, ...span, onEvent });
  if (options.json) terminal.print(JSON.stringify({ events: events.map(withoutNotice), summary }, undefined, 2));
  else printSummary(summary, settings, terminal);
  for (const error of summary.errors) terminal.complain(`failed: ${error}`);
  return summary.errors.length > 0 ? EXIT.failed : EXIT.done;
}

/** What `--json` has of an event: the notice's words, without the notice itself. */
function withoutNotice(event: SimulationEvent): object {
  if (event.type !== 'notice') return event;
  const { notice: _, ...rest } = event;
  return rest;
}

/** Prints each event as it happens, with the date where it changes. */
function linePrinter({ zone }: Settings, terminal: Terminal): (event: SimulationEvent) => void {
  const { paint } = terminal;
  let date = '';
  return (event) => {
    const at: Instant = Date.parse(event.at);
    const onDate = format(at, zone.name, 'ccc yyyy-MM-dd');
    if (onDate !== date) terminal.print(paint.bold(`${onDate} (${zone.name})`));
    date = onDate;
    const [first = '', ...rest] = eventLines(event, terminal);
    terminal.print(`  ${paint.dim(format(at, zone.name, 'HH:mm:ss'))}  ${first}`);
    for (const line of rest) terminal.print(`            ${line}`);
  };
}

function eventLines(event: SimulationEvent, { paint }: Terminal): string[] {
  switch (event.type) {
    case 'call':
      return [`${event.op} ${event.ids.join(', ')}${event.error ? paint.red(` ${event.error}`) : ''}`];
    case 'state':
      return [paint.dim(`${event.id} ${event.state}`)];
    case 'notice':
      return noticeLines(event.notice, paint);
  }
}

function printSummary({ calls, settled }: SimulationSummary, { zone }: Settings, terminal: Terminal): void {
  const table = (rows: string[][]): void => terminal.print(`\n${columns(rows)}`);
  const local = (iso: string): string => localDateTime(Date.parse(iso), zone.name);
  if (settled.length === 0) terminal.print('No start or stop was settled.');
  else
    table([
      ['SCHEDULE', 'EDGE', 'AT', 'SETTLED'],
      ...settled.map(({ schedule, kind, at, settledAt }) => [schedule, kind, local(at), local(settledAt)]),
    ]);
  if (Object.keys(calls).length === 0) terminal.print('\nNothing was called.');
  else table([['CALL', 'TIMES'], ...Object.entries(calls).map(([op, times]) => [op, String(times)])]);
}
