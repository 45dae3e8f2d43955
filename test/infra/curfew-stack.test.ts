import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConfig as readAlarmsConfig } from '../../functions/alarms/env.ts';
import { readDrainConfig } from '../../functions/alarms/heroku/drain-env.ts';
import { readPublishConfig } from '../../functions/alarms/heroku/publish-env.ts';
import { readConfig } from '../../functions/scheduler/env.ts';
import { readDeliverConfig } from '../../functions/webhook/deliver-env.ts';
import { readReceiveConfig } from '../../functions/webhook/receive-env.ts';
import { one, synth } from './synth.ts';

const template = synth();
const withTarget = synth({ targets: [{ region: 'us-east-1' }] });

describe.each([
  ['Scheduler', readConfig],
  ['SchedulerUsEast1', readConfig],
  ['Deliver', readDeliverConfig],
  ['Receive', readReceiveConfig],
  ['Drain', readDrainConfig],
  ['Publish', readPublishConfig],
  ['Alarms', readAlarmsConfig],
])('the function %s', (id, read) => {
  const lambda = one(withTarget, 'AWS::Lambda::Function', { id: `${id}Function` });

  it('runs on the newest Node, on arm64, and keeps its log for a month', () => {
    expect(lambda).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    const log = one(withTarget, 'AWS::Logs::LogGroup', { id: `${id}FunctionLogs` });
    expect(log).toMatchObject({ RetentionInDays: 30 });
  });

  it('gets every variable it asks for, and no other', () => {
    const { Variables } = lambda['Environment'] as { Variables: Record<string, unknown> };
    const { NODE_OPTIONS, ...variables } = Variables;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    const told = (key: string) => (key === 'TICK_QUEUE_URLS' ? '["a ref", "a ref"]' : 'a ref');
    const asTold = Object.entries(variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : told(key),
    ]);
    const environment: Record<string, string> = Object.fromEntries([...asTold, ['AWS_REGION', 'eu-west-1']]);
    const asked = new Set<string>();
    read(new Proxy(environment, { get: (target, key) => (asked.add(String(key)), target[String(key)]) }));
    asked.delete('AWS_REGION');
    // Where the rules are never read, the name of their table may stay unsaid.
    if (!('ALARM_RULE_TABLE' in variables)) asked.delete('ALARM_RULE_TABLE');
    expect([...asked].sort()).toEqual(Object.keys(variables).sort());
  });
});

it('no function hears of targets where there are none', () => {
  expect(JSON.stringify(template.findResources('AWS::Lambda::Function'))).not.toMatch(/"TARGETS?"/);
});

it('nothing that people read counts a minute as minutes', () => {
  expect(JSON.stringify(template.toJSON())).not.toMatch(/\b1 \w+s\b/);
});

describe('queues', () => {
  it('have dead-letter queues, encryption, and take nothing unencrypted', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue')).map(
      (queue) => queue['Properties'] as object,
    );
    expect(queues).toHaveLength(6);
    for (const queue of queues) expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
    expect(queues.filter((queue) => 'RedrivePolicy' in queue)).toHaveLength(3);
    template.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      },
      6,
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
