import type { HerokuMetric } from '../../../shared/alarm/heroku-metrics.ts';
import { MINUTE_MS } from '../../../shared/calendar/instant.ts';
import type { ErrorCode, Series } from './series.ts';

/** Where nothing new is taken any more. What is tallied then still fits into one message and one PutMetricData. */
const SERIES_MAX = 400;
const VALUES_MAX = 10_000;

/** Of one minute and process type: how often each value occurred, by metric, or by code for `errors`. */
export interface Cell {
  readonly epochMinute: number;
  /** Empty for what concerns the whole app. */
  readonly process: string;
  readonly counts: Map<HerokuMetric | ErrorCode, Map<number, number>>;
}

/** Counts what the lines of a batch say, by minute, process type and metric; bounded, whatever they say. */
export class Tally {
  readonly #minutes = new Map<number, Map<string, Cell>>();
  #lastCell: Cell | undefined;
  #series = 0;
  #values = 0;

  /** Whether the next line should not be taken. */
  get isFull(): boolean {
    return this.#series >= SERIES_MAX || this.#values >= VALUES_MAX;
  }

  cell(epochMinute: number, process: string): Cell {
    // Lines of one batch are mostly of one minute and of `web`.
    const last = this.#lastCell;
    if (last?.epochMinute === epochMinute && last.process === process) return last;
    const cells = this.#minutes.get(epochMinute) ?? new Map<string, Cell>();
    const cell = cells.get(process) ?? { epochMinute, process, counts: new Map() };
    this.#minutes.set(epochMinute, cells.set(process, cell));
    return (this.#lastCell = cell);
  }

  add(cell: Cell, name: HerokuMetric | ErrorCode, value: number): void {
    let counts = cell.counts.get(name);
    if (counts === undefined) {
      cell.counts.set(name, (counts = new Map()));
      this.#series++;
    }
    const count = counts.get(value);
    if (count === undefined) this.#values++;
    counts.set(value, (count ?? 0) + 1);
  }

  series(): readonly Series[] {
    return [...this.#minutes.values()].flatMap((cells) => [...cells.values()]).flatMap(seriesOf);
  }
}

const seriesOf = ({ epochMinute, process, counts }: Cell): readonly Series[] =>
  [...counts].map(([name, countOf]) => ({
    at: epochMinute * MINUTE_MS,
    ...(process !== '' && { process }),
    ...(isCode(name) ? { metric: 'errors', code: name } : { metric: name }),
    values: [...countOf.keys()],
    counts: [...countOf.values()],
  }));

const isCode = (name: HerokuMetric | ErrorCode): name is ErrorCode => /^[HR]\d\d$/.test(name);
