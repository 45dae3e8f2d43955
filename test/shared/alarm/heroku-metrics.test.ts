import { describe, expect, it } from 'vitest';
import { HEROKU_PRESETS, herokuSource, type HerokuSeries } from '../../../functions/shared/alarm/heroku-metrics.ts';

const metric = (metricName: string, stat: string, dimensions: Record<string, string>) => ({
  ...{ namespace: 'Curfew/Heroku', metricName, dimensions, stat, unit: undefined },
});
const WEB = { App: 'shop', Process: 'web' };

describe('a rule of Source heroku', () => {
  it.each<[Omit<HerokuSeries, 'app'>, ReturnType<typeof metric>]>([
    [{ metric: 'response-time' }, metric('response-time', 'p95', WEB)],
    [{ metric: 'response-time', stat: 'p99' }, metric('response-time', 'p99', WEB)],
    [{ metric: 'throughput' }, metric('throughput', 'Sum', WEB)],
    [{ metric: 'memory', process: 'worker' }, metric('memory', 'Maximum', { App: 'shop', Process: 'worker' })],
    [{ metric: 'errors', code: 'H12' }, metric('errors', 'Sum', { ...WEB, Code: 'H12' })],
    [{ metric: 'dropped', process: 'web' }, metric('dropped', 'Sum', { App: 'shop' })],
  ])('that names %j fetches one metric', (series, expected) => {
    expect(herokuSource({ app: 'shop', ...series })).toEqual({ kind: 'metric', metric: expected });
  });
});

describe("Heroku's own alerts", () => {
  it('are the 95th percentile of response times', () => {
    expect(herokuSource({ app: 'shop', metric: 'p95-response-time', stat: 'Average' })).toEqual({
      kind: 'metric',
      metric: metric('response-time', 'p95', WEB),
    });
    expect(HEROKU_PRESETS['p95-response-time'].threshold).toEqual({ from: 50, to: Infinity });
  });

  it('are the share of requests that failed, in percent: the average of a 1 for each 5xx and a 0 for the rest', () => {
    expect(herokuSource({ app: 'shop', metric: 'failed-share' })).toEqual({
      ...{ kind: 'expression', expression: '100 * value' },
      metrics: { value: metric('status-5xx', 'Average', WEB) },
      label: 'failed-share',
    });
    expect(HEROKU_PRESETS['failed-share'].threshold).toEqual({ from: 0.5, to: 100 });
  });
});
