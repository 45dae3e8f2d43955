import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CurfewStack } from './curfew-stack.ts';

type Values = Readonly<Record<string, unknown>>;

/** The context of cdk.json, changed as given, for those who only look at the template: nothing is bundled. */
export const contextWith = (changes: Values): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as { context: Values };
  return { ...context, ...changes, 'aws:cdk:bundling-stacks': [] };
};

/** The template of the stack; what synthesis writes on the way does not stay. */
export const templateWith = (changes: Values): Template => {
  const outdir = mkdtempSync(join(tmpdir(), 'curfew-template-'));
  try {
    const app = new App({ outdir, context: contextWith(changes) });
    return Template.fromStack(new CurfewStack(app, 'Curfew'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
};
