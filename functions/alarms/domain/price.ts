import { metricsIn, type AlarmRule } from '../../shared/alarm/alarm-rule.ts';

/** USD for each metric that GetMetricData is asked for: https://aws.amazon.com/cloudwatch/pricing/ (us-east-1, November 2026) */
const USD_PER_METRIC_REQUESTED = 0.01 / 1_000;
/** USD a month of a standard-resolution alarm of CloudWatch's own, for each metric in it. */
export const USD_PER_CLOUDWATCH_ALARM = 0.1;
/** 365 / 12 days. */
export const MINUTES_PER_MONTH = 43_800;

/** Metrics that one evaluation asks for, shared with other rules or not; an expression itself is free. */
export const metricsOf = ({ source }: AlarmRule): number => metricsIn(source).length;

/** USD a month for the rule's metrics, evaluated every minute while it is awake (`awakeShare`: 0 to 1 of the time). */
export const usdPerMonth = (
  rule: AlarmRule,
  { instances, awakeShare }: { instances: number; awakeShare: number },
): number => metricsOf(rule) * instances * awakeShare * MINUTES_PER_MONTH * USD_PER_METRIC_REQUESTED;
