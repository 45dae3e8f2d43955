import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

const template = synth();

describe('the scheduler', () => {
  it('may wake itself for as long as it needs, and repeats no failed tick', () => {
    expect(one(template, 'AWS::Lambda::Function', { id: 'Scheduler' })).toMatchObject({
      RecursiveLoop: 'Allow',
      Timeout: 60,
    });
    expect(one(template, 'AWS::Lambda::EventInvokeConfig', { id: 'Scheduler' })).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  it('ticks every minute', () => {
    const rate = { ScheduleExpression: 'rate(1 minute)' };
    const rule = one(template, 'AWS::Events::Rule', { id: 'Scheduler', props: rate });
    expect(JSON.stringify(rule['Targets'])).toContain('SchedulerFunction');
  });

  it.each([
    ['aws.ec2', { state: ['running', 'stopped', 'terminated'] }],
    ['aws.rds', { EventID: ['RDS-EVENT-0087', 'RDS-EVENT-0088', 'RDS-EVENT-0154'] }],
  ])('is woken by %s through its queue', (source, detail) => {
    const rule = one(template, 'AWS::Events::Rule', { props: { EventPattern: { source: [source], detail } } });
    expect(JSON.stringify(rule['Targets'])).toContain('SchedulerQueue');
  });

  it('takes events in small batches, two at a time, and waits for none to fill', () => {
    const mapping = one(template, 'AWS::Lambda::EventSourceMapping', { id: 'Scheduler' });
    expect(mapping).toMatchObject({
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });
});
