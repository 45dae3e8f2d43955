import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import pMap from 'p-map';
import type { Metric } from '../../shared/alarm/alarm-rule.ts';
import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { externalFailure } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { Range, Series, SeriesQuery } from '../ports.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_PER_CALL = 500;
const DATAPOINTS_PER_CALL = 100_800;
/** Well below the 50 calls a second that an account has. */
const CONCURRENT_CALLS = 4;

export type CloudWatchQuery = Exclude<SeriesQuery, { kind: 'prometheus' }>;

/** What one rule's series needs of a call: a query, and one more for each metric of an expression. */
interface Part {
  readonly query: CloudWatchQuery;
  readonly weight: number;
}

/** Reads series of CloudWatch, many to a call. */
export class CloudWatchValues {
  readonly #client: Pick<CloudWatchClient, 'send'>;

  constructor(client: Pick<CloudWatchClient, 'send'>) {
    this.#client = client;
  }

  /** One answer for each query, in their order, none awaited beyond `budget`; what is wrong with one of them touches no other. */
  async fetch(
    queries: readonly CloudWatchQuery[],
    budget: AbortSignal,
  ): Promise<readonly (Series | ExternalFailure)[]> {
    const parts = queries.map((query) => ({ query, weight: weightOf(query) }));
    const answers = new Map<Part, Series | ExternalFailure>();
    await pMap(callsFor(parts), (call) => this.#ask(call, answers, budget), { concurrency: CONCURRENT_CALLS });
    return parts.map((part) => answers.get(part) ?? NO_ANSWER);
  }

  /** CloudWatch refuses a whole call for one expression that it cannot read: halve until that one is alone. */
  async #ask(call: readonly Part[], answers: Map<Part, Series | ExternalFailure>, budget: AbortSignal): Promise<void> {
    try {
      for (const [part, answer] of await this.#call(call, budget)) answers.set(part, answer);
    } catch (error) {
      const failure = budget.aborted ? TOO_LATE : externalFailure(error);
      if (call.length === 1 || failure.retryable || failure.reason === 'denied') {
        for (const part of call) answers.set(part, failure);
        return;
      }
      const middle = Math.ceil(call.length / 2);
      await this.#ask(call.slice(0, middle), answers, budget);
      await this.#ask(call.slice(middle), answers, budget);
    }
  }

  async #call(call: readonly Part[], budget: AbortSignal): Promise<ReadonlyMap<Part, Series | ExternalFailure>> {
    const from = Math.min(...call.map(({ query }) => query.range.from));
    const to = Math.max(...call.map(({ query }) => query.range.to));
    const results = new Map<string, Gathered>();
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new GetMetricDataCommand({
          MetricDataQueries: call.flatMap(({ query }, index) => dataQueries(query, index)),
          StartTime: new Date(from),
          EndTime: new Date(to),
          ScanBy: 'TimestampAscending',
          NextToken: token,
        }),
        { abortSignal: budget },
      );
      for (const result of page.MetricDataResults ?? []) gather(result, results);
      token = page.NextToken;
    } while (token !== undefined);
    return new Map(call.map((part, index) => [part, answerOf(part.query.range, results.get(`q${index}`))]));
  }
}

const TOO_LATE = new ExternalFailure({
  reason: 'timeout',
  retryable: true,
  code: 'TimeoutError',
  message: 'CloudWatch did not answer in time.',
});

const NO_ANSWER = new ExternalFailure({
  reason: 'unexpected',
  retryable: true,
  code: 'NoAnswer',
  message: 'CloudWatch gave no answer for a series.',
});

const MANY_SERIES = new ExternalFailure({
  reason: 'unexpected',
  retryable: false,
  code: 'ManySeries',
  message: 'the expression gives several series; one was expected, such as MAX([a, b])',
});

const weightOf = (query: CloudWatchQuery): number =>
  query.kind === 'metric' ? 1 : 1 + Object.keys(query.metrics).length;

const pointsIn = ({ from, to, periodSeconds }: Range): number => (to - from) / (periodSeconds * SECOND_MS);

/** As few calls as the limits allow. Series of one period have one end, so a call asks for little that nobody wants. */
function callsFor(parts: readonly Part[]): readonly (readonly Part[])[] {
  const ordered = parts.toSorted(
    (a, b) =>
      a.query.range.periodSeconds - b.query.range.periodSeconds || pointsIn(a.query.range) - pointsIn(b.query.range),
  );
  const calls: Part[][] = [];
  let [queries, points, period] = [0, 0, 0];
  for (const part of ordered) {
    const { range } = part.query;
    const mostPoints = Math.max(points, pointsIn(range));
    const isFull =
      queries + part.weight > QUERIES_PER_CALL || (queries + part.weight) * mostPoints > DATAPOINTS_PER_CALL;
    const call = calls.at(-1);
    if (call === undefined || isFull || period !== range.periodSeconds) {
      calls.push([part]);
      [queries, points, period] = [part.weight, pointsIn(range), range.periodSeconds];
    } else {
      call.push(part);
      [queries, points] = [queries + part.weight, mostPoints];
    }
  }
  return calls;
}

/** Ids begin with a small letter and are told apart within the call; an expression's own names get a prefix. */
function dataQueries(query: CloudWatchQuery, index: number): MetricDataQuery[] {
  const { periodSeconds } = query.range;
  if (query.kind === 'metric') return [{ Id: `q${index}`, MetricStat: statOf(query.metric, periodSeconds) }];
  const names = Object.keys(query.metrics);
  const expression = query.expression.replace(/"[^"]*"|'[^']*'|[A-Za-z_]\w*/g, (word) =>
    names.includes(word) ? `q${index}_${word}` : word,
  );
  return [
    { Id: `q${index}`, Expression: expression, Period: periodSeconds },
    ...Object.entries(query.metrics).map(([name, metric]) => ({
      Id: `q${index}_${name}`,
      MetricStat: statOf(metric, periodSeconds),
      ReturnData: false,
    })),
  ];
}

const statOf = (metric: Metric, periodSeconds: number): MetricDataQuery['MetricStat'] => ({
  Metric: {
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
  },
  Period: periodSeconds,
  Stat: metric.stat,
  Unit: metric.unit as NonNullable<MetricDataQuery['MetricStat']>['Unit'],
});

interface Gathered {
  readonly values: Map<Instant, number>;
  /** As its last page was: one before may say that there is more, or that its own part comes again. */
  last: MetricDataResult;
  /** An expression such as `[a, b]` gives several under one id, told apart by their labels. */
  isMany: boolean;
}

/** A series may be spread over several pages. */
function gather(result: MetricDataResult, results: Map<string, Gathered>): void {
  const { Id, Timestamps = [], Values = [] } = result;
  if (Id === undefined) return;
  const known = results.get(Id) ?? { values: new Map(), last: result, isMany: false };
  results.set(Id, known);
  if (result.Label !== known.last.Label) known.isMany = true;
  known.last = result;
  for (const [index, at] of Timestamps.entries()) {
    const value = Values[index];
    if (value !== undefined) known.values.set(at.getTime(), value);
  }
}

/** What was read of a series in part, as an expression is at times, would pass for missing data. */
function answerOf({ from, to }: Range, gathered: Gathered | undefined): Series | ExternalFailure {
  if (gathered === undefined) return NO_ANSWER;
  if (gathered.isMany) return MANY_SERIES;
  const { StatusCode: code = 'Complete', Messages = [] } = gathered.last;
  if (code !== 'Complete') {
    const isDenied = code === 'Forbidden';
    const message = Messages.map(({ Value }) => Value ?? '').join(' ');
    return new ExternalFailure({ reason: isDenied ? 'denied' : 'unavailable', retryable: !isDenied, code, message });
  }
  return new Map([...gathered.values].filter(([at]) => at >= from && at < to));
}
