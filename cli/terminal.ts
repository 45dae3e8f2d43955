import { isatty } from 'node:tty';
import pc from 'picocolors';
import type { Instant } from '../functions/shared/calendar/instant.ts';

/** The styles that commands paint with. */
const STYLES = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan', 'magenta'] as const;

export type Paint = Pick<ReturnType<typeof pc.createColors>, (typeof STYLES)[number]>;

/** The world as a command sees it, so that a test can stand in for all of it. */
export interface Terminal {
  /** Writes one line, or several, to standard output. */
  print(text: string): void;
  /** Writes one line, or several, to standard error. */
  complain(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  /** Colours what goes to standard output; leaves it as it is where that is not a terminal. */
  readonly paint: Paint;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    print: (text) => void process.stdout.write(`${isatty(1) ? visible(text) : text}\n`),
    complain: (text) => void process.stderr.write(`${isatty(2) ? visible(text) : text}\n`),
    env: process.env,
    now: () => Date.now(),
    paint: pc.createColors(isatty(1) && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb'),
  };
}

/** What STYLES write before and after a text. */
const PAINTED = STYLES.flatMap((style) => pc.createColors(true)[style]('\n').split('\n'));

/**
 * Anybody may write a row: of its control characters a terminal gets none but new lines, tabs and the sequences of our own
 * colours. A row may colour itself; it cannot hide a line.
 */
export function visible(text: string): string {
  const isPainted = (at: number): boolean => PAINTED.some((sequence) => text.startsWith(sequence, at));
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, (control, at: number) => (isPainted(at) ? control : '\u{fffd}'));
}
