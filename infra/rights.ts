import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Context } from './context.ts';

/** Every EC2 instance of the stack's account in a region. */
const instanceArns = (scope: Construct, region: string): string =>
  Stack.of(scope).formatArn({ service: 'ec2', region, resource: 'instance', resourceName: '*' });

/** Every DB instance of the stack's account in a region. */
const databaseArns = (scope: Construct, region: string): string =>
  Stack.of(scope).formatArn({
    service: 'rds',
    region,
    resource: 'db',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/**
 * To ask EC2 what there is. It lists instances, status checks and spot requests without a look at whose they are, so these take
 * neither a resource nor a tag; every action takes the region.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
const describeEc2 = (region: string, ...actions: readonly `Describe${string}`[]): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `ec2:${action}`),
    resources: ['*'],
    conditions: { StringEquals: { 'ec2:Region': region } },
  });

/**
 * To see which instances there are, and in which state; in the stack's own region unless another is given. RDS lists every DB
 * instance of the region or none.
 */
export const listFleet = (scope: Construct, region = Stack.of(scope).region): readonly PolicyStatement[] => [
  describeEc2(region, 'DescribeInstances', 'DescribeSpotInstanceRequests'),
  new PolicyStatement({ actions: ['rds:DescribeDBInstances'], resources: [databaseArns(scope, region)] }),
];

/** To see, start and stop the instances of a region. */
export const fleetRights = (scope: Construct, region = Stack.of(scope).region): readonly PolicyStatement[] => [
  ...listFleet(scope, region),
  describeEc2(region, 'DescribeInstanceStatus'),
  new PolicyStatement({
    actions: ['ec2:StartInstances', 'ec2:StopInstances'],
    resources: [instanceArns(scope, region)],
    conditions: CARRIES_SCHEDULE_NAME,
  }),
  new PolicyStatement({
    actions: ['rds:StartDBInstance', 'rds:StopDBInstance'],
    resources: [databaseArns(scope, region)],
    conditions: CARRIES_SCHEDULE_NAME,
  }),
];

/** The tag is there, whatever its value. */
const CARRIES_SCHEDULE_NAME = { Null: { 'aws:ResourceTag/ScheduleName': 'false' } };

/**
 * EC2 starts an instance with encrypted volumes only if its caller may let it use their keys. A key is of its volume's region, and of
 * any account that shares it; `region` is undefined where cdk does not know in which one it deploys.
 */
export const keyRights = ({ kmsKeyArns }: Context, region: string | undefined): readonly PolicyStatement[] => {
  const keys = kmsKeyArns.filter((arn) => region === undefined || arn.split(':')[3] === region);
  if (keys.length === 0) return [];
  return [
    new PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources: keys,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
};

/** To work in another account, by a role of it. */
export const takeOn = (roleArn: string): PolicyStatement =>
  new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] });

/**
 * To read the channels that `curfew channel set` wrote. Their key, aws/ssm, lets everybody in the account decrypt by way of SSM
 * who may read the parameter: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export const readChannels = (scope: Construct): PolicyStatement =>
  new PolicyStatement({
    actions: ['ssm:GetParameter'],
    resources: [
      Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: 'curfew/channels/*' }),
    ],
  });
