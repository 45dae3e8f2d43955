import { HEROKU_METRICS, herokuDimensions, type HerokuMetric } from '../../../shared/alarm/heroku-metrics.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { BatchMessage } from './batch-message.ts';
import { isPublishable, type Series } from './series.ts';

/** Limits of PutMetricData: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const VALUES_MAX = 150;
const DATA_MAX = 1_000;
/** Of 1 MB, with room for what the protocol adds. */
const BYTES_MAX = 900_000;

/** A MetricDatum in plain words. */
export interface MetricData {
  readonly metric: HerokuMetric;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: (typeof HEROKU_METRICS)[HerokuMetric]['unit'];
  readonly at: Instant;
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Everything that some batches say, each metric and minute once; without minutes that CloudWatch would refuse by now. */
export function gather(messages: readonly BatchMessage[], now: Instant): readonly MetricData[] {
  const gathered = new Map<string, { app: string; series: Series; countOf: Map<number, number> }>();
  for (const { app, series: ofBatch } of messages) {
    for (const series of ofBatch) {
      if (!isPublishable(series.at, now)) continue;
      const { at, metric, process, code, values, counts } = series;
      const key = JSON.stringify([app, at, metric, process, code]);
      const sum = gathered.get(key) ?? { app, series, countOf: new Map<number, number>() };
      gathered.set(key, sum);
      for (const [index, value] of values.entries())
        sum.countOf.set(value, (sum.countOf.get(value) ?? 0) + (counts[index] ?? 1));
    }
  }
  return [...gathered.values()].flatMap(({ app, series: { metric, process, code, at }, countOf }) =>
    chunksOf([...countOf]).map((chunk) => ({
      metric,
      dimensions: herokuDimensions(metric, { app, process, code }),
      unit: HEROKU_METRICS[metric].unit,
      at,
      values: chunk.map(([value]) => value),
      counts: chunk.map(([, count]) => count),
    })),
  );
}

/** Whether one request takes all of it; what a single batch comes to always fits (`tally.ts`). */
export const fitsOneRequest = (data: readonly MetricData[]): boolean =>
  data.length <= DATA_MAX && JSON.stringify(data).length <= BYTES_MAX;

function chunksOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let from = 0; from < all.length; from += VALUES_MAX) chunks.push(all.slice(from, from + VALUES_MAX));
  return chunks;
}
