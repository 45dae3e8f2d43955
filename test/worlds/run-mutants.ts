import { fork } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutated } from './mutated.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

/** By what a mutant was caught: the promise that it broke first, and the number of the world. */
export interface Caught {
  readonly promise: number;
  readonly worlds: number;
}

export interface MutantOptions {
  /** Worlds in which each has to be caught. */
  readonly count: number;
  /** A part of the name of those to run; all where undefined. */
  readonly only: string | undefined;
  readonly say: (line: string) => void;
}

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = ['functions', 'local', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

/** Breaks one rule at a time in a copy of the source, and runs worlds there until one fails; 1 where one is not caught, else 0. */
export async function runMutants({ count, only = '', say }: MutantOptions): Promise<0 | 1> {
  const mutants = MUTANTS.filter(({ name }) => name.includes(only));
  if (mutants.length === 0) {
    say(`No mutant has ${only} in its name.`);
    return 1;
  }
  const copy = await mkdtemp(join(tmpdir(), 'curfew-mutants-'));
  let survivors = 0;
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(copy, path), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    say('| broken rule | caught by |\n| --- | --- |');
    for (const mutant of mutants) {
      const { name, test, alarms = false } = mutant;
      if (test !== undefined && (await failureOf(copy, test))) throw new Error(`${test} fails without a mutant, too.`);
      const caught = await underMutation(copy, mutant, () =>
        test === undefined ? firstFailure(copy, count, alarms) : failureOf(copy, test),
      );
      if (caught === undefined) survivors += 1;
      say(`| ${name} | ${caught ?? `nothing in ${test ?? `${count} worlds`}`} |`);
    }
  } finally {
    await rm(copy, { recursive: true });
  }
  say(survivors === 0 ? 'Every mutant was caught.' : `${survivors} mutants were not caught.`);
  return survivors === 0 ? 0 : 1;
}

/** Runs with the mutant in the copy, which is whole again afterwards. */
async function underMutation<T>(copy: string, mutant: Mutant, run: () => Promise<T>): Promise<T> {
  const sources = mutated(copy, mutant);
  const whole = new Map<string, string>();
  for (const file of sources.keys()) whole.set(file, await readFile(join(copy, file), 'utf8'));
  for (const [file, source] of sources) await writeFile(join(copy, file), source);
  try {
    return await run();
  } finally {
    for (const [file, source] of whole) await writeFile(join(copy, file), source);
  }
}

/** The test file, where it fails. */
const failureOf = (copy: string, test: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = fork(join(copy, 'node_modules/vitest/vitest.mjs'), ['run', test], { cwd: copy, silent: true });
    child.once('exit', (code) => resolve(code === 0 ? undefined : `\`${test}\``));
  });

/** The promise that the first world to fail breaks. */
const firstFailure = (copy: string, count: number, alarms: boolean): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    let caught: Caught | undefined;
    const args = ['--count', String(count), '--until-broken', ...(alarms ? ['--alarms'] : [])];
    const child = fork(join(copy, 'test/worlds/run.ts'), args, { cwd: copy, silent: true });
    let said = '';
    child.stderr?.on('data', (chunk) => (said += String(chunk)));
    child.once('message', (tally: { broken?: Caught }) => (caught = tally.broken));
    child.once('exit', (code) => {
      if (code === 0 || caught !== undefined) resolve(caught && `promise ${caught.promise}, in world ${caught.worlds}`);
      else reject(new Error(`worlds of a mutant ended with ${code}: ${said}`));
    });
  });
