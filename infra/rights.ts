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

/** To see which instances there are, and in which state. */
export const listFleet = (scope: Construct): readonly PolicyStatement[] => [
  // EC2 takes neither a resource nor a tag for these, and RDS lists every instance or none.
  new PolicyStatement({
    actions: ['ec2:DescribeInstances', 'ec2:DescribeSpotInstanceRequests'],
    resources: ['*'],
  }),
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
