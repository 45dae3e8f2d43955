import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that `cdk synth` wrote: the template, and the code that `cdk deploy` would upload. */
    readonly assembly: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');
const CDK = join(ROOT, 'node_modules/aws-cdk/bin/cdk');

/** Synthesises the stack once for all tests over the wire, as `cdk deploy` does first. */
export default function setup({ provide }: TestProject): () => void {
  const assembly = mkdtempSync(join(tmpdir(), 'curfew-assembly-'));
  const synth = [CDK, 'synth', '--quiet', '--output', assembly];
  execFileSync(process.execPath, synth, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  provide('assembly', assembly);
  return () => rmSync(assembly, { recursive: true });
}
