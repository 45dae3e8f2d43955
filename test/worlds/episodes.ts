import { isWrong, type Rows } from './history.ts';
import type { FaultSpan } from './plan.ts';
import type { Wanted } from './wanted.ts';

/** A stretch in which a schedule asks for one thing, by one edge; it lasts until the next begins. */
export interface Episode {
  readonly from: number;
  /** `none`: the rows ask for nothing; `wrong`: they cannot be understood. */
  readonly kind: 'start' | 'stop' | 'none' | 'wrong';
  /** The instant of the edge. */
  readonly edgeAt: number;
  /** By a person's order that is in force. */
  readonly isHold: boolean;
}

const MINUTE_MS = 60_000;
/** Messages that came late, and runs that wait because of what went wrong, outlast the trouble by this. */
const AFTERMATH_MS = 20 * MINUTE_MS;

/** What a schedule asked for, from the beginning of the world until now. */
export class Episodes {
  readonly all: Episode[] = [];
  readonly #rows: Rows;
  readonly #wanted: Wanted;
  #until: number;
  #nextView = 0;

  constructor(rows: Rows, wanted: Wanted, from: number) {
    this.#rows = rows;
    this.#wanted = wanted;
    this.#until = from;
  }

  /** Takes in all that rows said, and edges brought, up to and at `at`. */
  goOn(at: number): void {
    const { views } = this.#rows;
    for (; this.#nextView < views.length; this.#nextView++) {
      const view = views[this.#nextView];
      if (view === undefined) break;
      this.#passUntil(view.from);
      this.#note(this.#nextView, view.from);
    }
    this.#passUntil(at + 1);
  }

  /** The edges that come while the view at hand is in force. */
  #passUntil(end: number): void {
    const nth = this.#nextView - 1;
    const view = this.#rows.views[nth];
    if (view !== undefined && !isWrong(view)) {
      for (const { at } of this.#wanted.edges(view)) if (at > this.#until && at < end) this.#note(nth, at);
    }
    this.#until = Math.max(this.#until, end - 1);
  }

  #note(nth: number, from: number): void {
    const view = this.#rows.views[nth];
    if (view === undefined) return;
    const edge = isWrong(view) ? undefined : this.#wanted.latest(view, from);
    const kind = isWrong(view) ? 'wrong' : edge === undefined ? 'none' : edge.kind === 'start' ? 'start' : 'stop';
    const episode: Episode = { from, kind, edgeAt: edge?.at ?? 0, isHold: edge?.isHold ?? false };
    const last = this.all.at(-1);
    if (last?.kind === episode.kind && last.edgeAt === episode.edgeAt) return;
    this.all.push(episode);
  }

  /** Those of which some instant lies in [from, to]. */
  in(from: number, to: number): Episode[] {
    return this.all.filter((episode, nth) => episode.from <= to && (this.all[nth + 1]?.from ?? Infinity) > from);
  }

  /** Where the episode ends; Infinity for the last. */
  endOf(episode: Episode): number {
    return this.all[this.all.indexOf(episode) + 1]?.from ?? Infinity;
  }
}

/** When nothing is wrong with the world, and nothing has been for a while. */
export class Calm {
  readonly #faults: readonly FaultSpan[];

  constructor(faults: readonly FaultSpan[]) {
    this.#faults = faults;
  }

  /** Whether all of [from, to] is calm. */
  covers(from: number, to: number): boolean {
    return this.#faults.every((fault) => fault.to + AFTERMATH_MS < from || fault.from > to);
  }

  /** Whether some stretch of [from, to) as long as `ms` is calm. */
  hasStretch(from: number, to: number, ms: number): boolean {
    const starts = [from, ...this.#faults.map((fault) => fault.to + AFTERMATH_MS + 1)];
    return starts.some((start) => start >= from && start + ms <= to && this.covers(start, start + ms));
  }
}
