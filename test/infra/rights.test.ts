import { describe, expect, it } from 'vitest';
import { HANDLERS, type LambdaName } from '../../infra/bundle.ts';
import { rightsFor, WIRED, wiringOf } from './call-rights.ts';
import { toldRights } from './permissions-document.ts';
import { reachedCalls } from './reached-calls.ts';
import { inWords, nameOf, rightsOf } from './rights-of.ts';
import { one, synth } from './synth.ts';

const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222-3333-4444-555555555555';

const template = synth({ kmsKeyArns: [KEY] });
const names = Object.keys(HANDLERS) as LambdaName[];
const calls = reachedCalls(Object.values(HANDLERS));

/** Rights that AWS needs without a call of ours, reviewed by hand. */
const IMPLICIT: Readonly<Record<LambdaName, readonly string[]>> = {
  // EC2 starts an instance with encrypted volumes only for a caller that may let it use their keys.
  scheduler: ['kms:CreateGrant on keys in kmsKeyArns'],
  deliver: [],
  receive: [],
  drain: [],
  publish: [],
  alarms: [],
};
/** DynamoRows reads the rules for those who ask for them. */
const WITH_RULES: readonly LambdaName[] = ['alarms', 'receive'];
/** Lambda takes messages in the function's name: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const TO_BE_FED = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const TO_LOG = ['logs:CreateLogStream on its own log', 'logs:PutLogEvents on its own log'];

const idOf = (name: LambdaName): string => name.replace(/^./, (letter) => letter.toUpperCase());

describe.each(names)('the role of %s', (name) => {
  const rights = rightsOf(template, idOf(name));

  it('allows the calls that its handler can reach and what AWS needs for them, and nothing else', () => {
    const forCalls = (calls.get(HANDLERS[name]) ?? []).flatMap((call) => rightsFor(call, WIRED));
    const ofRules = WITH_RULES.includes(name) ? ['dynamodb:Scan on table AlarmRule'] : [];
    const all = [...forCalls, ...ofRules, ...IMPLICIT[name], ...TO_LOG, ...rightsToBeFed(name)];
    expect(rights).toEqual([...new Set(all)].sort());
  });

  it('takes nothing from policies that AWS may change', () => {
    const role = one(template, 'AWS::IAM::Role', { id: idOf(name) });
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(role).not.toHaveProperty('Policies');
  });

  it('is told right by right in docs/permissions.md, each with its reason', () => {
    expect(toldRights(name)).toEqual(rights);
  });
});

it('no other role has rights', () => {
  template.resourceCountIs('AWS::IAM::Role', names.length);
  template.resourceCountIs('AWS::IAM::Policy', names.length);
});

it('rights are the same over tables that were there before', () => {
  const imported = synth({ kmsKeyArns: [KEY], existingTables: true });
  for (const name of names) expect(rightsOf(imported, idOf(name))).toEqual(rightsOf(template, idOf(name)));
});

it('only who makes calls is said to be wired to something', () => {
  const makers = new Set([...calls.values()].flat().map((call) => wiringOf(call, WIRED)));
  expect([...makers].sort()).toEqual(Object.keys(WIRED).sort());
});

it('functions are called by the rule of the tick and by the API alone, and by nobody through a URL', () => {
  const callers = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => {
    const { FunctionName, Principal, SourceArn } = Properties as Record<
      'FunctionName' | 'Principal' | 'SourceArn',
      unknown
    >;
    return `${String(Principal)} by ${nameOf(SourceArn)} calls ${nameOf(FunctionName)}`;
  });
  expect(callers.sort()).toEqual([
    'apigateway.amazonaws.com by execute-api /*/*/alerts/{name} calls ReceiveFunction',
    'apigateway.amazonaws.com by execute-api /*/*/chat/{name} calls ReceiveFunction',
    'apigateway.amazonaws.com by execute-api /*/*/drain calls DrainFunction',
    'events.amazonaws.com by AlarmsCloudWatchAlarm calls AlarmsFunction',
    'events.amazonaws.com by AlarmsEvaluation calls AlarmsFunction',
    'events.amazonaws.com by SchedulerTick calls SchedulerFunction',
  ]);
  template.resourceCountIs('AWS::Lambda::Url', 0);
});

it('queues take messages from the rules of EC2 and RDS, and else from our functions alone', () => {
  const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
  const allowed = policies
    .flatMap(
      ({ Properties }) => (Properties as { PolicyDocument: { Statement: Allowance[] } }).PolicyDocument.Statement,
    )
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Condition, Resource }) => `${nameOf(Condition?.ArnEquals['aws:SourceArn'])} to ${nameOf(Resource)}`);
  expect(allowed.sort()).toEqual(['SchedulerEc2StateChange to SchedulerQueue', 'SchedulerRdsEvent to SchedulerQueue']);
});

interface Allowance {
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Condition?: { readonly ArnEquals: { readonly 'aws:SourceArn': unknown } };
}

function rightsToBeFed(name: LambdaName): readonly string[] {
  const mappings = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
  return mappings.flatMap(({ Properties }) => {
    const { FunctionName, EventSourceArn } = Properties as { FunctionName: { Ref: string }; EventSourceArn: unknown };
    if (!FunctionName.Ref.startsWith(idOf(name))) return [];
    return TO_BE_FED.map((action) => `${action} on ${inWords(nameOf(EventSourceArn))}`);
  });
}
