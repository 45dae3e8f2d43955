import { randomUUID } from 'node:crypto';
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ec2Client, rdsClient } from '../../functions/shared/fleet/adapters/clients.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { deployStack, type DeployedFunction } from './deployed-stack.ts';
import { LambdaProcess } from './lambda-process.ts';
import { publish } from './moto.ts';

// The scheduler's bundle in a process of its own, on what the stack made: a database, a web server that needs it, a day.

const ec2 = ec2Client();
const rds = rdsClient();
const sqs = sqsClient();
const client = documentClient();
const schedule = { ScheduleName: 'Development', DaysActive: 'all', StartTime: '00:00', StopTime: '24:00' };
/** As EventBridge sends it by the rate rule. */
const RATE_EVENT = { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [], detail: {} };

let deployed: DeployedFunction;
let scheduler: LambdaProcess;
let rows: DynamoRows;
let webId: string;

const tags = (groupName: string) => [
  { Key: 'ScheduleName', Value: 'Development' },
  { Key: 'ScheduleGroupName', Value: groupName },
];

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
  const QueueUrl = deployed.variables['NOTICE_QUEUE_URL'];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return kinds;
    for (const { Body = '', ReceiptHandle } of Messages) {
      kinds.push((JSON.parse(Body) as NoticeMessage).notice.kind);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** EC2 says that the web server's state changed, by the stack's rule and queue; later than any look at the fleet so far. */
async function stateChange(): Promise<void> {
  const detail = { 'instance-id': webId, state: 'running' };
  const at = Math.ceil(Date.now() / 1_000) + 2;
  await publish({ source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification', detail, at });
  expect(await scheduler.poll()).toBe(0);
}

beforeAll(async () => {
  deployed = (await deployStack())('scheduler');
  rows = new DynamoRows({ client, tableNames: tableNames(deployed.variables) });
  await createFleet();
  scheduler = await LambdaProcess.start(deployed);
});
afterAll(() => scheduler.stop());

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
  await scheduler.invoke(RATE_EVENT);
  expect(await states()).toEqual({ web: 'stopped', db: 'available' });
  await stateChange();
  expect(await states()).toEqual({ web: 'running', db: 'available' });
  await stateChange();
  expect(await told()).toEqual(['starting', 'starting', 'started']);
});

it('stops both in order when the console orders it, and clears the flag', async () => {
  await rows.put({
    Schedule: [{ ...schedule, ForceStop: true }],
    ScheduleServerGroup: [],
    ScheduleException: [],
    AlarmRule: [],
  });
  await scheduler.invoke(RATE_EVENT);
  expect(await states()).toEqual({ web: 'stopped', db: 'available' });
  expect((await rows.read()).Schedule[0]?.['ForceStop']).toBe(false);
  await stateChange();
  await stateChange();
  expect(await states()).toEqual({ web: 'stopped', db: 'stopped' });
  expect(await told()).toEqual(['hold-changed', 'stopping', 'stopping', 'stopped']);
  const tableName = deployed.variables['MEMORY_TABLE'] ?? '';
  const memory = new DynamoMemory({ client, tableName, onUnreadable: () => {} });
  const [record] = await memory.runs(`self/${process.env['AWS_REGION'] ?? ''}`);
  expect(record).toMatchObject({ owed: [], run: { edge: { kind: 'stop' }, settledAt: expect.any(Number) } });
});

it('leaves a message that nobody can read in the queue, so that it ends in the dead-letter queue', async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl: deployed.fedBy[0], MessageBody: '?' }));
  expect(await scheduler.poll()).toBe(1);
});

it('fails where it cannot work, so that the Errors metric moves', async () => {
  const variables = { ...deployed.variables, MEMORY_TABLE: 'Elsewhere' };
  const lost = await LambdaProcess.start({ ...deployed, variables });
  await expect(lost.invoke(RATE_EVENT)).rejects.toThrow('ResourceNotFoundException');
  lost.stop();
});

it('does not even start without its environment, and says all that is missing', async () => {
  const bare = LambdaProcess.start({ ...deployed, variables: {} });
  await expect(bare).rejects.toThrow(/MEMORY_TABLE is missing; .*TIME_ZONE is missing/);
});
