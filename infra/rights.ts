import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Every EC2 instance of the stack's account and region. */
export const instanceArns = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' });

/** Every DB instance of the stack's account and region. */
export const databaseArns = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'rds',
    resource: 'db',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/**
 * To ask EC2 what there is. It lists instances, status checks and spot requests without a look at whose they are, so these take
 * neither a resource nor a tag; every action takes the region.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const describeEc2 = (scope: Construct, ...actions: readonly `Describe${string}`[]): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `ec2:${action}`),
    resources: ['*'],
    conditions: { StringEquals: { 'ec2:Region': Stack.of(scope).region } },
  });

/** To see which instances there are, and in which state. RDS lists every DB instance of the region or none. */
export const listFleet = (scope: Construct): readonly PolicyStatement[] => [
  describeEc2(scope, 'DescribeInstances', 'DescribeSpotInstanceRequests'),
  new PolicyStatement({ actions: ['rds:DescribeDBInstances'], resources: [databaseArns(scope)] }),
];

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
