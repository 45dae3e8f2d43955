import { Command } from 'commander';
import { backtest, type Backtest, type Firing } from '../../functions/alarms/domain/backtest.ts';
import { rangeOf } from '../../functions/alarms/domain/level.ts';
import { metricsOf, usdPerMonth, USD_PER_CLOUDWATCH_ALARM } from '../../functions/alarms/domain/price.ts';
import { queryOf } from '../../functions/alarms/domain/queries.ts';
import type { AlarmRule } from '../../functions/shared/alarm/alarm-rule.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { plural } from '../../functions/webhook/domain/english.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { fetchSeries } from '../alarm-values.ts';
import { limitWords, readRules, ruleNamed, sourceWords, type AlarmOptions } from '../alarm-rules.ts';
import { columns } from '../columns.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { settingsOf } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { isoUtc } from '../when.ts';

interface BacktestOptions extends AlarmOptions {
  readonly days: string;
  readonly instance?: string;
  readonly json?: true;
}

const DAYS_MAX = 63;
/** CloudWatch keeps datapoints of a minute so long, and of five minutes up to DAYS_MAX. */
const MINUTE_DAYS = 15;

export function backtestCommand(terminal: Terminal): Command {
  return new Command('backtest')
    .summary('what an alarm rule would have said')
    .description(
      'Fetches the past once, runs the evaluator over it minute by minute, and prints when the rule would have fired: ' +
        'within its schedule, and outside it, where it is muted. Try a rule so before it is saved: --rows FILE.',
    )
    .argument('<rule>')
    .option('--days <count>', 'how many days back', '14')
    .option('--instance <id>', 'for this instance, where the rule is for each')
    .option('--rows <file>', 'rows from a JSON file instead of the tables; the values still come from AWS')
    .option('--json', '{rule, from, to, firings, unmuted, awakeMinutes, minutes, usdPerMonth}')
    .addHelpText('after', '\nExample:\n  curfew alarms backtest cpu --days 14 --rows new-rule.json')
    .action((name: string, _, command: Command) => run(name, command.optsWithGlobals(), terminal));
}

async function run(name: string, options: BacktestOptions, terminal: Terminal): Promise<void> {
  const to = Math.floor(terminal.now() / MINUTE_MS) * MINUTE_MS;
  const { zone } = settingsOf(options, terminal.env);
  const read = await readRules(options, terminal, to);
  const rule = ruleNamed(name, read);
  const from = to - daysOf(options.days, rule) * DAY_MS;
  const instanceId = instanceOf(rule, options.instance);
  const query = queryOf(rule, instanceId, to);
  if (query === undefined) throw new Refusal(`${name} looks at the states of other rules; backtest those`, EXIT.failed);
  const series = await fetchSeries({ ...query, range: { ...query.range, from: rangeOf(rule, from).from } });
  const entry = read.entries.get(rule.schedule ?? '');
  const result = backtest(rule, { series, timetable: entry?.timetable, from, to });
  const usd = usdPerMonth(rule, { instances: 1, awakeShare: result.awakeMinutes / result.minutes });
  if (options.json) {
    const json = { rule: rule.name, from: isoUtc(from), to: isoUtc(to), ...toJson(result), usdPerMonth: usd };
    return terminal.print(JSON.stringify(json, undefined, 2));
  }
  const timeZone = entry?.schedule.timeZone ?? zone.name;
  terminal.print(inWords(rule, { result, usd, timeZone, points: series.size }));
}

function daysOf(text: string, { periodSeconds }: AlarmRule): number {
  const most = periodSeconds < 300 ? MINUTE_DAYS : DAYS_MAX;
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= most) return days;
  throw new Refusal(
    `--days ${text} is no number of days; type 1 to ${most}: so long CloudWatch keeps periods of ${periodSeconds} s`,
  );
}

function instanceOf({ forEachInstance }: AlarmRule, instance: string | undefined): string {
  if (forEachInstance && instance === undefined)
    throw new Refusal('the rule is for each instance; name one: --instance i-0123456789abcdef0');
  return forEachInstance ? (instance ?? '') : '';
}

const toJson = ({ firings, unmuted, awakeMinutes, minutes }: Backtest) => {
  const one = ({ from, until, level, value }: Firing) => ({
    from: isoUtc(from),
    until: until === undefined ? null : isoUtc(until),
    level,
    value: value ?? null,
  });
  return { firings: firings.map(one), unmuted: unmuted.map(one), awakeMinutes, minutes };
};

function inWords(
  rule: AlarmRule,
  of: { readonly result: Backtest; readonly usd: number; readonly timeZone: string; readonly points: number },
): string {
  const { result, usd, timeZone, points } = of;
  const show = (at: Instant): string => localDateTime(at, timeZone);
  const line = ({ from, until, level, value }: Firing): string[] => [
    ...[show(from), until === undefined ? 'still' : show(until), level, value === undefined ? '-' : String(value)],
  ];
  const within = new Set(result.firings.map(({ from }) => from));
  const outside = result.unmuted.filter(({ from }) => !within.has(from));
  const table = (firings: readonly Firing[]): string[] =>
    firings.length === 0 ? [] : [columns([['FROM', 'UNTIL', 'LEVEL', 'VALUE'], ...firings.map(line)])];
  const always = usdPerMonth(rule, { instances: 1, awakeShare: 1 });
  return [
    `${rule.name}: ${sourceWords(rule.source)}; ${limitWords(rule)}; ${plural(points, 'datapoint')} in ${plural(Math.round(result.minutes / 1_440), 'day')}`,
    rule.schedule === undefined
      ? `It would have fired ${plural(result.firings.length, 'time')}.`
      : `It would have fired ${plural(result.firings.length, 'time')} within the hours of ${rule.schedule}.`,
    ...table(result.firings),
    ...(outside.length === 0
      ? []
      : [`Outside those hours, muted: ${plural(outside.length, 'time')}.`, ...table(outside)]),
    `It costs $${usd.toFixed(2)} a month, at one evaluation a minute while it is awake ($${always.toFixed(2)} if never muted); ` +
      `an alarm of CloudWatch's own costs $${(USD_PER_CLOUDWATCH_ALARM * metricsOf(rule)).toFixed(2)}.`,
  ].join('\n');
}
