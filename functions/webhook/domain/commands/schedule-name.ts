import { nearest } from '../../../shared/rows/nearest.ts';
import { fold, tidy, wordsOf } from './tidy.ts';

/** The schedule that a line begins with, and the words after it. */
export interface NamedSchedule {
  readonly name: string;
  readonly rest: readonly string[];
}

const QUOTED = /^["'“‘]([^"'“”‘’]*)["'”’](?: (.*))?$/;

/**
 * Finds the schedule that a line begins with: the longest name that fits, without regard to case or repeated blanks; of
 * names that differ in case only, the one that is spelt exactly so. A quoted name is that name and nothing longer.
 */
export function scheduleNamed(line: string, names: readonly string[]): NamedSchedule | undefined {
  const words = wordsOf(line);
  const found = longestName(words, names);
  if (found !== undefined) return { name: found, rest: words.slice(wordsOf(found).length) };
  const [, quoted, rest = ''] = QUOTED.exec(tidy(line)) ?? [];
  if (quoted === undefined) return undefined;
  const inQuotes = wordsOf(quoted);
  const name = longestName(
    inQuotes,
    names.filter((candidate) => wordsOf(candidate).length === inQuotes.length),
  );
  return name === undefined ? undefined : { name, rest: wordsOf(rest) };
}

function longestName(words: readonly string[], names: readonly string[]): string | undefined {
  let best: { name: string; length: number; isExact: boolean } | undefined;
  for (const name of names) {
    const { length } = wordsOf(name);
    const typed = words.slice(0, length).join(' ');
    if (length === 0 || fold(typed) !== fold(name)) continue;
    const isExact = typed === tidy(name);
    if (best === undefined || length > best.length || (length === best.length && isExact && !best.isExact))
      best = { name, length, isExact };
  }
  return best?.name;
}

const SHOWN_NAMES = 8;

/** The names that somebody who typed `typed` may have meant: a slip away, begun, or with a word too many. */
export function namesNear(typed: string, names: readonly string[]): readonly string[] {
  const meant = fold(typed);
  const near = names.filter((name) => {
    const isPart = meant.length >= 2 && (fold(name).startsWith(meant) || meant.startsWith(`${fold(name)} `));
    return isPart || nearest(meant, [name]) !== undefined;
  });
  return near.slice(0, SHOWN_NAMES);
}
