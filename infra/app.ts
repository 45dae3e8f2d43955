import { App } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { acknowledgedWith, addNag } from './nag.ts';
import { addStacks } from './stacks.ts';

const app = new App();
// By the credentials and the region that the cdk command has.
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
addStacks(app, { account, region });
addNag(app, acknowledgedWith(readContext(app.node).targets));
