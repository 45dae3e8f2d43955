import type { Deadline } from '../member.ts';

/** Waits for so many milliseconds; a timer in Lambda, nothing at all in the embedded world. */
export type Pause = (ms: number) => Promise<void>;

export interface BucketSize {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** Short, so that a wait for many tokens notices a deadline soon after it has passed. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Keeps calls within one of AWS's token buckets. Only the time spent in its own pauses counts as refill, so it never
 * hands out more than AWS would; it cannot see what others in the account spend.
 */
export class TokenBucket {
  readonly #size: BucketSize;
  readonly #pause: Pause;
  #tokens: number;

  constructor(size: BucketSize, pause: Pause) {
    this.#size = size;
    this.#pause = pause;
    this.#tokens = size.capacity;
  }

  refill(): void {
    this.#tokens = this.#size.capacity;
  }

  /** Pauses until there are `count` tokens (at most the capacity) and takes them; false where the deadline came first. */
  async take(count: number, deadline: Deadline): Promise<boolean> {
    const { capacity, refillPerSecond } = this.#size;
    while (this.#tokens < count) {
      if (deadline.hasPassed()) return false;
      const missingMs = Math.ceil(((count - this.#tokens) / refillPerSecond) * 1_000);
      const pauseMs = Math.min(missingMs, LONGEST_PAUSE_MS);
      await this.#pause(pauseMs);
      this.#tokens = Math.min(capacity, this.#tokens + (pauseMs / 1_000) * refillPerSecond);
    }
    if (deadline.hasPassed()) return false;
    this.#tokens -= count;
    return true;
  }
}
