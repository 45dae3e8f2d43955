import { randomUUID } from 'node:crypto';
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, expect, it } from 'vitest';
import type { SchedulerEnv } from '../../functions/scheduler/env.ts';
import type { SchedulerEvent } from '../../functions/scheduler/trigger.ts';
import { ec2Client, rdsClient } from '../../functions/shared/fleet/adapters/clients.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { createMissingTables, documentClient } from '../../functions/shared/store/adapters/client.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { resetMoto } from './moto.ts';

// The scheduler's own handler, its clients and its queues on the wire: a database, a web server that needs it, a day.

const ec2 = ec2Client();
const rds = rdsClient();
const sqs = sqsClient();
const client = documentClient();
const names = tableNames({});
const rows = new DynamoRows({ client, tableNames: names });
const schedule = { ScheduleName: 'Development', DaysActive: 'all', StartTime: '00:00', StopTime: '24:00' };
const RATE_EVENT = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} } as SchedulerEvent;
const CONTEXT = { getRemainingTimeInMillis: () => 60_000 } as Context;

let handler: (event: SchedulerEvent, context: Context) => Promise<unknown>;
let webId: string;
let noticeQueueUrl: string;

const tags = (groupName: string) => [
  { Key: 'ScheduleName', Value: 'Development' },
  { Key: 'ScheduleGroupName', Value: groupName },
];

async function createQueue(name: string, attributes: Record<string, string>): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))).QueueUrl ?? '';
}

async function createFleet(): Promise<void> {
  const images = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'], MaxResults: 5 }));
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: images.Images?.[0]?.ImageId,
      InstanceType: 'm5.large',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags('web') }],
    }),
  );
  webId = launched.Instances?.[0]?.InstanceId ?? '';
  await ec2.send(new StopInstancesCommand({ InstanceIds: [webId] }));
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'db-1',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      MasterUsername: 'curfew',
      MasterUserPassword: randomUUID(),
      AllocatedStorage: 20,
      Tags: tags('db'),
    }),
  );
  await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: 'db-1' }));
}

async function states(): Promise<{ web: string | undefined; db: string | undefined }> {
  const instances = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [webId] }));
  const databases = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'db-1' }));
  return {
    web: instances.Reservations?.[0]?.Instances?.[0]?.State?.Name,
    db: databases.DBInstances?.[0]?.DBInstanceStatus,
  };
}

async function told(): Promise<string[]> {
  const kinds: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: noticeQueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return kinds;
    for (const { Body = '', ReceiptHandle } of Messages) {
      kinds.push((JSON.parse(Body) as NoticeMessage).notice.kind);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: noticeQueueUrl, ReceiptHandle }));
    }
  }
}

const stateChange = (): SchedulerEvent => {
  const event = {
    source: 'aws.ec2',
    time: new Date(Date.now() + 2_000).toISOString(),
    detail: { 'instance-id': webId, state: 'running' },
  };
  return { Records: [{ body: JSON.stringify(event), messageId: 'm1' }] } as SQSEvent;
};

beforeAll(async () => {
  await resetMoto();
  await createMissingTables(client, names);
  noticeQueueUrl = await createQueue('notices.fifo', { FifoQueue: 'true' });
  const environment: SchedulerEnv = {
    SCHEDULE_TABLE: names.Schedule,
    SCHEDULE_SERVER_GROUP_TABLE: names.ScheduleServerGroup,
    SCHEDULE_EXCEPTION_TABLE: names.ScheduleException,
    MEMORY_TABLE: names.Memory,
    NOTICE_QUEUE_URL: noticeQueueUrl,
    SCHEDULER_QUEUE_URL: await createQueue('scheduler', {}),
    TIME_ZONE: 'Asia/Seoul',
    WARN_MINUTES: '10',
    TICK_MINUTES: '1',
  };
  Object.assign(process.env, environment);
  await createFleet();
  ({ handler } = await import('../../functions/scheduler/handler.ts'));
});

it('starts the database at a tick, and the web server when an event tells that something is up', async () => {
  await rows.put({
    Schedule: [schedule],
    ScheduleServerGroup: [
      { ScheduleName: 'Development', GroupName: 'db', InstanceType: 'RDS' },
      { ScheduleName: 'Development', GroupName: 'web', InstanceType: 'EC2', Dependency: ['db'] },
    ],
    ScheduleException: [],
    AlarmRule: [],
  });
  await handler(RATE_EVENT, CONTEXT);
  expect(await states()).toEqual({ web: 'stopped', db: 'available' });
  await handler(stateChange(), CONTEXT);
  expect(await states()).toEqual({ web: 'running', db: 'available' });
  await handler(stateChange(), CONTEXT);
  expect(await told()).toEqual(['starting', 'starting', 'started']);
});

it('stops both in order when the console orders it, and clears the flag', async () => {
  await rows.put({
    Schedule: [{ ...schedule, ForceStop: true }],
    ScheduleServerGroup: [],
    ScheduleException: [],
    AlarmRule: [],
  });
  await handler(RATE_EVENT, CONTEXT);
  expect(await states()).toEqual({ web: 'stopped', db: 'available' });
  expect((await rows.read()).Schedule[0]?.['ForceStop']).toBe(false);
  await handler(stateChange(), CONTEXT);
  await handler(stateChange(), CONTEXT);
  expect(await states()).toEqual({ web: 'stopped', db: 'stopped' });
  expect(await told()).toEqual(['hold-changed', 'stopping', 'stopping', 'stopped']);
  const memory = new DynamoMemory({ client, tableName: names.Memory, onUnreadable: () => {} });
  const [record] = await memory.runs(`self/${process.env['AWS_REGION'] ?? ''}`);
  expect(record).toMatchObject({ owed: [], run: { edge: { kind: 'stop' }, settledAt: expect.any(Number) } });
});

it('gives back a message that nobody can read, so that it ends in the dead-letter queue', async () => {
  const event = { Records: [{ body: '?', messageId: 'm9' }] } as SQSEvent;
  expect(await handler(event, CONTEXT)).toMatchObject({ batchItemFailures: [{ itemIdentifier: 'm9' }] });
});
