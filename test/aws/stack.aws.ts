import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyAttributes, tableEntries } from '../../functions/shared/store/tables.ts';
import { HANDLERS, type LambdaName } from '../../infra/bundle.ts';
import { deployStack, type DeployedFunction } from './deployed-stack.ts';
import { motoUrl, publish } from './moto.ts';

// The template as CloudFormation makes it, and what the code asks of that.

const dynamodb = new DynamoDBClient();
const sqs = new SQSClient();

let functionNamed: (name: LambdaName) => DeployedFunction;

const attributesOf = async (url: string): Promise<Record<string, string>> => {
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  return (await sqs.send(asked)).Attributes ?? {};
};

const urlOf = (arn: string): string => `${motoUrl()}/${arn.split(':').slice(-2).join('/')}`;

beforeAll(async () => {
  functionNamed = await deployStack();
});

describe('the stack on moto', () => {
  it.each(tableEntries())('makes the table %s with the keys by which the stores read it', async (name, shape) => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    expect(Table?.KeySchema?.map((key) => key.AttributeName)).toEqual(keyAttributes(name));
    expect(Table?.KeySchema?.map((key) => key.KeyType)).toEqual(['HASH', 'RANGE'].slice(0, keyAttributes(name).length));
    expect(Table?.AttributeDefinitions?.map((attribute) => attribute.AttributeType)).toEqual(
      keyAttributes(name).map(() => 'S'),
    );
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));
    expect(TimeToLiveDescription?.AttributeName).toBe(shape.ttlAttribute);
  });

  it.each(Object.keys(HANDLERS) as LambdaName[])('gives %s names of what there is', async (name) => {
    const variables = Object.entries(functionNamed(name).variables);
    const tables = variables.filter(([key]) => key.endsWith('_TABLE'));
    const queues = variables.filter(([key]) => key.endsWith('_QUEUE_URL'));
    expect(tables.length + queues.length).toBeGreaterThan(0);
    for (const [, TableName] of tables)
      await expect(dynamodb.send(new DescribeTableCommand({ TableName }))).resolves.toHaveProperty('Table');
    // FIFO queues take other messages than the others do, and the code knows which is which.
    for (const [key, url] of queues)
      expect((await attributesOf(url))['FifoQueue']).toBe(key.startsWith('NOTICE_') ? 'true' : undefined);
  });

  it.each(['scheduler', 'deliver'] as const)('keeps what %s cannot take, in a queue of the same kind', async (name) => {
    const [url = ''] = functionNamed(name).fedBy;
    const { RedrivePolicy = '{}', FifoQueue } = await attributesOf(url);
    const { deadLetterTargetArn = '' } = JSON.parse(RedrivePolicy) as { deadLetterTargetArn?: string };
    const dead = await attributesOf(urlOf(deadLetterTargetArn));
    expect(dead).toMatchObject({ QueueArn: deadLetterTargetArn, MessageRetentionPeriod: String(14 * 24 * 3_600) });
    expect(dead['FifoQueue']).toBe(FifoQueue);
  });

  it('feeds each function from the queue that the others know as its own', () => {
    const { fedBy: ofScheduler, variables } = functionNamed('scheduler');
    expect(ofScheduler).toEqual([variables['SCHEDULER_QUEUE_URL']]);
    expect(functionNamed('receive').variables['TICK_QUEUE_URLS']).toBe(
      JSON.stringify([variables['SCHEDULER_QUEUE_URL']]),
    );
    expect(functionNamed('deliver').fedBy).toEqual([variables['NOTICE_QUEUE_URL']]);
    expect(functionNamed('deliver').variables['NOTICE_QUEUE_URL']).toBe(variables['NOTICE_QUEUE_URL']);
  });

  it.each([
    ['an instance that runs', 'aws.ec2', { state: 'running' }, 1],
    ['an instance that is still booting', 'aws.ec2', { state: 'pending' }, 0],
    ['a database that has started', 'aws.rds', { EventID: 'RDS-EVENT-0088' }, 1],
    ['a database with a new backup', 'aws.rds', { EventID: 'RDS-EVENT-0002' }, 0],
  ])('wakes the scheduler by the event of %s as often as it should', async (_, source, detail, times) => {
    const detailType = source === 'aws.ec2' ? 'EC2 Instance State-change Notification' : 'RDS DB Instance Event';
    await publish({ source, detailType, detail, at: 1_795_000_000 });
    const [QueueUrl] = functionNamed('scheduler').fedBy;
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body = '' }) => (JSON.parse(Body) as { detail: unknown }).detail)).toEqual(
      Array.from({ length: times }, () => detail),
    );
  });
});
