import type { LogFields } from './logger.ts';
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRIC_UNITS, type MetricName } from './metric-names.ts';

/** CloudWatch takes no more values of one metric from a line. */
const MOST_VALUES = 100;

/** What is measured; an empty list is nothing. */
export type Measured = Readonly<Partial<Record<MetricName, number | readonly number[]>>>;

export interface MeasuredBy {
  readonly functionName: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Fields that make a log line report metrics, in CloudWatch's embedded metric format: no call, no right, and no cost beside
 * that of the line and the metric. Of a list that is too long the first hundred count.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embedded(measured: Measured, { functionName, at }: MeasuredBy): LogFields {
  const values = (Object.keys(METRIC_UNITS) as MetricName[]).flatMap((name) => {
    const value = measured[name];
    const isNothing = value === undefined || (typeof value !== 'number' && value.length === 0);
    return isNothing ? [] : [[name, typeof value === 'number' ? value : value.slice(0, MOST_VALUES)] as const];
  });
  if (values.length === 0) return {};
  const directive = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [[METRIC_DIMENSION]],
    Metrics: values.map(([name]) => ({ Name: name, Unit: METRIC_UNITS[name] })),
  };
  return {
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    [METRIC_DIMENSION]: functionName,
    ...Object.fromEntries(values),
  };
}
