import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeAll, expect, it } from 'vitest';
import { TICK_BODY } from '../../functions/shared/lambda/scheduler-messages.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { createMissingTables, documentClient } from '../../functions/shared/store/adapters/client.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { ssmClient, SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import type { ReceiveEnv } from '../../functions/webhook/receive-env.ts';
import { button, channel, event, fromJandi, fromSlack, JANDI_TOKEN, slash, type Sent } from '../webhook/receiver.ts';
import { resetMoto } from './moto.ts';

// The receiver's own handler on the wire: channels in SSM, rows and replays in DynamoDB, the scheduler's queue in SQS.

const sqs = sqsClient();
const client = documentClient();
const names = tableNames({});
const rows = new DynamoRows({ client, tableNames: names });
const memory = new DynamoMemory({ client, tableName: names.Memory, onUnreadable: () => {} });
/** Has no edges of its own, so that what is expected does not depend on the time at which the test runs. */
const schedule = { ScheduleName: 'Development', TimeZone: 'Asia/Seoul', Enabled: false };
/** Nothing answers there, and it may not be posted to either. */
const RESPONSE_URL = 'https://127.0.0.1/actions/secret';

let handler: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;
let schedulerQueueUrl: string;

const createQueue = async (name: string, attributes: Record<string, string>): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))).QueueUrl ?? '';

const send = (sent: Sent): Promise<APIGatewayProxyStructuredResultV2> => {
  const { requestContext, ...rest } = event(sent);
  return handler({ ...rest, requestContext: { ...requestContext, timeEpoch: Date.now() } });
};

const signed = (form: Record<string, string>): Sent => fromSlack(form, { at: Date.now() });

/** How often the scheduler was woken since the last look. */
async function wakeUps(): Promise<number> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: schedulerQueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: schedulerQueueUrl, ReceiptHandle }));
  return Messages.filter(({ Body }) => Body === TICK_BODY).length;
}

beforeAll(async () => {
  await resetMoto();
  await createMissingTables(client, names);
  schedulerQueueUrl = await createQueue('scheduler', {});
  const environment: ReceiveEnv = {
    SCHEDULE_TABLE: names.Schedule,
    SCHEDULE_SERVER_GROUP_TABLE: names.ScheduleServerGroup,
    SCHEDULE_EXCEPTION_TABLE: names.ScheduleException,
    MEMORY_TABLE: names.Memory,
    NOTICE_QUEUE_URL: await createQueue('notices.fifo', { FifoQueue: 'true' }),
    SCHEDULER_QUEUE_URL: schedulerQueueUrl,
    TIME_ZONE: 'Asia/Seoul',
    WARN_MINUTES: '10',
  };
  Object.assign(process.env, environment);
  const channels = new SsmChannels({ client: ssmClient(), now: () => Date.now() });
  await channels.put(channel({ name: 'team', kind: 'jandi', language: 'ko' }));
  await channels.put(channel({ name: 'ops', kind: 'slack' }));
  await rows.put({ Schedule: [schedule], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] });
  ({ handler } = await import('../../functions/webhook/receive.ts'));
});

it('takes a force_start from JANDI: a hold in Memory, a wake-up in the queue, an answer in Korean', async () => {
  const writer = { writerName: '민아', writerEmail: 'mina@example.com' };
  const text = '/서버 Development force_start 2h';
  const { statusCode, body = '' } = await send(fromJandi({ token: JANDI_TOKEN, text, keyword: '서버', ...writer }));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ body: expect.stringMatching(/[가-힣]/), connectInfo: expect.any(Array) });
  expect((await memory.holds()).get('Development')).toMatchObject({ kind: 'start', by: '민아 (mina@example.com)' });
  expect(await wakeUps()).toBe(1);
});

it('takes an extend from Slack, once', async () => {
  const before = (await memory.holds()).get('Development')?.until ?? 0;
  const sent = signed(slash('Development extend 30m'));
  const { statusCode, body = '' } = await send(sent);
  expect([statusCode, JSON.parse(body)]).toMatchObject([200, { response_type: 'in_channel' }]);
  expect((await memory.holds()).get('Development')).toMatchObject({ until: before + 30 * 60_000, by: 'mina' });
  expect(await wakeUps()).toBe(1);
  expect(await send(sent)).toMatchObject({ statusCode: 401 });
  expect(await wakeUps()).toBe(0);
});

it('takes a button of Slack, and acknowledges it though its answer cannot be posted', async () => {
  const pressed = button({ command: 'Development force_stop' }, { response_url: RESPONSE_URL });
  expect(await send(signed(pressed))).toEqual({ statusCode: 200, headers: {} });
  expect((await memory.holds()).get('Development')).toMatchObject({ kind: 'stop', by: 'mina' });
  expect(await wakeUps()).toBe(1);
});

it('hears nobody without proof, nor for a channel that is not there', async () => {
  expect(await send(fromJandi({ token: 'guessed', text: '/서버 list' }))).toMatchObject({ statusCode: 401 });
  expect(await send({ ...signed(slash('list')), path: '/chat/nobody' })).toMatchObject({ statusCode: 401 });
});
