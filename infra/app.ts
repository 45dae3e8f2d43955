import { App } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { acknowledgedWith, addNag } from './nag.ts';
import { addStacks } from './stacks.ts';

const app = new App();
addStacks(app);
addNag(app, acknowledgedWith(readContext(app.node).targets));
