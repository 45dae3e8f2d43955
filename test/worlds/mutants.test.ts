import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutated } from './mutated.ts';
import { MUTANTS } from './mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it.each(MUTANTS)('$name: the text that this mutant replaces stands in the source once', (mutant) => {
  const files = mutant.patches.map(({ file }) => file);
  expect([...mutated(ROOT, mutant).keys()]).toEqual([...new Set(files)]);
});

it('says which mutant is behind the code', () => {
  const gone = {
    name: 'a rule that is gone',
    patches: [{ file: 'package.json', text: 'no such rule', instead: '' }],
  };
  expect(() => mutated(ROOT, gone)).toThrow(/"a rule that is gone" does not apply: package\.json/);
});

it('names each mutant once', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});
