import { Command } from 'commander';
import { breaches, findLevel } from '../../functions/alarms/domain/level.ts';
import { queryOf } from '../../functions/alarms/domain/queries.ts';
import { RULE_ITSELF, subjectsOf, type Watched } from '../../functions/alarms/domain/subjects.ts';
import type { MutedBecause, Watch } from '../../functions/alarms/domain/watch.ts';
import type { Range, Series } from '../../functions/alarms/ports.ts';
import type { AlarmRule } from '../../functions/shared/alarm/alarm-rule.ts';
import { SECOND_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { ALWAYS } from '../../functions/shared/calendar/timetable.ts';
import { loadAwsFleet } from '../../functions/shared/fleet/adapters/load.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { fetchSeries } from '../alarm-values.ts';
import { limitWords, readRules, ruleNamed, sourceWords, type AlarmOptions, type RulesRead } from '../alarm-rules.ts';
import { columns } from '../columns.ts';
import { settingsOf } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { parseWhen } from '../when.ts';
import { withAccount } from '../with-account.ts';

interface ExplainOptions extends AlarmOptions {
  readonly at?: string;
}

const MUTED: Readonly<Record<MutedBecause, string>> = {
  stopped: 'muted: its schedule has stopped the instances',
  starting: 'muted: a start is under way',
  grace: 'muted: up for less than GraceMinutes',
  down: 'muted: nothing of it is up',
  'no-members': "muted: no instance carries the schedule's tag",
};

export function explainRuleCommand(terminal: Terminal): Command {
  return new Command('explain')
    .summary('why an alarm rule does, or does not, fire')
    .description(
      'Fetches what the rule looks at and judges it, as at --at (now). Without --at it also says whether the schedule mutes it.',
    )
    .argument('<rule>')
    .option('--at <instant>', 'the instant')
    .option('--rows <file>', 'rows from a JSON file instead of the tables; the values still come from AWS')
    .addHelpText('after', '\nExample:\n  curfew alarms explain cpu --at 2026-11-20T14:30')
    .action((name: string, _, command: Command) => explain(name, command.optsWithGlobals(), terminal));
}

async function explain(name: string, options: ExplainOptions, terminal: Terminal): Promise<void> {
  const { zone } = settingsOf(options, terminal.env);
  const now = options.at === undefined ? terminal.now() : parseWhen('--at', options.at, zone);
  const read = await readRules(options, terminal, now);
  const rule = ruleNamed(name, read);
  const timeZone = read.entries.get(rule.schedule ?? '')?.schedule.timeZone ?? zone.name;
  terminal.print(terminal.paint.bold(`${rule.name} at ${localDateTime(now, timeZone)}`));
  terminal.print(
    columns([
      ['Looks at', sourceWords(rule.source)],
      ['Limits', limitWords(rule)],
    ]),
  );
  if (!rule.enabled) return terminal.print('It is switched off: Enabled is false.');
  const watched = await watchedBy(rule, { read, now, isPast: options.at !== undefined }, terminal);
  for (const { subject, watch } of watched) {
    const query = queryOf(rule, subject.key, now);
    if (query === undefined) return terminal.print('It fetches nothing: it looks at the states of other rules.');
    if (subject.label !== '') terminal.print(`\n${subject.label}`);
    if (watch.kind === 'muted') {
      terminal.print(MUTED[watch.because]);
      continue;
    }
    const series = await fetchSeries(query);
    terminal.print(judged(rule, { series, range: query.range, since: watch.since, timeZone }));
  }
  if (watched.length === 0) terminal.print("No instance carries the schedule's tag.");
}

const AWAKE: Watch = { kind: 'awake', since: ALWAYS };

/** What the rule is evaluated for, and whether it is muted now; of the past nobody knows who was up. */
async function watchedBy(
  rule: AlarmRule,
  at: { readonly read: RulesRead; readonly now: Instant; readonly isPast: boolean },
  terminal: Terminal,
): Promise<readonly Watched[]> {
  const { read, now, isPast } = at;
  const entry = read.entries.get(rule.schedule ?? '');
  if (entry === undefined) return [{ subject: RULE_ITSELF, watch: AWAKE }];
  const view = await (await loadAwsFleet()).list();
  const runs = await withAccount(terminal, ({ memory, targets: [first] }) => memory.runs(first.id));
  const run = runs.find(({ scheduleName }) => scheduleName === rule.schedule)?.run;
  const watched = subjectsOf(rule, { entry, run, view, now });
  return isPast ? watched.map(({ subject }) => ({ subject, watch: AWAKE })) : watched;
}

/** Each period with its value, and what they come to. */
function judged(rule: AlarmRule, of: { series: Series; range: Range; since: Instant; timeZone: string }): string {
  const { series, range, since, timeZone } = of;
  const rows: string[][] = [];
  for (let at = range.from; at < range.to; at += range.periodSeconds * SECOND_MS) {
    const value = series.get(at);
    rows.push([
      localDateTime(at, timeZone),
      value === undefined ? '-' : String(value),
      wordOf(rule, value, at < since),
    ]);
  }
  const { level } = findLevel(rule, { series, range, since }, 'ok');
  return `${columns([['PERIOD FROM', 'VALUE', ''], ...rows])}\n=> ${LEVELS[level]}`;
}

const LEVELS = {
  ok: 'OK',
  warning: 'ALARM (warning)',
  critical: 'ALARM (critical)',
  'insufficient-data': 'INSUFFICIENT_DATA',
};

function wordOf({ comparison, warning, critical }: AlarmRule, value: number | undefined, isTooEarly: boolean): string {
  if (isTooEarly) return 'does not count: before the start, or in its grace';
  if (value === undefined) return 'missing';
  if (critical !== undefined && breaches(comparison, value, critical)) return 'critical';
  return warning !== undefined && breaches(comparison, value, warning) ? 'warning' : 'fine';
}
