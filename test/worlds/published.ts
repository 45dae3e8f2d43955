import type { GetMetricDataCommandInput, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';

/** What is published of one metric: a value for each minute from `from` on, or none. */
export interface Published {
  readonly from: number;
  readonly values: readonly (number | undefined)[];
  /** When CloudWatch fails to read it. */
  readonly unread?: { readonly from: number; readonly to: number };
}

export const isUnread = ({ unread }: Published, at: number): boolean =>
  unread !== undefined && unread.from <= at && at < unread.to;

const MINUTE_MS = 60_000;

/** The highest value of a period; undefined where nothing was published in it. */
export function highest({ from, values }: Published, begins: number, periodMs: number): number | undefined {
  const first = Math.round((begins - from) / MINUTE_MS);
  const known = values.slice(Math.max(0, first), Math.max(0, first + periodMs / MINUTE_MS));
  const there = known.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : Math.max(...there);
}

/** CloudWatch's answer: of each metric, the periods that are over. */
export function metricData(
  metrics: ReadonlyMap<string, Published>,
  { StartTime, EndTime, MetricDataQueries = [] }: GetMetricDataCommandInput,
  now: number,
): Pick<GetMetricDataCommandOutput, 'MetricDataResults'> {
  const results = MetricDataQueries.map(({ Id, MetricStat }) => {
    const metric = metrics.get(MetricStat?.Metric?.MetricName ?? '');
    const periodMs = (MetricStat?.Period ?? 60) * 1_000;
    const [Timestamps, Values]: [Date[], number[]] = [[], []];
    if (metric && isUnread(metric, now)) return { Id, StatusCode: 'InternalError' as const, Timestamps, Values };
    for (let at = Number(StartTime); at < Number(EndTime) && at + periodMs <= now; at += periodMs) {
      const value = metric && highest(metric, at, periodMs);
      if (value === undefined) continue;
      Timestamps.push(new Date(at));
      Values.push(value);
    }
    return { Id, StatusCode: 'Complete' as const, Timestamps, Values };
  });
  return { MetricDataResults: results };
}
