import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

type Rights = Readonly<Record<string, readonly string[]>>;

const template = synth();

const TAGGED = 'if {"Null":{"aws:ResourceTag/ScheduleName":"false"}}';
/** What Lambda takes messages with, and GetQueueUrl, which aws-cdk-lib adds. */
const TAKE = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
  (action) => `sqs:${action}`,
);
const LIST_EC2 = ['ec2:DescribeInstances', 'ec2:DescribeSpotInstanceRequests'];

/** What each function may do, and to what. A right is added here only with the call that needs it. */
const REVIEWED: Readonly<Record<string, Rights>> = {
  Scheduler: {
    '*': ['ec2:DescribeInstanceStatus', ...LIST_EC2],
    'rds db:*': ['rds:DescribeDBInstances'],
    [`ec2 instance/* ${TAGGED}`]: ['ec2:StartInstances', 'ec2:StopInstances'],
    [`rds db:* ${TAGGED}`]: ['rds:StartDBInstance', 'rds:StopDBInstance'],
    // Besides reading: the console's flags, which it takes over.
    TablesSchedule: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
    TablesScheduleServerGroup: ['dynamodb:Scan'],
    TablesScheduleException: ['dynamodb:Scan'],
    TablesMemory: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    NoticesQueue: ['sqs:SendMessage'],
    SchedulerQueue: [...TAKE, 'sqs:SendMessage'],
  },
  Deliver: {
    'ssm parameter/curfew/channels/*': ['ssm:GetParameter'],
    // Claims.
    TablesMemory: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
    NoticesQueue: [...TAKE, 'sqs:SendMessage'],
    NoticesDeadLetters: ['sqs:SendMessage'],
  },
  Receive: {
    'ssm parameter/curfew/channels/*': ['ssm:GetParameter'],
    // `status`.
    '*': LIST_EC2,
    'rds db:*': ['rds:DescribeDBInstances'],
    // The console's flags, which an order replaces.
    TablesSchedule: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
    TablesScheduleServerGroup: ['dynamodb:Scan'],
    TablesScheduleException: ['DeleteItem', 'PutItem', 'Query', 'Scan'].map((action) => `dynamodb:${action}`),
    // Runs, warnings, holds; signatures that were seen.
    TablesMemory: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    NoticesQueue: ['sqs:SendMessage'],
    SchedulerQueue: ['sqs:SendMessage'],
  },
};

describe.each(Object.entries(REVIEWED))('the role of %s', (id, rights) => {
  it('allows what was reviewed, and nothing else', () => {
    expect(rightsOf(id)).toEqual(rights);
  });

  it('takes from AWS only the right to write its log', () => {
    const { ManagedPolicyArns, Policies } = one(template, 'AWS::IAM::Role', { id });
    expect(Policies).toBeUndefined();
    expect(ManagedPolicyArns).toHaveLength(1);
    expect(nameOf([ManagedPolicyArns].flat()[0])).toBe('iam policy/service-role/AWSLambdaBasicExecutionRole');
  });
});

it('no other role has rights', () => {
  template.resourceCountIs('AWS::IAM::Role', Object.keys(REVIEWED).length);
  template.resourceCountIs('AWS::IAM::Policy', Object.keys(REVIEWED).length);
});

/** The actions that a function's role allows, by the resource they are allowed on and the condition. */
function rightsOf(id: string): Rights {
  const { PolicyDocument } = one(template, 'AWS::IAM::Policy', { id }) as {
    PolicyDocument: { Statement: readonly Statement[] };
  };
  const rights: Record<string, string[]> = {};
  for (const { Action, Effect, Resource, Condition } of PolicyDocument.Statement) {
    expect(Effect).toBe('Allow');
    const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
    for (const resource of [Resource].flat()) (rights[nameOf(resource) + condition] ??= []).push(...[Action].flat());
  }
  for (const actions of Object.values(rights)) actions.sort();
  return rights;
}

/** `TablesMemory` for a resource of the stack, else service and resource: `ec2 instance/*`. */
function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { 'Fn::GetAtt': ofStack, 'Fn::Join': joined } = resource as {
    readonly 'Fn::GetAtt'?: readonly [string, 'Arn'];
    readonly 'Fn::Join'?: readonly ['', readonly unknown[]];
  };
  if (ofStack !== undefined) return ofStack[0].replace(/[0-9A-F]{8}$/, '');
  const arn = (joined?.[1] ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');
  const [, , service, , , ...name] = arn.split(':');
  return `${service} ${name.join(':')}`;
}
