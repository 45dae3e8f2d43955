import { Command } from 'commander';
import type { Member } from '../../functions/shared/fleet/member.ts';
import { DAY_MS } from '../../functions/shared/calendar/instant.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { columns } from '../columns.ts';
import { readFleetFile } from '../fleet-file.ts';
import { listMembers } from '../list-members.ts';
import { Refusal } from '../refusal.ts';
import { savingOf, type Prices, type Saving } from '../saving.ts';
import { chooseEntries, EXITS_WHERE_LEFT_ALONE, readSource, rowsFrom } from '../schedules.ts';
import { settingsOf, type Settings, type SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { expectSpan, isoUtc, parseWhen, SPAN_YEARS_MAX } from '../when.ts';
import { withAccount } from '../with-account.ts';

interface SavingsOptions extends SettingsOptions {
  readonly rows?: string;
  readonly fleet?: string;
  readonly from?: string;
  readonly to?: string;
  readonly pricePerHour?: readonly string[];
  readonly json?: true;
}

const DEFAULT_DAYS = 30;

export function savingsCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('savings')
    .summary('hours off, and money saved, by schedule')
    .description(
      'Counts the hours from --from (30 days ago) until --to (now) in which each schedule wants its instances off, by the rows and ' +
        'instances as they are now. It is the plan, not a measurement: the dashboard shows what was measured.',
    )
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option('--fleet <file>', 'instances from a JSON file, as simulate takes them, instead of EC2 and RDS')
    .option('--from <instant>', 'first instant')
    .option('--to <instant>', `end, not included; ${SPAN_YEARS_MAX} years later at most`)
    .option('--price-per-hour <size=usd...>', 'what an hour costs, such as m5.large=0.118; for the rest, hours only')
    .option('--json', '[{schedule, from, to, instances, hours, hoursOff, savedUsd, unpriced}]')
    .addHelpText(
      'after',
      `${EXITS_WHERE_LEFT_ALONE}\n\nExample:\n  curfew savings --rows examples/team.json --fleet examples/fleet.json --price-per-hour m6g.large=0.094`,
    )
    .action(async (_, command: Command) => exit(await savings(command.optsWithGlobals(), terminal)));
}

async function savings(options: SavingsOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const to = options.to === undefined ? terminal.now() : parseWhen('--to', options.to, settings.zone);
  const from =
    options.from === undefined ? to - DEFAULT_DAYS * DAY_MS : parseWhen('--from', options.from, settings.zone);
  expectSpan({ from, to }, settings.zone);
  const prices = new Map((options.pricePerHour ?? []).map(priceOf));
  const { entries } = readSource(await rowsFrom(options.rows, terminal), settings, terminal.now());
  const members = await membersFrom(options.fleet, terminal);
  const { chosen, exitCode } = chooseEntries(undefined, entries, terminal);
  const saved = chosen.map((entry) => savingOf(entry, { members, prices, from, to }));
  if (options.json)
    terminal.print(
      JSON.stringify(
        saved.map((saving) => toJson(saving, { from, to })),
        undefined,
        2,
      ),
    );
  else if (entries.length === 0) terminal.print('There are no schedules.');
  else if (saved.length > 0) printWords(saved, { prices, settings, from, to }, terminal);
  return exitCode;
}

async function membersFrom(file: string | undefined, terminal: Terminal): Promise<readonly Member[]> {
  if (file === undefined) {
    const ofTargets = await withAccount(terminal, ({ targets }) =>
      Promise.all(targets.map((target) => listMembers(target, terminal))),
    );
    return ofTargets.flatMap(({ members }) => members);
  }
  const instances = await readFleetFile(file);
  const { simulatedMembers } = await import('../../local/simulated-members.ts');
  return simulatedMembers(instances);
}

function priceOf(text: string): [string, number] {
  const [, size = '', usd = ''] = /^(.+)=(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (size === '') throw new Refusal(`--price-per-hour ${text} is no price; type it as m5.large=0.118`);
  return [size.trim(), Number(usd)];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const toJson = (saving: Saving, { from, to }: Span) => ({
  schedule: saving.schedule,
  from: isoUtc(from),
  to: isoUtc(to),
  instances: saving.instances,
  hours: rounded(saving.hours),
  hoursOff: rounded(saving.hoursOff),
  savedUsd: saving.savedUsd === undefined ? null : rounded(saving.savedUsd),
  unpriced: saving.unpriced,
});

const rounded = (value: number): number => Math.round(value * 100) / 100;

interface Asked extends Span {
  readonly prices: Prices;
  readonly settings: Settings;
}

function printWords(saved: readonly Saving[], { prices, settings, from, to }: Asked, terminal: Terminal): void {
  terminal.print(`${localDateTime(from, settings.zone.name)} until ${localDateTime(to, settings.zone.name)}`);
  const withMoney = prices.size > 0;
  const rows = saved.map((saving) => [
    ...[
      saving.schedule,
      String(saving.instances),
      String(Math.round(saving.hoursOff)),
      String(Math.round(saving.hours)),
    ],
    saving.hours === 0 ? '' : `${Math.round((saving.hoursOff / saving.hours) * 100)} %`,
    ...(withMoney ? [saving.savedUsd === undefined ? '' : `${saving.savedUsd.toFixed(2)} USD`] : []),
  ]);
  terminal.print(columns([['SCHEDULE', 'INSTANCES', 'HOURS OFF', 'OF', '', ...(withMoney ? ['SAVED'] : [])], ...rows]));
  const unpriced = [...new Set(saved.flatMap((saving) => saving.unpriced))];
  if (withMoney && unpriced.length > 0) terminal.print(`Without a price: ${unpriced.join(', ')}`);
}
