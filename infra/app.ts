import { App } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { CurfewStack, targetStackName } from './curfew-stack.ts';
import { acknowledgedWith, addNag } from './nag.ts';
import { TargetStack } from './target-stack.ts';

const app = new App();
const context = readContext(app.node);
addNag(app, acknowledgedWith(context.targets));
new CurfewStack(app, 'Curfew');
for (const entry of context.targets) new TargetStack(app, targetStackName(entry), { context, entry });
