/** Words of CloudWatch for one series. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p95`. */
  readonly stat: string;
  readonly unit: string | undefined;
}

/** Where a rule's values come from. */
export type Source =
  | { readonly kind: 'metric'; readonly metric: Metric }
  /** Metric math; `metrics` are the series it names. `label`: what people call it. */
  | {
      readonly kind: 'expression';
      readonly expression: string;
      readonly metrics: Readonly<Record<string, Metric>>;
      readonly label?: string;
    }
  | { readonly kind: 'prometheus'; readonly url: string; readonly query: string }
  /** The states of other rules: all of them, or any of them. */
  | { readonly kind: 'composite'; readonly of: 'all' | 'any'; readonly terms: readonly Term[] }
  /** Has no row: what Curfew watches of every schedule. */
  | { readonly kind: 'built-in'; readonly what: BuiltIn };

/** The series of CloudWatch that a source looks at. */
export const metricsIn = (source: Source): readonly Metric[] =>
  source.kind === 'metric' ? [source.metric] : source.kind === 'expression' ? Object.values(source.metrics) : [];

/**
 * `should-be-off`: up though it was stopped by schedule; `should-be-on`: the other way round; `run-stuck`: an open run;
 * `listing`: EC2 or RDS cannot be listed.
 */
export type BuiltIn = 'should-be-off' | 'should-be-on' | 'run-stuck' | 'listing';

/** One rule that a composite looks at. */
export interface Term {
  readonly ruleName: string;
  /** `not NAME`: holds while that rule is not in alarm. */
  readonly negated: boolean;
}

export type Comparison = '>' | '>=' | '<' | '<=';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching' | 'bySchedule';

/** A row of the AlarmRule table, parsed. */
export interface AlarmRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly source: Source;
  /** Seconds from one datapoint to the next: 1, 5, 10, 20, 30 or a multiple of 60, to 86400. */
  readonly periodSeconds: number;
  readonly comparison: Comparison;
  /** At least one of the two is there, but for a composite, which has neither. */
  readonly warning: number | undefined;
  readonly critical: number | undefined;
  /** 1 to `evaluationPeriods`. */
  readonly datapointsToAlarm: number;
  readonly evaluationPeriods: number;
  readonly missingData: MissingData;
  /** Name of the schedule that mutes the rule; undefined: always awake. */
  readonly schedule: string | undefined;
  /** The rule holds for every instance of `schedule`, each by itself. */
  readonly forEachInstance: boolean;
  /** After each start, so long, the rule stays muted. */
  readonly graceMinutes: number;
  /** Minutes between reminders; 0 for none. */
  readonly repeatMinutes: number;
  readonly channels: readonly string[];
  readonly note: string | undefined;
}
