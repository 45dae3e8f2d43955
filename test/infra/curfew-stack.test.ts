import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../functions/scheduler/env.ts';
import { readDeliverConfig } from '../../functions/webhook/deliver-env.ts';
import { readReceiveConfig } from '../../functions/webhook/receive-env.ts';
import { one, synth } from './synth.ts';

const template = synth();

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
    const table = one(template, 'AWS::DynamoDB::Table', { props: { TableName: name } });
    const schema = table['KeySchema'] as { AttributeName: string }[];
    expect(schema.map((key) => key.AttributeName)).toEqual(keys);
    expect(table['TimeToLiveSpecification']).toEqual(ttl && { AttributeName: ttl, Enabled: true });
  });
});

describe.each([
  ['Scheduler', readConfig],
  ['Deliver', readDeliverConfig],
  ['Receive', readReceiveConfig],
])('the function %s', (id, read) => {
  const lambda = one(template, 'AWS::Lambda::Function', { id });

  it('runs on the newest Node, on arm64, and keeps its log for a month', () => {
    expect(lambda).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    const log = one(template, 'AWS::Logs::LogGroup', { id: `${id}FunctionLogs` });
    expect(log).toMatchObject({ RetentionInDays: 30 });
  });

  it('gets every variable it asks for, and no other', () => {
    const { Variables } = lambda['Environment'] as { Variables: Record<string, unknown> };
    const { NODE_OPTIONS, ...variables } = Variables;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    const asTold = Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'a ref']);
    const environment: Record<string, string> = Object.fromEntries([...asTold, ['AWS_REGION', 'eu-west-1']]);
    const asked = new Set<string>();
    read(new Proxy(environment, { get: (target, key) => (asked.add(String(key)), target[String(key)]) }));
    asked.delete('AWS_REGION');
    // The one table it never reads, so that its name may stay unsaid.
    asked.delete('ALARM_RULE_TABLE');
    expect([...asked].sort()).toEqual(Object.keys(variables).sort());
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

describe('the outputs', () => {
  it('say what to run next, and where chat services send what people write', () => {
    const value = (name: string) => JSON.stringify(template.findOutputs(name)[name]?.['Value']);
    expect(value('RunNext')).toContain(' npx curfew channel set default --kind jandi --language ko"');
    expect(value('ChatUrl')).toMatch(/ApiEndpoint.*"\/chat\/NAME"/);
  });
});
