import { SECOND_MS } from '../shared/calendar/instant.ts';
import type { Clock } from './ports.ts';

/** Chat services take about one message a second: https://api.slack.com/docs/rate-limits */
const BETWEEN_POSTS_MS = SECOND_MS;

/**
 * One post a second for one channel. Across invocations too: a FIFO queue gives a channel's next messages to nobody before
 * this invocation is over, and this one is not over before the second of its last post is.
 */
export class Pace {
  readonly #clock: Clock;
  #second: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the next post may begin. */
  async next(): Promise<void> {
    await this.#second;
    this.#second = this.#clock.pause(BETWEEN_POSTS_MS);
  }

  /** Resolves a second after the last post began. */
  async over(): Promise<void> {
    await this.#second;
  }
}
