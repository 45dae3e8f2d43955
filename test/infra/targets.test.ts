import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../functions/scheduler/env.ts';
import { readReceiveConfig } from '../../functions/webhook/receive-env.ts';
import { acknowledgedWith, addNag } from '../../infra/nag.ts';
import { addStacks } from '../../infra/stacks.ts';
import type { Home } from '../../infra/target-place.ts';
import { contextWith } from '../../infra/template.ts';
import { one, runApp, synth } from './synth.ts';

const roleOf = (name: string): string => `arn:aws:iam::222222222222:role${name}`;
const ROLE = roleOf('/ops/curfew');
const KEYS = ['ap-northeast-2:111111111111', 'us-east-1:222222222222'].map((place) => `arn:aws:kms:${place}:key/1`);
const targets = [{ region: 'us-east-1' }, { region: 'us-east-1', roleArn: ROLE }];

const outdir = mkdtempSync(join(tmpdir(), 'curfew-targets-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const app = new App({ outdir, context: contextWith({ targets, kmsKeyArns: KEYS }) });
addNag(app, acknowledgedWith(targets));
const [homeStack, ...targetStacks] = addStacks(app);
const home = Template.fromStack(homeStack);
const [region, account] = targetStacks.map((stack) => Template.fromStack(stack));

const variablesOf = (id: string): Record<string, string> => {
  const { Environment } = one(home, 'AWS::Lambda::Function', { id }) as {
    Environment: { Variables: Record<string, unknown> };
  };
  const asText = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value).includes('"[') ? '["1","2","3"]' : 'a ref';
  return Object.fromEntries(Object.entries(Environment.Variables).map(([name, value]) => [name, asText(value)]));
};

describe('an installation with targets', () => {
  it('has the home scheduler under its old ids, so that adding a target replaces nothing', () => {
    const ids = (template: Template) => Object.keys((template.toJSON() as { Resources: object }).Resources);
    expect(ids(home)).toEqual(expect.arrayContaining(ids(synth())));
  });

  it.each([
    ['SchedulerFunction', 'self/eu-west-1'],
    ['SchedulerUsEast1', 'self/us-east-1'],
    ['Scheduler222222222222UsEast1', '222222222222/us-east-1'],
  ])('tells %s its place among them: %s', (id, target) => {
    const config = readConfig({ ...variablesOf(id), AWS_REGION: 'eu-west-1' });
    expect(config.target.id).toBe(target);
  });

  it('tells the receiver all of them, each with its queue', () => {
    const config = readReceiveConfig({ ...variablesOf('Receive'), AWS_REGION: 'eu-west-1' });
    expect(config.targets.map(({ id, tickQueueUrl }) => [id, tickQueueUrl])).toEqual([
      ['self/eu-west-1', '1'],
      ['self/us-east-1', '2'],
      ['222222222222/us-east-1', '3'],
    ]);
    expect(config.targets.map(({ roleArn }) => roleArn)).toEqual([undefined, undefined, `${ROLE}-viewer`]);
  });

  it('wakes each scheduler by the events of its own account and region', () => {
    const rules = Object.entries(home.findResources('AWS::Events::Rule')).flatMap(([id, { Properties }]) => {
      const { EventPattern: pattern } = Properties as { EventPattern?: Record<string, unknown> };
      return pattern !== undefined && 'region' in pattern
        ? [`${id.replace(/[0-9A-F]{8}$/, '')}: ${JSON.stringify([pattern['account'], pattern['region']])}`]
        : [];
    });
    const [here, self] = ['[{"Ref":"AWS::Region"}]', '[{"Ref":"AWS::AccountId"}]'];
    expect(rules.sort()).toEqual(
      ['Ec2StateChange', 'RdsEvent']
        .flatMap((rule) => [
          `Scheduler222222222222UsEast1${rule}: [["222222222222"],["us-east-1"]]`,
          `Scheduler${rule}: [${self},${here}]`,
          `SchedulerUsEast1${rule}: [${self},["us-east-1"]]`,
        ])
        .sort(),
    );
  });

  it('takes events from those accounts and no others', () => {
    home.resourceCountIs('AWS::Events::EventBusPolicy', 1);
    home.hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Action: 'events:PutEvents',
        Principal: { AWS: { 'Fn::Join': ['', Match.arrayWith([':iam::222222222222:root'])] } },
      },
    });
  });

  it('watches every scheduler', () => {
    const alarms = Object.keys(home.findResources('AWS::CloudWatch::Alarm')).join();
    for (const id of ['Scheduler', 'SchedulerUsEast1', 'Scheduler222222222222UsEast1'])
      for (const what of ['Heartbeat', 'TickAge', 'Errors', 'Throttles', 'DeadLetters'])
        expect(alarms).toContain(`SelfMonitoring${id}${what}`);
  });

  it('says what to run for each, with the roles that the target is to trust', () => {
    const next = (id: string) => JSON.stringify(home.findOutputs(id)[id]?.['Value']);
    expect(next('TargetNextUsEast1')).toMatch(/npx cdk deploy CurfewTarget-us-east-1 --parameters EventBus=/);
    expect(next('TargetNextUsEast1')).not.toContain('SchedulerRole');
    expect(next('TargetNext222222222222UsEast1')).toMatch(
      /CurfewTarget-222222222222-us-east-1 .*SchedulerRole=.*Scheduler222222222222UsEast1FunctionRole.*ReceiveRole=.*ReceiveFunctionRole/,
    );
  });

  it('passes the rules of AwsSolutions', () => expect(() => app.synth()).not.toThrow());
});

describe('the stack of a target', () => {
  it.each([
    ['of another region', region, ['EventBus']],
    ['of another account', account, ['EventBus', 'SchedulerRole', 'ReceiveRole']],
  ])('%s asks for nothing that `cdk bootstrap` makes', (_, template, asked) => {
    expect(Object.keys(template?.findParameters('*') ?? {})).toEqual(asked);
    const deployedBy = app
      .synth()
      .stacks.map(({ stackName, assumeRoleArn }) => [stackName, assumeRoleArn !== undefined]);
    expect(Object.fromEntries(deployedBy)).toMatchObject({
      Curfew: true,
      'CurfewTarget-us-east-1': false,
      'CurfewTarget-222222222222-us-east-1': false,
    });
    // What CloudFormation takes without a bucket.
    expect(JSON.stringify(template?.toJSON()).length).toBeLessThan(51_200);
  });
});

describe('the stack of another region', () => {
  it('forwards its own state changes to the home bus, and has no right but that', () => {
    const rules = Object.values(region?.findResources('AWS::Events::Rule') ?? {});
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(JSON.stringify(rule)).toContain('"region":["us-east-1"]');
      expect(JSON.stringify(rule)).toContain('"Arn":{"Ref":"EventBus"}');
    }
    region?.resourceCountIs('AWS::IAM::Role', 1);
    region?.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: { Ref: 'EventBus' } }],
      },
    });
  });
});

describe('a target that cannot be one beside Curfew itself', () => {
  const objectionsAt = (at: Home): readonly unknown[] => {
    const stacks = addStacks(new App({ outdir, context: contextWith({ targets }) }), at);
    return stacks.map(({ node }) =>
      node.metadata.filter(({ type }) => type === 'aws:cdk:error').map(({ data }) => data),
    );
  };

  it.each([
    [{ region: 'us-east-1' }, 'The target us-east-1 is where Curfew itself is deployed: leave it out.'],
    [
      { account: '222222222222' },
      "The target 222222222222/us-east-1 is in Curfew's own account: leave out its roleArn.",
    ],
  ])("is an error of Curfew's own stack, and of no target's: %j", (at, objection) => {
    expect(objectionsAt(at)).toEqual([[objection], [], []]);
  });

  it('is one in another partition than its own', () => {
    const words =
      "in targets is of another partition than Curfew's own region cn-north-1; expected a region of aws-cn.";
    expect(objectionsAt({ region: 'cn-north-1' })[0]).toEqual([
      `The target us-east-1 ${words}`,
      `The target 222222222222/us-east-1 ${words}`,
    ]);
  });

  it.each([
    ['is none without credentials, when cdk takes us-east-1 for a region that is not set', {}, 0],
    ['ends the deployment to that very place', { CDK_DEFAULT_ACCOUNT: '111111111111' }, 1],
  ])('%s', (_, account, status) => {
    const env = { CDK_OUTDIR: outdir, CDK_DEFAULT_REGION: 'us-east-1', ...account };
    expect(runApp({ targets: [{ region: 'us-east-1' }] }, env).status).toBe(status);
  });

  it('is fine in the same region of another account, and where cdk knows of no account', () => {
    expect(objectionsAt({ account: '111111111111', region: 'eu-west-1' })).toEqual([[], [], []]);
    expect(objectionsAt({})).toEqual([[], [], []]);
  });
});

describe('the context key targets', () => {
  it.each([
    [[{ region: 'Virginia' }]],
    [[{ region: 'us-east-1', role: ROLE }]],
    [[{ region: 'us-east-1', roleArn: 'curfew' }]],
    [[{ roleArn: ROLE }]],
    [[{ region: 'us-east-1', roleArn: `${ROLE}${'x'.repeat(52)}` }]],
    [[{ region: 'us-east-1' }, { region: 'us-east-1' }]],
    [[{ region: 'ap-northeast-9' }]],
    [[{ region: 'us-east-1', roleArn: ROLE.replace('arn:aws:', 'arn:aws-cn:') }]],
    [['us-east-1', 'us-east-1'].map((region) => ({ region, roleArn: ROLE }))],
    [['us-east-1', 'us-west-2'].map((region) => ({ region, roleArn: ROLE }))],
    [['/ops/curfew', '/Curfew'].map((name, nth) => ({ region: `us-east-${nth + 1}`, roleArn: roleOf(name) }))],
    [['/curfew', '/curfew-viewer'].map((name, nth) => ({ region: `us-east-${nth + 1}`, roleArn: roleOf(name) }))],
    ['us-east-1'],
    [{ region: 'us-east-1' }],
  ])('is refused where it is %j', (value) => {
    expect(() => synth({ targets: value })).toThrow('expected a list of {"region": "us-east-1"}');
  });

  it('may come as text, as `cdk -c` gives it', () => {
    expect(Object.keys(synth({ targets: '[{"region":"us-east-1"}]' }).findOutputs('*'))).toContain('TargetNextUsEast1');
  });
});
