import type { Metric, Source } from './alarm-rule.ts';

export const HEROKU_NAMESPACE = 'Curfew/Heroku';

interface HerokuMetricShape {
  /** CloudWatch's unit. */
  readonly unit: 'Milliseconds' | 'Count' | 'Percent' | 'Megabytes' | 'None';
  /** Which statistic a rule means that names none. */
  readonly stat: string;
  /** Dimensions besides `App`. */
  readonly by: readonly ('Process' | 'Code')[];
}

/** What the drain publishes, a minute at a time. */
export const HEROKU_METRICS = {
  /** Connecting is not in it: `service` of the router's line. */
  'response-time': { unit: 'Milliseconds', stat: 'p95', by: ['Process'] },
  /** 1 for each request. */
  throughput: { unit: 'Count', stat: 'Sum', by: ['Process'] },
  /** 1 for each request with such a status and 0 for every other, so that Sum counts them and Average is their share. */
  'status-4xx': { unit: 'Count', stat: 'Sum', by: ['Process'] },
  'status-5xx': { unit: 'Count', stat: 'Sum', by: ['Process'] },
  /** 1 for each H or R code. */
  errors: { unit: 'Count', stat: 'Sum', by: ['Process', 'Code'] },
  /** Of the dyno's quota; above 100 it swaps. */
  memory: { unit: 'Percent', stat: 'Maximum', by: ['Process'] },
  'memory-total': { unit: 'Megabytes', stat: 'Maximum', by: ['Process'] },
  /** The 1-minute load average. */
  'dyno-load': { unit: 'None', stat: 'Maximum', by: ['Process'] },
  /** Messages that are in none of the other metrics. Above 0: what the others say of that minute is incomplete. */
  dropped: { unit: 'Count', stat: 'Sum', by: [] },
} as const satisfies Record<string, HerokuMetricShape>;

export type HerokuMetric = keyof typeof HEROKU_METRICS;

interface HerokuPresetShape {
  readonly metric: HerokuMetric;
  readonly stat: string;
  /** Metric math over `value`, which is the statistic of the metric. */
  readonly expression?: string;
  /** Heroku's own limits of the threshold, both included. */
  readonly threshold: { readonly from: number; readonly to: number };
}

/** Heroku's own two alerts. In how many minutes in a row (there 1, 5 or 10) is the rule's EvaluationPeriods. */
export const HEROKU_PRESETS = {
  /** In milliseconds. */
  'p95-response-time': { metric: 'response-time', stat: 'p95', threshold: { from: 50, to: Infinity } },
  /** Responses of 5xx among all, in percent. */
  'failed-share': {
    metric: 'status-5xx',
    stat: 'Average',
    expression: '100 * value',
    threshold: { from: 0.5, to: 100 },
  },
} as const satisfies Record<string, HerokuPresetShape>;

export type HerokuPreset = keyof typeof HEROKU_PRESETS;

/** What a rule of `Source: heroku` names. */
export interface HerokuSeries {
  readonly app: string;
  readonly metric: HerokuMetric | HerokuPreset;
  /** The process type; `web` where the rule names none. */
  readonly process?: string;
  /** The H or R code, for `errors`. */
  readonly code?: string;
  /** Instead of the metric's own; a preset's is part of it. */
  readonly stat?: string;
}

/** Where the values of such a rule come from, in CloudWatch's words. */
export function herokuSource({ metric: name, ...series }: HerokuSeries): Source {
  if (!isPreset(name)) return { kind: 'metric', metric: metricOf(name, series) };
  const { metric, stat, expression }: HerokuPresetShape = HEROKU_PRESETS[name];
  const value = metricOf(metric, { ...series, stat });
  return expression === undefined
    ? { kind: 'metric', metric: value }
    : { kind: 'expression', expression, metrics: { value }, label: name };
}

/** The dimensions under which a metric is published. */
export const herokuDimensions = (
  name: HerokuMetric,
  { app, process, code }: { readonly app: string; readonly process?: string; readonly code?: string },
): Readonly<Record<string, string>> => {
  const { by }: HerokuMetricShape = HEROKU_METRICS[name];
  const values = { Process: process ?? 'web', Code: code ?? '' };
  return { App: app, ...Object.fromEntries(by.map((dimension) => [dimension, values[dimension]])) };
};

const metricOf = (name: HerokuMetric, { stat, ...series }: Omit<HerokuSeries, 'metric'>): Metric => ({
  namespace: HEROKU_NAMESPACE,
  metricName: name,
  dimensions: herokuDimensions(name, series),
  stat: stat ?? HEROKU_METRICS[name].stat,
  unit: undefined,
});

const isPreset = (name: HerokuSeries['metric']): name is HerokuPreset => name in HEROKU_PRESETS;
