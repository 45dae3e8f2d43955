import type { Mistake, MistakeBecause, Usage } from '../commands/command.ts';
import type { Said } from '../say.ts';

/** What is said to somebody who asks how to ask, or who asked wrong, in one language. */
export interface TalkWords {
  readonly helpTitle: string;
  readonly helpText: string;
  /** The commands in order, each with an example and what it does; `line` makes one that is typed whole. */
  readonly help: (name: string, line: (words: string) => string) => readonly string[];
  /** The one line that shows how a command is written. */
  readonly usage: Readonly<Record<Usage, (name: string) => string>>;
  readonly mistakeTitle: (schedule: string) => string;
  readonly because: Readonly<Record<MistakeBecause, (mistake: Pick<Mistake, 'got' | 'near'>) => string>>;
  readonly unknownName: (typed: string) => Pick<Said, 'title' | 'text'>;
  /** Before the names that may have been meant, or before those there are. */
  readonly didYouMean: string;
  readonly thereAre: string;
  readonly thereAreNone: string;
  readonly mayNotChange: (schedule: string) => Pick<Said, 'title' | 'text'>;
  readonly leftAlone: (schedule: string) => Pick<Said, 'title' | 'text'>;
  readonly failed: Readonly<Record<'read' | 'write', (message: string) => Pick<Said, 'title' | 'text'>>>;
}
