import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../functions/scheduler/env.ts';
import { synth } from './synth.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const template = synth();
const one = (type: string, props: Record<string, unknown> = {}): Record<string, unknown> => {
  const found = Object.values(template.findResources(type, { Properties: props }));
  expect(found).toHaveLength(1);
  return (found[0]?.['Properties'] ?? {}) as Record<string, unknown>;
};
const statements = (): readonly Statement[] => {
  const { PolicyDocument } = one('AWS::IAM::Policy') as { PolicyDocument: { Statement: Statement[] } };
  return PolicyDocument.Statement;
};
const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat().sort();

describe('tables', () => {
  const tables = Object.values(template.findResources('AWS::DynamoDB::Table'));

  it('are the five, by the names people know', () => {
    const names = tables.map((table) => (table['Properties'] as { TableName: string }).TableName);
    expect(names.sort()).toEqual(['AlarmRule', 'Memory', 'Schedule', 'ScheduleException', 'ScheduleServerGroup']);
  });

  it('outlive the stack, can be restored to any second, and cost by use', () => {
    for (const table of tables)
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      });
  });

  it.each([
    ['Schedule', ['ScheduleName'], undefined],
    ['ScheduleServerGroup', ['ScheduleName', 'GroupName'], undefined],
    ['ScheduleException', ['ScheduleName', 'ExceptionUuid'], 'ExpiresAt'],
    ['AlarmRule', ['RuleName'], undefined],
    ['Memory', ['Kind', 'Id'], 'ExpiresAt'],
  ])('%s has the keys %j and expires by %s', (name, keys, ttl) => {
    const table = one('AWS::DynamoDB::Table', { TableName: name });
    const schema = table['KeySchema'] as { AttributeName: string }[];
    expect(schema.map((key) => key.AttributeName)).toEqual(keys);
    expect(table['TimeToLiveSpecification']).toEqual(ttl && { AttributeName: ttl, Enabled: true });
  });
});

describe('the scheduler', () => {
  it('runs on the newest Node, on arm64, and keeps its logs for a month', () => {
    expect(one('AWS::Lambda::Function')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 60,
      Handler: 'index.handler',
    });
    expect(one('AWS::Logs::LogGroup')).toMatchObject({ RetentionInDays: 30 });
  });

  it('gets every variable it asks for, and no other', () => {
    const { Environment } = one('AWS::Lambda::Function') as { Environment: { Variables: Record<string, unknown> } };
    const { NODE_OPTIONS, ...variables } = Environment.Variables;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    const asTold = Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'a ref']);
    const environment: Record<string, string> = Object.fromEntries([...asTold, ['AWS_REGION', 'eu-west-1']]);
    const asked = new Set<string>();
    readConfig(new Proxy(environment, { get: (target, key) => (asked.add(String(key)), target[String(key)]) }));
    asked.delete('AWS_REGION');
    // The one table it never reads, so that its name may stay unsaid.
    asked.delete('ALARM_RULE_TABLE');
    expect([...asked].sort()).toEqual(Object.keys(variables).sort());
  });

  it('may wake itself for as long as it needs, and repeats no failed tick', () => {
    expect(one('AWS::Lambda::Function')).toMatchObject({ RecursiveLoop: 'Allow' });
    expect(one('AWS::Lambda::EventInvokeConfig')).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  it('ticks every minute', () => {
    const rule = one('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
    expect(JSON.stringify(rule['Targets'])).toContain('SchedulerFunction');
  });

  it.each([
    ['aws.ec2', { state: ['running', 'stopped', 'terminated'] }],
    ['aws.rds', { EventID: ['RDS-EVENT-0087', 'RDS-EVENT-0088', 'RDS-EVENT-0154'] }],
  ])('is woken by %s through its queue', (source, detail) => {
    const rule = one('AWS::Events::Rule', { EventPattern: { source: [source], detail } });
    expect(JSON.stringify(rule['Targets'])).toContain('SchedulerQueue');
  });

  it('takes events in small batches, two at a time, and waits for none to fill', () => {
    const mapping = one('AWS::Lambda::EventSourceMapping');
    expect(mapping).toMatchObject({
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });
});

describe('queues', () => {
  it('have dead-letter queues, encryption, and take nothing unencrypted', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue')).map(
      (queue) => queue['Properties'] as object,
    );
    expect(queues).toHaveLength(4);
    for (const queue of queues) expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
    expect(queues.filter((queue) => 'RedrivePolicy' in queue)).toHaveLength(2);
    template.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      },
      4,
    );
  });

  it('keep notices first in, first out', () => {
    template.resourcePropertiesCountIs('AWS::SQS::Queue', { FifoQueue: true }, 2);
  });
});

describe("the scheduler's rights", () => {
  it('start and stop only what carries the ScheduleName tag', () => {
    const changing = statements().filter((statement) =>
      actionsOf(statement).some((action) => /:(Start|Stop)/.test(action)),
    );
    expect(changing.flatMap(actionsOf).sort()).toEqual([
      'ec2:StartInstances',
      'ec2:StopInstances',
      'rds:StartDBInstance',
      'rds:StopDBInstance',
    ]);
    for (const statement of changing)
      expect(statement.Condition).toEqual({ Null: { 'aws:ResourceTag/ScheduleName': 'false' } });
  });

  it('name every resource, except for EC2 descriptions, which take none', () => {
    const onEverything = statements().filter((statement) => statement.Resource === '*');
    expect(onEverything.flatMap(actionsOf)).toEqual([
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeInstances',
      'ec2:DescribeSpotInstanceRequests',
    ]);
    expect(
      statements()
        .flatMap(actionsOf)
        .filter((action) => action.includes('*')),
    ).toEqual([]);
  });

  it('write to no table of rows but for the console flag of a schedule', () => {
    const writes = statements().filter((statement) =>
      actionsOf(statement).some((action) => /^dynamodb:(Put|Update|Delete|Batch)/.test(action)),
    );
    const written = writes.map((statement) => [
      JSON.stringify(statement.Resource).match(/Tables\w+?(?=[0-9A-F]{8})/)?.[0],
      actionsOf(statement),
    ]);
    expect(written).toEqual([
      ['TablesSchedule', ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem']],
      [
        'TablesMemory',
        ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      ],
    ]);
  });
});
