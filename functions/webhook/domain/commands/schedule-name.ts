import { nearest } from '../../../shared/rows/nearest.ts';
import { fold, tidy, wordsOf } from '../../../shared/rows/spelling.ts';

/** The schedule that a line begins with, and the words after it. */
export interface NamedSchedule {
  readonly name: string;
  readonly rest: readonly string[];
}

/**
 * Finds the schedules that a line may begin with, one in quotes first, then the longest name first, without regard to case
 * or repeated blanks; of names that differ in case only, the one that is spelt exactly so.
 */
export function schedulesNamed(line: string, names: readonly string[]): readonly NamedSchedule[] {
  const words = wordsOf(line);
  const plain = namesAtStart(words, names).map((name) => ({ name, rest: words.slice(wordsOf(name).length) }));
  return [...inQuotes(tidy(line), names), ...plain];
}

/** The first of them. */
export const scheduleNamed = (line: string, names: readonly string[]): NamedSchedule | undefined =>
  schedulesNamed(line, names)[0];

/** A name may hold quote marks itself, so every closing mark at the end of a word may be the one. */
function inQuotes(line: string, names: readonly string[]): readonly NamedSchedule[] {
  const mark = line.charAt(0);
  if (mark !== '"' && mark !== "'") return [];
  const ends = [...line.matchAll(/\S(?= |$)/g)].map(({ index }) => index).filter((end) => line[end] === mark);
  return ends.reverse().flatMap((end) => {
    const quoted = wordsOf(line.slice(1, end));
    const whole = names.filter((name) => wordsOf(name).length === quoted.length);
    return namesAtStart(quoted, whole).map((name) => ({ name, rest: wordsOf(line.slice(end + 1)) }));
  });
}

function namesAtStart(words: readonly string[], names: readonly string[]): readonly string[] {
  const best = new Map<number, { name: string; isExact: boolean }>();
  for (const name of names) {
    const { length } = wordsOf(name);
    const typed = words.slice(0, length).join(' ');
    if (length === 0 || fold(typed) !== fold(name)) continue;
    const isExact = typed === tidy(name);
    if (!best.has(length) || (isExact && best.get(length)?.isExact === false)) best.set(length, { name, isExact });
  }
  return [...best].sort(([a], [b]) => b - a).map(([, { name }]) => name);
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
