import type { App, Stack } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { CurfewStack, targetStackName } from './curfew-stack.ts';
import { TargetStack } from './target-stack.ts';

/** Adds Curfew's own stack to the app, and behind it one for each of the context's targets, to deploy over there. */
export const addStacks = (app: App): readonly [Stack, ...Stack[]] => {
  const context = readContext(app.node);
  const curfew = new CurfewStack(app, 'Curfew');
  return [curfew, ...context.targets.map((entry) => new TargetStack(app, targetStackName(entry), { context, entry }))];
};
