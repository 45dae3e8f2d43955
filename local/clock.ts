import type { Instant } from '../functions/shared/calendar/instant.ts';

interface Task {
  readonly at: Instant;
  /** Order of arrival, so that tasks of one instant run in the order they were scheduled. */
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

/** Time in the embedded world: it moves only from one scheduled task to the next. */
export class VirtualClock {
  #now: Instant;
  #arrivals = 0;
  /** Binary heap by instant, then by order of arrival. */
  readonly #heap: Task[] = [];

  constructor(now: Instant) {
    this.#now = now;
  }

  get now(): Instant {
    return this.#now;
  }

  /** Runs `run` when the clock reaches `at`; a past instant means as soon as possible. */
  schedule(at: Instant, run: () => void | Promise<void>): void {
    this.#push({ at: Math.max(at, this.#now), order: this.#arrivals++, run });
  }

  /** Runs every task before `to`, one after another, and leaves the clock at `to`. */
  async runUntil(to: Instant): Promise<void> {
    for (let task = this.#heap[0]; task !== undefined && task.at < to; task = this.#heap[0]) {
      this.#pop();
      this.#now = task.at;
      await task.run();
    }
    this.#now = Math.max(this.#now, to);
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(task);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || isBefore(parent, task)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = task;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const leftIndex = 2 * index + 1;
      const left = heap[leftIndex];
      const right = heap[leftIndex + 1];
      if (left === undefined) break;
      const rightIsFirst = right !== undefined && isBefore(right, left);
      const child = rightIsFirst ? right : left;
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = rightIsFirst ? leftIndex + 1 : leftIndex;
    }
    heap[index] = last;
  }
}

const isBefore = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
