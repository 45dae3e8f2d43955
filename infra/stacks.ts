import { Annotations, type App, type Stack } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { CurfewStack, targetStackName } from './curfew-stack.ts';
import { objectionTo, type Home } from './target-place.ts';
import { TargetStack } from './target-stack.ts';

/**
 * Adds Curfew's own stack to the app, and behind it one for each of the context's targets, to deploy over there. A target that is
 * home is an error of Curfew's own stack alone: where a target's stack is deployed, cdk has that account and region.
 */
export const addStacks = (app: App, home: Home = {}): readonly [Stack, ...Stack[]] => {
  const context = readContext(app.node);
  const curfew = new CurfewStack(app, 'Curfew', home);
  for (const objection of context.targets.flatMap((entry) => objectionTo(entry, home) ?? []))
    Annotations.of(curfew).addError(objection);
  return [curfew, ...context.targets.map((entry) => new TargetStack(app, targetStackName(entry), { context, entry }))];
};
