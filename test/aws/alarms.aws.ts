import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { deployStack, type DeployedFunction } from './deployed-stack.ts';
import { LambdaProcess } from './lambda-process.ts';

// The alarms' bundle in a process of its own, on what the stack made: a rule over a metric, an alarm of CloudWatch's own.

const MINUTE_MS = 60_000;
const cloudWatch = new CloudWatchClient();
const sqs = sqsClient();
const RATE_EVENT = { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [], detail: {} };

let deployed: DeployedFunction;
let alarms: LambdaProcess;

async function told(): Promise<string[]> {
  const QueueUrl = deployed.variables['NOTICE_QUEUE_URL'];
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = '' }) => sayNotice((JSON.parse(Body) as NoticeMessage).notice, 'en').title);
}

/** As EventBridge hands it over by the stack's second rule. */
const stateChange = (value: 'OK' | 'ALARM', previous: 'OK' | 'ALARM') => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  time: new Date().toISOString(),
  resources: ['arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:disk'],
  detail: {
    alarmName: 'disk',
    state: { value, reason: 'Threshold Crossed', timestamp: new Date().toISOString() },
    previousState: { value: previous, timestamp: new Date(Date.now() - MINUTE_MS).toISOString() },
    configuration: { description: 'The disk of the database is almost full.', metrics: [] },
  },
});

beforeAll(async () => {
  deployed = (await deployStack())('alarms');
  const rows = new DynamoRows({ client: documentClient(), tableNames: tableNames(deployed.variables) });
  const metric = { Namespace: 'Shop', MetricName: 'Orders', Stat: 'Sum' };
  const rules = [
    { RuleName: 'too many orders', ...metric, Critical: 100 },
    { RuleName: 'spelt wrong', ...metric, Critical: 'much' },
  ];
  await rows.put({ Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: rules });
  const minutes = [2, 3, 4, 5, 6].map((ago) => new Date(Date.now() - ago * MINUTE_MS));
  const MetricData = minutes.map((Timestamp) => ({ MetricName: 'Orders', Value: 150, Timestamp }));
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  alarms = await LambdaProcess.start(deployed);
});
afterAll(() => alarms.stop());

it('tells of a value over its threshold, and of the row that cannot be read, once', async () => {
  await alarms.invoke(RATE_EVENT);
  expect((await told()).toSorted()).toEqual([
    'Critical: too many orders',
    'The alarm rule spelt wrong is left out because of a mistake in its row',
  ]);
  await alarms.invoke(RATE_EVENT);
  expect(await told()).toEqual([]);
});

it('tells of an alarm of CloudWatch, and of its end', async () => {
  await alarms.invoke(stateChange('ALARM', 'OK'));
  await alarms.invoke(stateChange('OK', 'ALARM'));
  expect(await told()).toEqual(['Critical: disk', 'OK again: disk']);
});
