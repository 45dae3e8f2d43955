import { fold, wordsOf } from './spelling.ts';

/** A name in the quotes that a command may put around it. */
export const quoted = (name: string): string => (name.includes('"') && !name.includes("'") ? `'${name}'` : `"${name}"`);

/**
 * How commands call each of these schedules: by its name, and in quotes where another's name begins with it, since a line
 * that begins with both is the longer one's.
 */
export function commandNames(names: Iterable<string>): (name: string) => string {
  const begun = new Set<string>();
  for (const name of names) {
    const words = wordsOf(name);
    for (let count = 1; count < words.length; count++) begun.add(fold(words.slice(0, count).join(' ')));
  }
  return (name) => (begun.has(fold(name)) ? quoted(name) : name);
}
