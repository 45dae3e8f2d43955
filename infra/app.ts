import { App } from 'aws-cdk-lib';
import { CurfewStack } from './curfew-stack.ts';
import { addNag } from './nag.ts';

const app = new App();
addNag(app);
new CurfewStack(app, 'Curfew');
