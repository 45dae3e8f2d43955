import { spawnSync } from 'node:child_process';
import type { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';
import { contextWith, templateWith } from '../../infra/template.ts';

/** The stack's template by the context of cdk.json, changed as the test wants it. */
export const synth = (context: Record<string, unknown> = {}): Template => templateWith(context);

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

/** Runs the app as the cdk command does, with the context of cdk.json changed as given. */
export const runApp = (changes: Record<string, unknown>, env: Record<string, string> = {}) =>
  spawnSync('node', ['--import', 'tsx', 'infra/app.ts'], {
    env: { ...process.env, ...env, CDK_CONTEXT_JSON: JSON.stringify(contextWith(changes)) },
    encoding: 'utf8',
  });
