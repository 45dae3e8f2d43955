import { App } from 'aws-cdk-lib';
import { readContext, WrongContext } from './context.ts';
import { acknowledgedWith, addNag } from './nag.ts';
import { addStacks } from './stacks.ts';

const app = new App();
// By the credentials and the region that the cdk command has. Without credentials it knows no account, and may say us-east-1 for no region.
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
try {
  addStacks(app, account === undefined ? {} : { account, region });
  addNag(app, acknowledgedWith(readContext(app.node).targets));
} catch (error) {
  if (!(error instanceof WrongContext)) throw error;
  process.stderr.write(`${error.message}\n`);
  // At once: an app that comes to its end is synthesised.
  process.exit(1);
}
