import { App } from 'aws-cdk-lib';
import { CurfewStack } from './curfew-stack.ts';

new CurfewStack(new App(), 'Curfew');
