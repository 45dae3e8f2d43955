import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { Metrics, Series, SeriesQuery } from '../ports.ts';
import type { CloudWatchQuery, CloudWatchValues } from './cloudwatch-values.ts';
import type { PrometheusQuery, PrometheusValues } from './prometheus-values.ts';

/** The function has a minute for everything: what is not there by then is of no use to this evaluation. */
const BUDGET_MS = 20_000;

/** Asks each source for what is its own. */
export class ValueSources implements Metrics {
  readonly #cloudWatch: () => Promise<Pick<CloudWatchValues, 'fetch'>>;
  readonly #prometheus: Pick<PrometheusValues, 'fetch'>;

  /** `cloudWatch` is loaded on first use: where every rule is muted, nothing is asked. */
  constructor(cloudWatch: () => Promise<Pick<CloudWatchValues, 'fetch'>>, prometheus: Pick<PrometheusValues, 'fetch'>) {
    this.#cloudWatch = cloudWatch;
    this.#prometheus = prometheus;
  }

  async fetch(queries: readonly SeriesQuery[]): Promise<readonly (Series | ExternalFailure)[]> {
    const ofPrometheus = queries.filter((query): query is PrometheusQuery => query.kind === 'prometheus');
    const ofCloudWatch = queries.filter((query): query is CloudWatchQuery => query.kind !== 'prometheus');
    const budget = AbortSignal.timeout(BUDGET_MS);
    const ask = async (): Promise<readonly (Series | ExternalFailure)[]> =>
      ofCloudWatch.length === 0 ? [] : (await this.#cloudWatch()).fetch(ofCloudWatch, budget);
    const [prometheus, cloudWatch] = await Promise.all([this.#prometheus.fetch(ofPrometheus, budget), ask()]);
    const [nextOfPrometheus, nextOfCloudWatch] = [prometheus.values(), cloudWatch.values()];
    return queries.map(({ kind }) => {
      const answer = (kind === 'prometheus' ? nextOfPrometheus : nextOfCloudWatch).next().value;
      if (answer === undefined) throw new Error('a source gave fewer answers than it was asked for');
      return answer;
    });
  }
}
