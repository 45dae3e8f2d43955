import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { accountOf, type TargetEntry } from './target-place.ts';

const HERE = { partition: '<AWS::Partition>', region: '<AWS::Region>', account: '<AWS::AccountId>' };

/** An ARN in cdk-nag's words, of the stack's account and region unless another place is given. */
const inRegion = (service: string, resource: string, { partition, region, account } = HERE): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

const instancesIn = (place = HERE): Readonly<Record<string, string>> => ({
  [`AwsSolutions-IAM5[Resource::${inRegion('ec2', 'instance/*', place)}]`]:
    'Which instances are scheduled is said by their tags, after the deployment. A condition allows those with the tag only.',
  [`AwsSolutions-IAM5[Resource::${inRegion('rds', 'db:*', place)}]`]:
    'As for EC2, to start and stop. To list them takes all: RDS leaves out none that a caller may not see, it refuses.',
});

/** Findings of cdk-nag that are meant to be so, and why. The rights themselves are held to their calls by test/infra/rights.test.ts. */
export const ACKNOWLEDGED: Readonly<Record<string, string>> = {
  'AwsSolutions-IAM5[Resource::*]':
    'EC2 lists instances, status checks and spot requests without a look at whose they are, and CloudWatch reads any metric: ' +
    'these take no resource, and are allowed in this region only.',
  ...instancesIn(),
  [`AwsSolutions-IAM5[Resource::${inRegion('ssm', 'parameter/curfew/channels/*')}]`]:
    'People name their channels after the deployment. Nothing but channels is kept under this path.',
  [`AwsSolutions-IAM5[Resource::${inRegion('ssm', 'parameter/curfew/drains/*')}]`]:
    'People add their Heroku apps after the deployment. Nothing but drains is kept under this path.',
  'AwsSolutions-APIG4':
    'JANDI, Slack and Heroku know no authoriser of API Gateway. The functions check the token, the signature or the password of every request.',
};

/** As above, for the instances of other regions and accounts too. */
export const acknowledgedWith = (targets: readonly TargetEntry[]): Readonly<Record<string, string>> =>
  Object.assign({}, ACKNOWLEDGED, ...targets.map((entry) => instancesIn(placeOf(entry)))) as Readonly<
    Record<string, string>
  >;

/** A role of another account is in a stack whose place is known. */
const placeOf = (entry: TargetEntry): typeof HERE => {
  const [, partition = HERE.partition] = entry.roleArn?.split(':') ?? [];
  return { partition, region: entry.region, account: accountOf(entry) ?? HERE.account };
};

/** Checks the app by the rules of AwsSolutions as it is synthesised: a finding that is not acknowledged fails `cdk deploy` too. */
export const addNag = (app: App, acknowledged: Readonly<Record<string, string>>): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  Validations.of(app).acknowledge(...Object.entries(acknowledged).map(([id, reason]) => ({ id, reason })));
};
