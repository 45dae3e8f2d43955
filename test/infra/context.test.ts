import { describe, expect, it } from 'vitest';
import { runApp, synth } from './synth.ts';

const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222-3333-4444-555555555555';

describe('the context in cdk.json', () => {
  it.each([
    ['timeZone', 'KST', 'timeZone is "KST"; expected an IANA zone, such as Asia/Seoul'],
    ['timeZone', 'Asia/Nowhere', 'timeZone is "Asia/Nowhere"; expected'],
    ['timeZone', undefined, 'timeZone is missing; expected'],
    ['tickMinutes', 0, 'tickMinutes is 0; expected a whole number of minutes, 1 to 60'],
    ['tickMinutes', '61', 'tickMinutes is "61"; expected'],
    ['tickMinutes', 1.5, 'tickMinutes is 1.5; expected'],
    ['tickMinutes', '', 'tickMinutes is ""; expected'],
    ['warnMinutes', -1, 'warnMinutes is -1; expected a whole number of minutes, 0 to 1440'],
    ['warnMinutes', 'ten', 'warnMinutes is "ten"; expected'],
    ['language', 'fr', 'language is "fr"; expected en or ko'],
    ['language', undefined, 'language is missing; expected'],
    ['kmsKeyArns', 'alias/ebs', 'kmsKeyArns is "alias/ebs"; expected a list of KMS key ARNs'],
    ['kmsKeyArns', `${KEY},`, 'expected a list of KMS key ARNs'],
    ['kmsKeyArns', [KEY, 'alias/ebs'], `kmsKeyArns is ["${KEY}","alias/ebs"]; expected`],
    ['existingTables', 'yes', 'existingTables is "yes"; expected true, false, or a list of tables'],
    ['existingTables', ['Schedule', 'Schedules'], 'existingTables is ["Schedule","Schedules"]; expected'],
    ['tickMinute', 5, 'there is no key tickMinute; type tickMinutes'],
    ['timezone', 'UTC', 'there is no key timezone; type timeZone'],
    ['existing-tables', true, 'there is no key existing-tables; type existingTables'],
    ['warnMinuts', 5, 'there is no key warnMinuts; type warnMinutes'],
    ['tikcMinutes', 5, 'there is no key tikcMinutes; type tickMinutes'],
    ['lang', 'en', 'there is no key lang; type language'],
    ['kmsKeys', [], 'there is no key kmsKeys; type kmsKeyArns'],
    ['target', [], 'there is no key target; type targets'],
  ])('fails at synth where %s is %j', (key, value, message) => {
    expect(() => synth({ [key]: value })).toThrow(message);
  });

  it('is told of in one line, without the stack of the error', () => {
    const { status, stderr } = runApp({ lang: 'en' });
    expect([status, stderr]).toEqual([1, 'The context in cdk.json is wrong: there is no key lang; type language.\n']);
  });

  it("leaves cdk's own keys and those of others alone", () => {
    const others = [
      '@aws-cdk/core:newStyleStackSynthesis',
      'cdk-nag',
      'cli-telemetry',
      'availability-zones:x',
      'stage',
    ];
    expect(() => synth(Object.fromEntries(others.map((key) => [key, true])))).not.toThrow();
  });

  it('names every wrong key at once', () => {
    expect(() => synth({ timeZone: 'KST', tickMinutes: 0 })).toThrow(/timeZone.*; tickMinutes/);
  });

  it('takes numbers as text, as `cdk -c` gives them, into the schedule and the environment', () => {
    const template = synth({ tickMinutes: '5', warnMinutes: '0', timeZone: 'UTC' });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { TICK_MINUTES: '5', WARN_MINUTES: '0', TIME_ZONE: 'UTC' } },
    });
  });

  it('takes lists as text with commas', () => {
    const rights = synth({ kmsKeyArns: `${KEY}, ${KEY.replace(/1+/, '2')}` }).findResources('AWS::IAM::Policy');
    expect(JSON.stringify(rights)).toContain(`"Resource":["${KEY}","${KEY.replace(/1+/, '2')}"]`);
  });

  it('takes lists as JSON, as cdk.json has them', () => {
    const withNone = synth({ existingTables: '["Schedule", "Memory"]', kmsKeyArns: '[]' });
    withNone.resourceCountIs('AWS::DynamoDB::Table', 3);
  });

  it('gives the language to the functions that speak, and to the command that comes next', () => {
    const template = synth({ language: 'en' });
    const speakers = template.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: { CHANNEL_LANGUAGE: 'en' } } },
    });
    expect(Object.keys(speakers).map((id) => id.replace(/Function.*/, ''))).toEqual(['Deliver', 'Receive']);
    expect(JSON.stringify(template.findOutputs('RunNext'))).toContain('--language en');
  });

  it('lets EC2 use the keys it names, and no key where it names none', () => {
    const actionsOf = (context: Record<string, unknown>) =>
      JSON.stringify(synth(context).findResources('AWS::IAM::Policy'));
    expect(actionsOf({})).not.toContain('kms:');
    const withKey = actionsOf({ kmsKeyArns: [KEY] });
    expect(withKey).toContain('"Action":"kms:CreateGrant"');
    expect(withKey).toContain(
      `"Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}},"Effect":"Allow","Resource":"${KEY}"`,
    );
  });
});
