import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { SimulatedCall } from '../../local/simulated-account.ts';

export interface Evaluation {
  readonly at: number;
  /** What its host took for `at`. */
  readonly now: number;
  /** It did not take long, no other was under way, and it met no failure. */
  readonly isUndisturbed: boolean;
}

/** What can be seen of a world from outside, as it happens. */
export interface Witness {
  /** A start or stop call of Curfew's, before the states that follow from it. */
  called(at: number, call: SimulatedCall): void;
  state(at: number, id: string, state: string): void;
  /** Somebody, or RDS itself, is about to change an instance. */
  changedByHand(at: number, id: string): void;
  /** A row, or a person's hold, is now like this; undefined where it was deleted. */
  wrote(at: number, table: keyof TableRows | 'hold', key: string, item: Item | undefined): void;
  /** The notice queue took it. */
  queued(at: number, notice: Notice, channel: string): void;
  /** The chat took notices of these titles in one post. */
  posted(at: number, channel: string, titles: readonly string[]): void;
  /** A message went to the dead-letter queue. */
  buried(at: number, notice: Notice, channel: string): void;
  /** The post before may be repeated: whoever posted it died, or did not hear that it was taken, or could not write it down. */
  mayRepeat(channel: string, notices: number): void;
  /** An evaluation of alarms has ended. */
  evaluated?(evaluation: Evaluation): void;
}
