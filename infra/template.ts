import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addStacks } from './stacks.ts';
import type { Home } from './target-place.ts';

type Values = Readonly<Record<string, unknown>>;

/** The context of cdk.json, changed as given, for those who only look at the template: nothing is bundled. */
export const contextWith = (changes: Values): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as { context: Values };
  return { ...context, ...changes, 'aws:cdk:bundling-stacks': [] };
};

/** The templates of Curfew's own stack and of each target's; what synthesis writes on the way does not stay. */
export const templatesWith = (changes: Values, home: Home = {}): readonly [Template, ...Template[]] => {
  const outdir = mkdtempSync(join(tmpdir(), 'curfew-template-'));
  try {
    const [curfew, ...targets] = addStacks(new App({ outdir, context: contextWith(changes) }), home);
    return [Template.fromStack(curfew), ...targets.map((stack) => Template.fromStack(stack))];
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** The template of Curfew's own stack. */
export const templateWith = (changes: Values): Template => templatesWith(changes)[0];
