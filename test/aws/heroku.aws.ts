import { GetMetricDataCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudWatchClient, CloudWatchMetrics } from '../../functions/alarms/heroku/adapters/cloudwatch-metrics.ts';
import { DynamoBatchClaims } from '../../functions/alarms/heroku/adapters/dynamo-batch-claims.ts';
import { SsmDrains } from '../../functions/alarms/heroku/adapters/ssm-drains.ts';
import type { DrainEnv } from '../../functions/alarms/heroku/drain-env.ts';
import { publishBatches } from '../../functions/alarms/heroku/publish-batches.ts';
import { HEROKU_NAMESPACE, herokuSource, type HerokuSeries } from '../../functions/shared/alarm/heroku-metrics.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { ssmClient } from '../../functions/shared/secret/adapters/ssm.ts';
import { createMissingTables, documentClient } from '../../functions/shared/store/adapters/client.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { batchClaimsContract } from '../alarms/heroku/adapters/batch-claims-contract.ts';
import { drainsContract } from '../alarms/heroku/adapters/drains-contract.ts';
import { batch, request, type Line } from '../alarms/heroku/logplex.ts';
import { SPEAKS_QUERY } from './cloudwatch-query.ts';
import { resetMoto } from './moto.ts';

// From Logplex's request to CloudWatch's statistics: the drain's own handler, SSM, SQS, DynamoDB and CloudWatch on the wire.

const SECRET = 'secret-of-shop-0123456789';
const sqs = sqsClient();
const ssm = ssmClient();
const client = documentClient();
const cloudWatch = cloudWatchClient(SPEAKS_QUERY);
const names = tableNames({});
/** The drain's handler reads the clock itself. */
const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
const time = new Date(minuteMs).toISOString();

let handler: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;
let queueUrl: string;
let requests = 0;

const post = (lines: readonly Line[], { frameId, secret = SECRET }: { frameId: string; secret?: string }) =>
  handler({
    requestContext: { requestId: `request-${++requests}`, timeEpoch: Date.now() },
    headers: {
      authorization: `Basic ${Buffer.from(`shop:${secret}`).toString('base64')}`,
      'content-type': 'application/logplex-1',
      'logplex-frame-id': frameId,
    },
    body: batch(...lines).toString('base64'),
    isBase64Encoded: true,
  } as unknown as APIGatewayProxyEventV2);

/** Hands to the publisher what waits in the queue, as Lambda does, and deletes what it took. */
async function publish(): Promise<void> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
  const records = Messages.map(({ MessageId: messageId, Body: body }) => ({ messageId, body }) as SQSRecord);
  const ports = {
    claims: new DynamoBatchClaims({ client, tableName: names.Memory }),
    metrics: new CloudWatchMetrics({ client: cloudWatch }),
  };
  const log = { info: () => {}, error: () => {} };
  expect(await publishBatches(ports, records, { now: Date.now(), log })).toEqual({ batchItemFailures: [] });
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
}

const window = { StartTime: new Date(minuteMs), EndTime: new Date(minuteMs + 60_000) };

async function statisticsOf(series: Omit<HerokuSeries, 'app'>) {
  const source = herokuSource({ app: 'shop', ...series });
  const metric = source.kind === 'metric' ? source.metric : expect.fail('not one metric');
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: HEROKU_NAMESPACE, MetricName: metric.metricName, Period: 60, ...window },
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum'],
    }),
  );
  return Datapoints.map(({ SampleCount, Sum, Minimum, Maximum }) => ({ SampleCount, Sum, Minimum, Maximum }));
}

beforeAll(async () => {
  await resetMoto();
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'batches' }))).QueueUrl ?? '';
  Object.assign(process.env, { BATCH_QUEUE_URL: queueUrl } satisfies DrainEnv);
  ({ handler } = await import('../../functions/alarms/heroku/drain.ts'));
});
afterAll(() => cloudWatch.destroy());

describe('a drain on moto', () => {
  beforeEach(async () => {
    await createMissingTables(client, names);
    await new SsmDrains({ client: ssm, now: Date.now }).put('shop', { secrets: [SECRET] });
  });

  it('reaches the statistics of CloudWatch, each batch once', async () => {
    const sample = 'source=web.1 sample#memory_total=180.43MB sample#memory_quota=512.00MB';
    const first = [request({}, time), request({ service: '849ms', status: '500' }, time)];
    const second = [
      request({ service: '', status: '503', code: 'H10' }, time),
      { proc: 'web.1', time, message: sample },
    ];
    for (const [lines, frameId] of [
      [first, 'frame-1'],
      [second, 'frame-2'],
      [first, 'frame-1'],
    ] as const)
      expect(await post(lines, { frameId })).toEqual({ statusCode: 204 });
    await publish();
    expect(await post(second, { frameId: 'frame-2' })).toEqual({ statusCode: 204 });
    await publish();

    const served = { SampleCount: 2, Sum: 867, Minimum: 18, Maximum: 849 };
    expect(await statisticsOf({ metric: 'response-time' })).toEqual([served]);
    expect(await statisticsOf({ metric: 'throughput' })).toMatchObject([{ SampleCount: 3, Sum: 3 }]);
    expect(await statisticsOf({ metric: 'status-5xx' })).toMatchObject([{ SampleCount: 3, Sum: 2, Minimum: 0 }]);
    expect(await statisticsOf({ metric: 'errors', code: 'H10' })).toMatchObject([{ Sum: 1 }]);
    expect(await statisticsOf({ metric: 'memory' })).toMatchObject([{ Maximum: 35.2 }]);
    expect(await statisticsOf({ metric: 'dropped' })).toEqual([]);
  });

  it('gives the share of failed requests as an average, and what was dropped as a sum', async () => {
    const message = `Error L10 (output buffer overflow): 13 messages dropped since ${time}.`;
    await post([{ proc: 'logplex', time, message }], { frameId: 'frame-3' });
    await publish();
    const dimensions = (names: Record<string, string>) =>
      Object.entries(names).map(([Name, Value]) => ({ Name, Value }));
    const query = (Id: string, MetricName: string, Stat: string, named: Record<string, string>) => ({
      ...{
        Id,
        MetricStat: {
          Metric: { Namespace: HEROKU_NAMESPACE, MetricName, Dimensions: dimensions(named) },
          Stat,
          Period: 60,
        },
      },
    });
    const MetricDataQueries = [
      query('failed', 'status-5xx', 'Average', { App: 'shop', Process: 'web' }),
      query('dropped', 'dropped', 'Sum', { App: 'shop' }),
    ];
    const { MetricDataResults = [] } = await cloudWatch.send(
      new GetMetricDataCommand({ MetricDataQueries, ...window }),
    );
    const values = new Map(MetricDataResults.map(({ Id, Values }) => [Id, Values]));
    expect(values.get('failed')?.[0]).toBeCloseTo(2 / 3);
    expect(values.get('dropped')).toEqual([13]);
  });

  it('hears nobody with a wrong secret, and queues nothing of theirs', async () => {
    expect(await post([request({}, time)], { frameId: 'frame-4', secret: 'guessed-0123456789-0123' })).toEqual({
      statusCode: 401,
    });
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }))).Messages).toBeUndefined();
  });
});

describe('contracts', () => {
  batchClaimsContract('moto', async () => client);
  drainsContract('moto', async () => {
    await resetMoto();
    return ssm;
  });
});
