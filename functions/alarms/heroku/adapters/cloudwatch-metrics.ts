import { CloudWatchClient, PutMetricDataCommand, type CloudWatchClientConfig } from '@aws-sdk/client-cloudwatch';
import { HEROKU_NAMESPACE } from '../../../shared/alarm/heroku-metrics.ts';
import { externalFailure } from '../../../shared/failure/aws-failure.ts';
import type { MetricData } from '../domain/metric-data.ts';
import type { MetricSink, Put } from '../ports.ts';

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** What the metrics need of the CloudWatch client. */
export type CloudWatch = Pick<CloudWatchClient, 'send'>;

/** Region, credentials and endpoint come from the usual AWS environment. It sends each request once: data sent twice counts twice. */
export const cloudWatchClient = (config: CloudWatchClientConfig = {}): CloudWatchClient =>
  new CloudWatchClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without it the SDK only warns, and waits on.
      throwOnRequestTimeout: true,
    },
    ...config,
  });

export class CloudWatchMetrics implements MetricSink {
  readonly #client: CloudWatch;

  constructor(options: { client: CloudWatch }) {
    this.#client = options.client;
  }

  async put(data: readonly MetricData[]): Promise<Put> {
    const command = new PutMetricDataCommand({
      Namespace: HEROKU_NAMESPACE,
      MetricData: data.map(({ metric, dimensions, unit, at, values, counts }) => ({
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Timestamp: new Date(at),
        Unit: unit,
        Values: [...values],
        Counts: [...counts],
      })),
    });
    try {
      await this.#client.send(command);
      return { kind: 'taken' };
    } catch (error) {
      return notTaken(error);
    }
  }
}

function notTaken(error: unknown): Put {
  const failure = externalFailure(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  if (failure.reason === 'throttled' || failure.reason === 'denied') return { kind: 'busy', failure };
  return { kind: status >= 400 && status < 500 ? 'invalid' : 'unknown', failure };
}
