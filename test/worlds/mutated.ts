import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** The files below `root` that a mutant changes, with what they would hold; throws where a text to be replaced does not stand there exactly once. */
export function mutated(root: string, { name, patches }: Mutant): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { file, text, instead } of patches) {
    const [before, after, ...more] = (sources.get(file) ?? readFileSync(join(root, file), 'utf8')).split(text);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`The mutant "${name}" does not apply: ${file} does not hold ${JSON.stringify(text)} once.`);
    sources.set(file, `${before}${instead}${after}`);
  }
  return sources;
}
