import { DescribeImagesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ec2Client } from '../../functions/shared/fleet/adapters/clients.ts';
import { TICK_BODY } from '../../functions/shared/lambda/scheduler-messages.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { ssmClient } from '../../functions/shared/secret/adapters/ssm.ts';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import { readQueueUrls } from '../../functions/webhook/receive-env.ts';
import { button, channel, event, fromJandi, fromSlack, JANDI_TOKEN, slash, type Sent } from '../webhook/receiver.ts';
import { deployStack } from './deployed-stack.ts';
import { LambdaProcess } from './lambda-process.ts';

// The receiver's bundle in a process of its own, on what the stack made: rows and replays, the scheduler's queue; channels in SSM.

const ec2 = ec2Client();
const sqs = sqsClient();
const client = documentClient();
/** Has no edges of its own, so that what is expected does not depend on the time at which the test runs. */
const schedule = { ScheduleName: 'Development', TimeZone: 'Asia/Seoul', Enabled: false };
/** Nothing answers there, and it may not be posted to either. */
const RESPONSE_URL = 'https://127.0.0.1/actions/secret';

let receiver: LambdaProcess;
let memory: DynamoMemory;
let schedulerQueueUrl: string;

const send = (sent: Sent): Promise<APIGatewayProxyStructuredResultV2> => {
  const { requestContext, ...rest } = event(sent);
  return receiver.invoke({ ...rest, requestContext: { ...requestContext, timeEpoch: Date.now() } });
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
  const deployed = (await deployStack())('receive');
  const names = tableNames(deployed.variables);
  memory = new DynamoMemory({ client, tableName: names.Memory, onUnreadable: () => {} });
  schedulerQueueUrl = readQueueUrls(deployed.variables['TICK_QUEUE_URLS'] ?? '')?.[0] ?? '';
  const channels = new SsmChannels({ client: ssmClient(), now: () => Date.now() });
  await channels.put(channel({ name: 'team', kind: 'jandi', language: 'ko' }));
  await channels.put(channel({ name: 'ops', kind: 'slack' }));
  const rows = new DynamoRows({ client, tableNames: names });
  await rows.put({ Schedule: [schedule], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] });
  receiver = await LambdaProcess.start(deployed);
});
afterAll(() => receiver.stop());

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

it('takes a body that API Gateway encoded, and answers with what EC2 and RDS say', async () => {
  const images = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'], MaxResults: 5 }));
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: images.Images?.[0]?.ImageId,
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'ScheduleName', Value: 'Development' }] }],
    }),
  );
  const { body: plain = '', ...sent } = fromJandi({
    token: JANDI_TOKEN,
    text: '/서버 Development 상태',
    keyword: '서버',
  });
  const body = Buffer.from(plain).toString('base64');
  const answer = await send({ ...sent, body, isBase64Encoded: true });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain(launched.Instances?.[0]?.InstanceId);
});

it('hears nobody without proof, nor for a channel that is not there', async () => {
  expect(await send(fromJandi({ token: 'guessed', text: '/서버 list' }))).toMatchObject({ statusCode: 401 });
  expect(await send({ ...signed(slash('list')), path: '/chat/nobody' })).toMatchObject({ statusCode: 401 });
});

it('logs nothing of what proves who somebody is', () => {
  expect(receiver.output).not.toContain(JANDI_TOKEN);
  expect(receiver.output).not.toContain('guessed');
});
