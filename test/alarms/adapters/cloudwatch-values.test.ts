import type { GetMetricDataCommand, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { CloudWatchValues, type CloudWatchQuery } from '../../../functions/alarms/adapters/cloudwatch-values.ts';
import type { Metric } from '../../../functions/shared/alarm/alarm-rule.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');
const MINUTE = 60_000;
const RANGE = { from: NOON, to: NOON + 3 * MINUTE, periodSeconds: 60 };

const metric = (metricName: string): Metric => ({
  namespace: 'Test',
  metricName,
  dimensions: { InstanceId: 'i-1' },
  stat: 'Average',
  unit: undefined,
});
/** A budget that is never used up. */
const NEVER = new AbortController().signal;
const query = (name: string, range = RANGE): CloudWatchQuery => ({ kind: 'metric', metric: metric(name), range });

type Input = GetMetricDataCommand['input'];
type Answering = (input: Input) => Partial<GetMetricDataCommandOutput>;

/** A client that answers every call by `answer`, and what it was asked. */
function clientThat(answer: Answering): { values: CloudWatchValues; asked: Input[] } {
  const asked: Input[] = [];
  const send = async ({ input }: GetMetricDataCommand) => {
    asked.push(input);
    return answer(input);
  };
  return { values: new CloudWatchValues({ send } as never), asked };
}

/** Every series has the one value 7 at NOON. */
const sevens: Answering = ({ MetricDataQueries = [] }) => ({
  MetricDataResults: MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(({ Id }) => ({
    Id,
    StatusCode: 'Complete',
    Timestamps: [new Date(NOON)],
    Values: [7],
  })),
});

describe('CloudWatchValues', () => {
  it('asks for 500 series in a call and no more', async () => {
    const { values, asked } = clientThat(sevens);
    const answers = await values.fetch(
      Array.from({ length: 1_001 }, (_, index) => query(`m${index}`)),
      NEVER,
    );
    expect(asked.map(({ MetricDataQueries }) => MetricDataQueries?.length).toSorted()).toEqual([1, 500, 500]);
    expect(answers).toEqual(Array.from({ length: 1_001 }, () => new Map([[NOON, 7]])));
  });

  it('stays below the datapoints that a call may ask for', async () => {
    const day = { from: NOON - 1_440 * MINUTE, to: NOON, periodSeconds: 60 };
    const { values, asked } = clientThat(sevens);
    await values.fetch(
      Array.from({ length: 140 }, (_, index) => query(`m${index}`, day)),
      NEVER,
    );
    for (const { MetricDataQueries = [] } of asked)
      expect(MetricDataQueries.length * 1_440).toBeLessThanOrEqual(100_800);
    expect(asked).toHaveLength(2);
  });

  it('puts a series together from its pages', async () => {
    const { values, asked } = clientThat(({ NextToken }) => ({
      MetricDataResults: [
        {
          Id: 'q0',
          StatusCode: NextToken === undefined ? 'PartialData' : 'Complete',
          Timestamps: [new Date(NextToken === undefined ? NOON : NOON + MINUTE)],
          Values: [NextToken === undefined ? 1 : 2],
        },
      ],
      NextToken: NextToken === undefined ? 'more' : undefined,
    }));
    expect(await values.fetch([query('m')], NEVER)).toEqual([
      new Map([
        [NOON, 1],
        [NOON + MINUTE, 2],
      ]),
    ]);
    expect(asked).toHaveLength(2);
  });

  it('leaves out what lies outside the range of a query', async () => {
    const { values } = clientThat(sevens);
    const later = { ...RANGE, from: NOON + MINUTE };
    expect(await values.fetch([query('m'), query('n', later)], NEVER)).toEqual([new Map([[NOON, 7]]), new Map()]);
  });

  it('fails the one expression that CloudWatch cannot read, and answers the others', async () => {
    const { values } = clientThat((input) => {
      const isBad = input.MetricDataQueries?.some(({ Expression }) => Expression?.includes('BAD'));
      if (isBad) throw Object.assign(new Error('Error in expression'), { name: 'ValidationError' });
      return sevens(input);
    });
    const bad: CloudWatchQuery = { kind: 'expression', expression: 'BAD(', metrics: {}, range: RANGE };
    const answers = await values.fetch([query('a'), query('b'), bad, query('c'), query('d')], NEVER);
    expect(answers.map((answer) => answer instanceof ExternalFailure)).toEqual([false, false, true, false, false]);
  });

  it('does not ask again and again while it is throttled', async () => {
    const { values, asked } = clientThat(() => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    });
    const answers = await values.fetch(
      Array.from({ length: 8 }, (_, index) => query(`m${index}`)),
      NEVER,
    );
    expect(asked).toHaveLength(1);
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ reason: 'throttled' })));
  });

  it('keeps the names of one expression apart from those of another', async () => {
    const { values, asked } = clientThat(sevens);
    const share: CloudWatchQuery = {
      kind: 'expression',
      expression: '100 * errors / requests + FILL(errors, 0) - errors_2 * IF(errors > 1, 1, 0)',
      metrics: { errors: metric('Errors'), requests: metric('Requests') },
      range: RANGE,
    };
    await values.fetch([share, share], NEVER);
    const queries = asked[0]?.MetricDataQueries ?? [];
    expect(queries.map(({ Id }) => Id)).toEqual(['q0', 'q0_errors', 'q0_requests', 'q1', 'q1_errors', 'q1_requests']);
    expect(queries[3]?.Expression).toBe(
      '100 * q1_errors / q1_requests + FILL(q1_errors, 0) - errors_2 * IF(q1_errors > 1, 1, 0)',
    );
  });

  it.each([
    ['InternalError', 'unavailable'],
    ['PartialData', 'unavailable'],
    ['Forbidden', 'denied'],
  ] as const)('takes a series with %s for a failed fetch, not for missing data', async (StatusCode, reason) => {
    const { values } = clientThat(() => ({ MetricDataResults: [{ Id: 'q0', StatusCode }] }));
    expect(await values.fetch([query('m')], NEVER)).toMatchObject([{ reason }]);
  });

  it('takes what a later page gives of a series that an earlier one failed on', async () => {
    const { values } = clientThat(({ NextToken }) =>
      NextToken === undefined
        ? { MetricDataResults: [{ Id: 'q0', StatusCode: 'InternalError' }], NextToken: 'again' }
        : { MetricDataResults: [{ Id: 'q0', StatusCode: 'Complete', Timestamps: [new Date(NOON)], Values: [7] }] },
    );
    expect(await values.fetch([query('m')], NEVER)).toEqual([new Map([[NOON, 7]])]);
  });

  it('fails an expression that gives several series, instead of mixing them into one', async () => {
    const one = (Label: string, value: number) => ({
      ...{ Id: 'q0', Label, StatusCode: 'Complete' as const },
      ...{ Timestamps: [new Date(NOON)], Values: [value] },
    });
    const { values } = clientThat(() => ({ MetricDataResults: [one('a', 1), one('b', 99)] }));
    const both: CloudWatchQuery = {
      ...{ kind: 'expression', expression: '[a, b]' },
      ...{ metrics: { a: metric('A'), b: metric('B') }, range: RANGE },
    };
    expect(await values.fetch([both], NEVER)).toMatchObject([{ code: 'ManySeries' }]);
  });

  it('fails what a CloudWatch that hangs has not answered within the budget, without asking again', async () => {
    const budget = new AbortController();
    let calls = 0;
    const send = (_command: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        calls += 1;
        abortSignal.addEventListener('abort', () => reject(new Error('Request aborted')));
        budget.abort();
      });
    const answers = await new CloudWatchValues({ send } as never).fetch([query('a'), query('b')], budget.signal);
    expect(answers).toEqual([
      expect.objectContaining({ reason: 'timeout', code: 'TimeoutError' }),
      expect.objectContaining({ reason: 'timeout', code: 'TimeoutError' }),
    ]);
    expect(calls).toBe(1);
  });
});
