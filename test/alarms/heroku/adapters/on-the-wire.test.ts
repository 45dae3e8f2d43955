import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  cloudWatchClient,
  CloudWatchMetrics,
} from '../../../../functions/alarms/heroku/adapters/cloudwatch-metrics.ts';
import { SqsBatches } from '../../../../functions/alarms/heroku/adapters/sqs-batches.ts';
import { SsmDrains } from '../../../../functions/alarms/heroku/adapters/ssm-drains.ts';
import { gather } from '../../../../functions/alarms/heroku/domain/metric-data.ts';
import { sqsClient } from '../../../../functions/shared/notice/adapters/sqs-client.ts';
import { ssmClient } from '../../../../functions/shared/secret/adapters/ssm.ts';
import { message, MINUTE, NOW } from '../logplex.ts';

// An AWS on loopback that answers as it is told, or not at all.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const silence: Answer = () => {};
const saying =
  (status: number, type: string): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: type, message: 'as the test wants it' }));
  };

let server: Server;
let answer: Answer;
let bodies: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      bodies.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => server.closeAllConnections());
afterAll(() => server.close());

const options = () => {
  bodies = [];
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, region: 'ap-northeast-2', credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' } };
};
const patience = (): AbortSignal => AbortSignal.timeout(50);

describe('what does not answer in time is an ExternalFailure:', () => {
  it('SSM', async () => {
    const drains = new SsmDrains({ client: ssmClient(options()), now: () => NOW });
    answer = silence;
    const read = drains.drains({ freshMs: 0, signal: patience() });
    await expect(read).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'timeout' });
  });

  it('SQS', async () => {
    const queue = new SqsBatches({ client: sqsClient(options()), queueUrl: 'https://sqs.example/1/batches' });
    answer = silence;
    const sent = queue.send(message(), patience());
    await expect(sent).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'timeout' });
  });
});

describe('metrics', () => {
  const put = async () => {
    const client = cloudWatchClient({
      ...options(),
      requestHandler: { requestTimeout: answer === silence ? 50 : 10_000, throwOnRequestTimeout: true },
    });
    return new CloudWatchMetrics({ client }).put(gather([message()], NOW));
  };

  it('are put as values with their counts', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    expect(await put()).toEqual({ kind: 'taken' });
    const Dimensions = [
      { Name: 'App', Value: 'shop' },
      { Name: 'Process', Value: 'web' },
    ];
    const rest = { Dimensions, Timestamp: MINUTE / 1_000, Unit: 'Count', Values: [1], Counts: [3] };
    // On a busy machine, what the tests above gave up may come in late.
    const puts = bodies.map((body) => JSON.parse(body) as object).filter((body) => 'MetricData' in body);
    expect(puts).toEqual([{ Namespace: 'Curfew/Heroku', MetricData: [{ MetricName: 'throughput', ...rest }] }]);
  });

  it.each<[kind: string, answered: string, Answer]>([
    ['busy', 'that it is too much', saying(400, 'Throttling')],
    ['busy', 'that it is too much, by status', saying(429, 'TooManyRequestsException')],
    ['busy', 'that we may not', saying(403, 'AccessDeniedException')],
    ['invalid', 'that a value is wrong', saying(400, 'InvalidParameterValue')],
    ['invalid', 'that it is too large', saying(413, 'RequestEntityTooLarge')],
    ['unknown', 'that it is broken', saying(500, 'InternalServiceFault')],
    ['unknown', 'that it is away', saying(503, 'ServiceUnavailable')],
    ['unknown', 'nothing', silence],
    ['unknown', 'by hanging up', (request) => request.socket.destroy()],
  ])('are %s where CloudWatch says %s, and are not sent again by themselves', async (kind, _answered, told) => {
    answer = told;
    expect(await put()).toMatchObject({ kind, failure: { name: 'ExternalFailure' } });
    expect(bodies).toHaveLength(1);
  });
});
