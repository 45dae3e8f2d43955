import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, type FunctionProps } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundle, bundleDirectory, type LambdaName } from './bundle.ts';
import { MonthLog } from './month-log.ts';

export interface BundledFunctionProps extends Omit<FunctionProps, 'code' | 'handler' | 'runtime' | 'logGroup'> {
  readonly name: LambdaName;
}

/**
 * A Lambda of ours: bundled by esbuild while the app is synthesised, on arm64, with a log group that forgets and a role that may
 * write there and nowhere else.
 */
export class BundledFunction extends Lambda {
  constructor(scope: Construct, id: string, { name, environment, ...props }: BundledFunctionProps) {
    const logGroup = new MonthLog(scope, `${id}Logs`);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...props,
      role,
      code: codeOf(scope, name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      logGroup,
    });
  }
}

/** The context `aws:cdk:bundling-stacks` leaves bundling out, for commands and tests that look at the template only. */
const codeOf = (scope: Construct, name: LambdaName): Code => {
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('not bundled');
  bundle(name);
  return Code.fromAsset(bundleDirectory(name));
};
