import { loadCloudWatch } from '../functions/alarms/adapters/load-cloudwatch.ts';
import { PrometheusValues } from '../functions/alarms/adapters/prometheus-values.ts';
import { ValueSources } from '../functions/alarms/adapters/value-sources.ts';
import type { Series, SeriesQuery } from '../functions/alarms/ports.ts';
import { ExternalFailure } from '../functions/shared/failure/external-failure.ts';
import { EXIT, Refusal } from './refusal.ts';

/** Fetches one series from where the rule has it; a refusal says what the service said. */
export async function fetchSeries(query: SeriesQuery): Promise<Series> {
  const [answer] = await new ValueSources(loadCloudWatch, new PrometheusValues()).fetch([query]);
  if (answer instanceof ExternalFailure)
    throw new Refusal(`the values cannot be read: ${answer.code} ${answer.message}`.trim(), EXIT.failed);
  return answer ?? new Map();
}
