import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

describe('the alarms', () => {
  it('are evaluated at their own rate, and a state change of CloudWatch is tried again for an hour', () => {
    const template = synth({ tickMinutes: 5 });
    const rule = one(template, 'AWS::Events::Rule', { id: 'Alarms', props: { ScheduleExpression: 'rate(5 minutes)' } });
    expect(JSON.stringify(rule['Targets'])).toContain('AlarmsFunction');
    expect(one(template, 'AWS::Lambda::EventInvokeConfig', { id: 'Alarms' })).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3_600,
    });
    const pattern = { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] };
    const relayed = one(template, 'AWS::Events::Rule', { id: 'Alarms', props: { EventPattern: pattern } });
    expect(JSON.stringify(relayed['Targets'])).toContain('AlarmsFunction');
  });
});
