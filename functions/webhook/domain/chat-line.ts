import type { Instant } from '../../shared/calendar/instant.ts';
import type { Keyword } from './keyword.ts';

/** What somebody asked for in a chat, whichever service brought it. */
export interface ChatLine {
  /** The command, without keyword or slash. */
  readonly text: string;
  readonly author: Author;
  /** What came before it. */
  readonly keyword?: Keyword;
  /** Buttons: the stop they were shown for. */
  readonly shownFor?: Instant;
}

/** Who asked, as the chat service says it. */
export interface Author {
  /** To be named in rows and notices. */
  readonly name: string;
  /** Everything that a channel's `people` may call this person by. */
  readonly knownAs: readonly string[];
}

const LONGEST_NAME = 100;

/** Whether the person may change things from a channel; a channel that lists nobody lets everybody. */
export function mayChange(author: Author, people: readonly string[]): boolean {
  if (people.length === 0) return true;
  const names = new Set(author.knownAs.map(comparable).filter((name) => name !== ''));
  return people.some((person) => names.has(comparable(person)));
}

/** Text from outside that fits on one line of a row, a log or a chat: no control or unseen characters, no broken characters, not endless. */
export function oneLine(text: string, longest = LONGEST_NAME): string {
  const clean = text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    // Joiners make one sign of several.
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return [...clean].slice(0, longest).join('');
}

const comparable = (name: string): string => name.normalize('NFC').trim().toLowerCase();
