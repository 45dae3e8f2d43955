import { isatty } from 'node:tty';
import pc from 'picocolors';
import type { Instant } from '../functions/shared/calendar/instant.ts';

export type Paint = ReturnType<typeof pc.createColors>;

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

const ESCAPE = '\u{1b}';

/** Anybody may write a row: of its control characters a terminal gets none but new lines, tabs and colours. */
export function visible(text: string): string {
  const isColour = (at: number): boolean => text[at] === ESCAPE && /^\[[\d;]*m/.test(text.slice(at + 1, at + 16));
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, (control, at: number) => (isColour(at) ? control : '\u{fffd}'));
}
