import { metricsIn, type AlarmRule, type Metric } from '../../shared/alarm/alarm-rule.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { SeriesQuery } from '../ports.ts';
import { rangeOf } from './level.ts';

/** The dimension that tells instances apart, by the namespace of the metric. */
const instanceDimension = ({ namespace }: Metric): string =>
  namespace === 'AWS/RDS' ? 'DBInstanceIdentifier' : 'InstanceId';

/** Which instances a rule with ForEachInstance is for: a metric of RDS says nothing of EC2. */
export const instanceTypeOf = ({ source }: AlarmRule): 'EC2' | 'RDS' =>
  metricsIn(source).some(({ namespace }) => namespace === 'AWS/RDS') ? 'RDS' : 'EC2';

/** The series that a rule wants for one instance, or for itself (`instanceId` ''); undefined for rules that fetch nothing. */
export function queryOf(rule: AlarmRule, instanceId: string, now: Instant): SeriesQuery | undefined {
  const { source } = rule;
  const range = rangeOf(rule, now);
  const filled = (metric: Metric): Metric =>
    instanceId === ''
      ? metric
      : { ...metric, dimensions: { ...metric.dimensions, [instanceDimension(metric)]: instanceId } };
  switch (source.kind) {
    case 'metric':
      return { kind: 'metric', metric: filled(source.metric), range };
    case 'expression': {
      const metrics = Object.entries(source.metrics).map(([id, metric]) => [id, filled(metric)] as const);
      return { kind: 'expression', expression: source.expression, metrics: Object.fromEntries(metrics), range };
    }
    case 'prometheus':
      return { kind: 'prometheus', url: source.url, query: source.query, range };
    case 'composite':
    case 'built-in':
      return undefined;
  }
}

/** Queries with equal keys ask for the same series. */
export const keyOfQuery = (query: SeriesQuery): string => JSON.stringify(query, sorted);

const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
