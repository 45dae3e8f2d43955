import type { Item } from '../../functions/shared/rows/schedule.ts';
import { highest, isUnread, type Published } from './published.ts';

/**
 * What rules of alarms come to, found from their rows and what was published: written from docs/alarms.md and AWS's page on missing data,
 * without a look at functions/alarms. `kept`: what it was before, whatever that is.
 */
export type Judged = 'critical' | 'warning' | 'ok' | 'no data' | 'kept';

/** When an evaluation was, and what its host took for that. */
export interface When {
  readonly at: number;
  readonly now: number;
}

const LATE_MS = 120_000;
const SPARE_PERIODS = 2;

const IS_BREACH: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
};

/** Judges the rows of a world. */
export class AlarmOracle {
  readonly #rows: ReadonlyMap<string, Item>;
  readonly #metrics: ReadonlyMap<string, Published>;

  constructor(rows: readonly Item[], metrics: ReadonlyMap<string, Published>) {
    this.#rows = new Map(rows.map((row) => [String(row['RuleName']), row]));
    this.#metrics = metrics;
  }

  /** Whether the values of a rule over a metric cannot be read. */
  isUnread(name: string, at: number): boolean {
    const metric = this.#metricOf(name);
    return metric !== undefined && isUnread(metric, at);
  }

  /** `wasOpen`: the level that was told last and has not ended. */
  judge(name: string, when: When, wasOpen: string | undefined): Judged {
    const row = this.#rows.get(name) ?? {};
    const metric = this.#metricOf(name);
    if (metric === undefined) return this.#judgeComposite(row, when);
    if (isUnread(metric, when.at)) return 'kept';
    const before = { Critical: wasOpen === 'critical', Warning: wasOpen !== undefined };
    const states = (['Critical', 'Warning'] as const).flatMap((level) => {
      if (row[level] === undefined) return [];
      const state = stateOf(pointsOf(row, metric, { now: when.now, limit: Number(row[level]) }), row);
      return [{ level, state, fires: state === 'alarm' || (state === 'kept' && before[level]) }];
    });
    const firing = states.find(({ fires }) => fires);
    if (firing !== undefined) return firing.level === 'Critical' ? 'critical' : 'warning';
    if (states.some(({ state }) => state === 'no data')) return 'no data';
    return states.some(({ state }) => state === 'kept') ? 'kept' : 'ok';
  }

  #metricOf(name: string): Published | undefined {
    return this.#metrics.get(String(this.#rows.get(name)?.['MetricName']));
  }

  /** Three values: what is not known may turn out either way, and matters only then. */
  #judgeComposite(row: Item, when: When): Judged {
    const isAll = row['All'] !== undefined;
    const terms = (row['All'] ?? row['Any']) as readonly string[];
    const seen = terms.map((term) => {
      const isNegated = term.startsWith('not ');
      const judged = this.judge(term.replace(/^not /, ''), when, undefined);
      const isKnown = judged !== 'kept' && judged !== 'no data';
      return { judged, holds: isKnown ? (judged === 'ok') === isNegated : undefined, isNegated };
    });
    const isDecided = seen.some(({ holds }) => holds === !isAll);
    if (!isDecided && seen.some(({ judged }) => judged === 'kept')) return 'kept';
    if (!isDecided && seen.some(({ judged }) => judged === 'no data')) return 'no data';
    if (isDecided === isAll) return 'ok';
    return seen.some(({ judged, isNegated }) => !isNegated && judged === 'critical') ? 'critical' : 'warning';
  }
}

/** The periods that are looked at, oldest first: `X` breaches, `0` does not, `-` is missing. */
function pointsOf(row: Item, metric: Published, { now, limit }: { now: number; limit: number }): string {
  const periodMs = Number(row['PeriodSeconds']) * 1_000;
  const to = Math.floor((now - Math.max(LATE_MS, periodMs)) / periodMs) * periodMs;
  const count = Number(row['EvaluationPeriods']) + SPARE_PERIODS;
  const points = Array.from({ length: count }, (_, nth) => highest(metric, to - (count - nth) * periodMs, periodMs));
  const isBreach = IS_BREACH[String(row['Comparison'])];
  return points.map((value) => (value === undefined ? '-' : isBreach?.(value, limit) ? 'X' : '0')).join('');
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
function stateOf(points: string, row: Item): 'alarm' | 'ok' | 'no data' | 'kept' {
  const [needed, periods] = [Number(row['DatapointsToAlarm']), Number(row['EvaluationPeriods'])];
  const policy = String(row['TreatMissingData']);
  const known = points.replaceAll('-', '').slice(-periods);
  const filled = { breaching: 'X', notBreaching: '0' }[policy];
  const all = filled === undefined ? known : known.padEnd(periods, filled);
  if (all.replaceAll('0', '').length >= needed) return 'alarm';
  if (all.length === periods || known.includes('0')) return 'ok';
  if (policy === 'ignore') return 'kept';
  // A breach that is as old as those that are needed is one, though all after it is missing.
  return points.slice(0, points.length - needed + 1).includes('X') ? 'alarm' : 'no data';
}
