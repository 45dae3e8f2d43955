import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templatesWith } from '../../infra/template.ts';
import { rightsOf } from './rights-of.ts';
import { one } from './synth.ts';

// What the functions at home may do is held against their code by test/infra/rights.test.ts, and is the measure here.

const REGION = 'eu-west-1';
const ROLE = 'arn:aws:iam::222222222222:role/ops/curfew';
/** Two of Curfew's own account, one of the target's, and one that a third account shares. */
const KEYS = [
  ...['ap-northeast-2:111111111111', `${REGION}:111111111111`],
  ...['us-east-1:222222222222', 'us-east-1:333333333333'],
].map((place) => `arn:aws:kms:${place}:key/1`);
const WITH_TARGETS = { targets: [{ region: REGION }, { region: 'us-east-1', roleArn: ROLE }], kmsKeyArns: KEYS };
const [home, near, abroad] = templatesWith(WITH_TARGETS, { region: 'ap-northeast-2' }) as [
  Template,
  Template,
  Template,
];

const atHome = rightsOf(home, 'SchedulerFunction');
const isOnFleet = (right: string): boolean => /^(?:ec2|rds|kms):/.test(right);
/** A right on the instances of this region, as it is said of those of another. */
const movedTo =
  (region: string) =>
  (right: string): string =>
    right
      .replace(' anything in this region', ` anything in ${region}`)
      .replace(/ (?:EC2|DB) instances/, `$& in ${region}`);

const keysOf = (template: Template, id: string): readonly string[] =>
  JSON.stringify(one(template, 'AWS::IAM::Policy', { id })).match(/arn:aws:kms:[^"]+/g) ?? [];

const trustOf = (id: string): unknown => {
  const { AssumeRolePolicyDocument } = one(abroad, 'AWS::IAM::Role', { id });
  return (AssumeRolePolicyDocument as { Statement: unknown }).Statement;
};

describe("the scheduler of another region of Curfew's own account", () => {
  it('may do there what the one at home may do at home, and nothing on the instances at home', () => {
    expect(rightsOf(home, 'SchedulerEuWest1Function')).toEqual(atHome.map(movedTo(REGION)).sort());
  });

  it('leaves no right in that region but that to forward events', () => {
    near.resourceCountIs('AWS::IAM::Policy', 1);
  });
});

describe('the scheduler of another account', () => {
  it("may take on the target's role, and touches no instance by its own rights", () => {
    expect(rightsOf(home, 'Scheduler222222222222UsEast1')).toEqual(
      [...atHome.filter((right) => !isOnFleet(right)), 'sts:AssumeRole on the role of the target'].sort(),
    );
    expect(JSON.stringify(home.findResources('AWS::IAM::Policy')).split(`"${ROLE}"`)).toHaveLength(2);
  });
});

describe("the target's role in another account", () => {
  it('has the name that the context says, and trusts the scheduler of this target alone', () => {
    expect(one(abroad, 'AWS::IAM::Role', { id: 'Role' })).toMatchObject({ RoleName: 'curfew', Path: '/ops/' });
    const principal = { AWS: { Ref: 'SchedulerRole' } };
    expect(trustOf('Role')).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: principal }]);
  });

  it('may do there what the scheduler at home may do at home, under the same conditions', () => {
    expect(rightsOf(abroad, 'Role')).toEqual(atHome.filter(isOnFleet).map(movedTo('us-east-1')).sort());
  });
});

describe('the viewer beside it', () => {
  it('has its name with an ending, and trusts the receiver alone', () => {
    expect(one(abroad, 'AWS::IAM::Role', { id: 'Viewer' })).toMatchObject({ RoleName: 'curfew-viewer', Path: '/ops/' });
    const principal = { AWS: { Ref: 'ReceiveRole' } };
    expect(trustOf('Viewer')).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: principal }]);
  });

  it('may see what the receiver sees at home, and start and stop nothing', () => {
    const ofReceiver = rightsOf(home, 'ReceiveFunction').filter((right) => !right.includes(REGION));
    const seen = ofReceiver.filter(isOnFleet).map(movedTo('us-east-1'));
    expect(rightsOf(abroad, 'Viewer')).toEqual(seen.sort());
    expect(seen.filter((right) => !/:Describe/.test(right))).toEqual([]);
  });
});

describe('the receiver', () => {
  it('may take on viewers, look into the other regions of its own account, and nothing more than without targets', () => {
    const [alone] = templatesWith({});
    const without = rightsOf(alone, 'ReceiveFunction');
    const looks = without.filter(isOnFleet).map(movedTo(REGION));
    expect(rightsOf(home, 'ReceiveFunction')).toEqual(
      [...without, ...looks, 'sts:AssumeRole on viewers of targets'].sort(),
    );
  });
});

describe('keys of volumes', () => {
  it('go to those that work in their region, whoever owns them', () => {
    expect(keysOf(home, 'SchedulerFunction')).toEqual([KEYS[0]]);
    expect(keysOf(home, 'SchedulerEuWest1')).toEqual([KEYS[1]]);
    expect(keysOf(abroad, 'Role')).toEqual(KEYS.slice(2));
  });

  it('go to the scheduler at home all of them, where cdk does not know in which region that is', () => {
    const [unknown] = templatesWith(WITH_TARGETS);
    expect(keysOf(unknown, 'SchedulerFunction')).toEqual(KEYS);
  });
});
