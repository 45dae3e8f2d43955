import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** An ARN of the stack's account and region, in cdk-nag's words. */
const inRegion = (service: string, resource: string): string =>
  `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;

/** Findings of cdk-nag that are meant to be so, and why. The rights themselves are held to their calls by test/infra/rights.test.ts. */
export const ACKNOWLEDGED: Readonly<Record<string, string>> = {
  'AwsSolutions-IAM5[Resource::*]':
    'EC2 lists instances, status checks and spot requests without a look at whose they are, and CloudWatch reads any metric: ' +
    'these take no resource, and are allowed in this region only.',
  [`AwsSolutions-IAM5[Resource::${inRegion('ec2', 'instance/*')}]`]:
    'Which instances are scheduled is said by their tags, after the deployment. A condition allows those with the tag only.',
  [`AwsSolutions-IAM5[Resource::${inRegion('rds', 'db:*')}]`]:
    'As for EC2, to start and stop. To list them takes all: RDS leaves out none that a caller may not see, it refuses.',
  [`AwsSolutions-IAM5[Resource::${inRegion('ssm', 'parameter/curfew/channels/*')}]`]:
    'People name their channels after the deployment. Nothing but channels is kept under this path.',
  [`AwsSolutions-IAM5[Resource::${inRegion('ssm', 'parameter/curfew/drains/*')}]`]:
    'People add their Heroku apps after the deployment. Nothing but drains is kept under this path.',
  'AwsSolutions-APIG4':
    'JANDI, Slack and Heroku know no authoriser of API Gateway. The functions check the token, the signature or the password of every request.',
};

/** Checks the app by the rules of AwsSolutions as it is synthesised: a finding that is not acknowledged fails `cdk deploy` too. */
export const addNag = (app: App, acknowledged: Readonly<Record<string, string>> = ACKNOWLEDGED): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  Validations.of(app).acknowledge(...Object.entries(acknowledged).map(([id, reason]) => ({ id, reason })));
};
