import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';
import { CurfewStack } from '../../infra/curfew-stack.ts';

const cdkJson = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

/** The context of cdk.json, changed as the test wants it; nothing is bundled. */
export const contextWith = (context: Record<string, unknown>): Record<string, unknown> => ({
  ...cdkJson.context,
  ...context,
  'aws:cdk:bundling-stacks': [],
});

/** The stack's template. */
export const synth = (context: Record<string, unknown> = {}): Template => {
  const app = new App({ context: contextWith(context) });
  return Template.fromStack(new CurfewStack(app, 'Curfew'));
};

/** The properties of the one resource of a type whose id begins so and whose properties hold these. */
export const one = (
  template: Template,
  type: string,
  { id = '', props = {} }: { readonly id?: string; readonly props?: Record<string, unknown> } = {},
): Record<string, unknown> => {
  const found = Object.entries(template.findResources(type, { Properties: props })).filter(([key]) =>
    key.startsWith(id),
  );
  expect(found).toHaveLength(1);
  return (found[0]?.[1]['Properties'] ?? {}) as Record<string, unknown>;
};
