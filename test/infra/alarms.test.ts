import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

describe('the alarms', () => {
  it('are evaluated at their own rate, and a failed evaluation is not repeated', () => {
    const template = synth({ tickMinutes: 5 });
    const rule = one(template, 'AWS::Events::Rule', { id: 'Alarms', props: { ScheduleExpression: 'rate(5 minutes)' } });
    expect(JSON.stringify(rule['Targets'])).toContain('AlarmsFunction');
    expect(one(template, 'AWS::Lambda::EventInvokeConfig', { id: 'Alarms' })).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 300,
    });
  });
});
