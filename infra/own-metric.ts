import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METRIC_DIMENSION, METRIC_NAMESPACE, type MetricName } from '../functions/shared/lambda/metric-names.ts';

export interface OwnMetricOptions {
  readonly statistic: string;
  readonly period: Duration;
  readonly label?: string;
}

/** What a function reports in its log lines (functions/shared/lambda/embedded-metrics.ts). */
export const ownMetric = (lambda: IFunction, metricName: MetricName, options: OwnMetricOptions): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [METRIC_DIMENSION]: lambda.functionName },
    ...options,
  });
