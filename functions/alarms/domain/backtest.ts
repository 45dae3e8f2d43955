import type { SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { edgesBetween } from '../../shared/calendar/edges.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { ALWAYS, type Edge, type Timetable } from '../../shared/calendar/timetable.ts';
import type { Series } from '../ports.ts';
import { findLevel, rangeOf } from './level.ts';
import { fallSilent, speak, type Quiet, type Spoken } from './speak.ts';
import type { Watch } from './watch.ts';

/** A time in which a rule would have fired. */
export interface Firing {
  readonly from: Instant;
  /** Undefined: it still fires at the end. */
  readonly until: Instant | undefined;
  /** The worst that was said. */
  readonly level: 'warning' | 'critical';
  /** The last value that breached. */
  readonly value: number | undefined;
}

/** What a rule would have said over a stretch of the past. */
export interface Backtest {
  /** As its schedule mutes it. */
  readonly firings: readonly Firing[];
  /** As it would fire if it were never muted. */
  readonly unmuted: readonly Firing[];
  /** Minutes in which it was awake, of all. */
  readonly awakeMinutes: number;
  readonly minutes: number;
}

const NOBODY: Quiet = { acknowledgement: undefined, silence: undefined };

/**
 * Runs the evaluator over `[from, to)`, once a minute. Who was up then is not known any more, so the schedule's edges stand for
 * its runs: awake from GraceMinutes after each start until the next stop.
 */
export function backtest(
  rule: AlarmRule,
  past: {
    readonly series: Series;
    readonly timetable: Timetable | undefined;
    readonly from: Instant;
    readonly to: Instant;
  },
): Backtest {
  const { series, timetable, from, to } = past;
  const edges = timetable === undefined ? [] : edgesBetween(timetable, from - LOOK_BACK_MS, to);
  const scheduled = new Firings(rule, series);
  const unmuted = new Firings(rule, series);
  let [awakeMinutes, minutes, next] = [0, 0, 0];
  for (let now = from; now < to; now += MINUTE_MS) {
    while ((edges[next]?.at ?? Infinity) <= now) next += 1;
    const watch = timetable === undefined ? AWAKE : watchBy(rule, edges[next - 1], now);
    scheduled.evaluate(watch, now);
    unmuted.evaluate(AWAKE, now);
    if (watch.kind === 'awake') awakeMinutes += 1;
    minutes += 1;
  }
  return { firings: scheduled.all(), unmuted: unmuted.all(), awakeMinutes, minutes };
}

/** The latest edge before the first minute may be long ago: a window that opens once a year. */
const LOOK_BACK_MS = 400 * 24 * 60 * MINUTE_MS;

const AWAKE: Watch = { kind: 'awake', since: ALWAYS };

function watchBy({ graceMinutes }: AlarmRule, latest: Edge | undefined, now: Instant): Watch {
  if (latest?.kind !== 'start') return { kind: 'muted', because: 'stopped' };
  const since = latest.at + graceMinutes * MINUTE_MS;
  return now < since ? { kind: 'muted', because: 'grace' } : { kind: 'awake', since };
}

/** The rule's state from minute to minute, and what came of it. */
class Firings {
  readonly #rule: AlarmRule;
  readonly #series: Series;
  readonly #firings: Firing[] = [];
  #state: SubjectState | undefined;

  constructor(rule: AlarmRule, series: Series) {
    this.#rule = rule;
    this.#series = series;
  }

  evaluate(watch: Watch, now: Instant): void {
    const spoken = this.#speak(watch, now);
    this.#state = spoken?.state;
    const { saying } = spoken ?? {};
    const open = this.#firings.at(-1);
    if (saying?.kind === 'alarm') {
      const { level } = saying;
      if (open !== undefined && open.until === undefined) this.#replaceLast({ ...open, level });
      else this.#firings.push({ from: now, until: undefined, level, value: undefined });
    }
    const value = spoken?.state.value;
    const last = this.#firings.at(-1);
    if (value !== undefined && last?.until === undefined && last !== undefined) this.#replaceLast({ ...last, value });
    if (saying?.kind === 'ended' && last !== undefined) this.#replaceLast({ ...last, until: now });
  }

  all(): readonly Firing[] {
    return this.#firings;
  }

  #speak(watch: Watch, now: Instant): Spoken | undefined {
    const before = this.#state;
    if (watch.kind === 'muted') {
      return before && fallSilent(before, 'stopped-by-schedule', { quiet: NOBODY, now });
    }
    const points = { series: this.#series, range: rangeOf(this.#rule, now), since: watch.since };
    const finding = findLevel(this.#rule, points, before?.level ?? 'ok');
    return speak(before, { rule: this.#rule, finding, quiet: NOBODY, now });
  }

  #replaceLast(firing: Firing): void {
    this.#firings[this.#firings.length - 1] = firing;
  }
}
