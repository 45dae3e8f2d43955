import type { LocalDay } from './instant.ts';
import { isSameEveryWeek, matchesDay } from './day-rule.ts';
import { weekdayOf } from './local-date.ts';
import type { Cause, EdgeKind, Period } from './timetable.ts';

/** A start or stop on the wall, with the row that supplied it. */
export interface PlannedEnd {
  readonly kind: EdgeKind;
  /** Minute of the operating day; 1440 and more are on the next date. */
  readonly minute: number;
  readonly cause: Cause;
}

/** `[start, stop)` on the wall. */
export interface PlannedWindow {
  readonly start: PlannedEnd;
  readonly stop: PlannedEnd;
}

/** What one operating day asks for, whatever its neighbours do. */
export interface DayPlan {
  /** In order, merged. */
  readonly windows: readonly PlannedWindow[];
  /** Starts without a stop, in order. */
  readonly starts: readonly PlannedEnd[];
  /** Stops without a start, in order. */
  readonly stops: readonly PlannedEnd[];
}

/** Windows with no more than this between them merge: people write 23:59 for midnight. */
export const MERGED_GAP_MINUTES = 1;

/** The plan of a day that asks for nothing. */
export const NO_PLAN: DayPlan = { windows: [], starts: [], stops: [] };

const WEEKLY: Cause = { kind: 'weekly' };
/** 1970-01-05, day 4. */
const SOME_MONDAY: LocalDay = 4;

/** The plans of a list of periods, exceptions and holidays aside. */
export class PeriodPlans {
  readonly #periods: readonly Period[];
  /** Monday first; only where the periods look at nothing but the weekday. */
  readonly #week: readonly DayPlan[] | undefined;

  private constructor(periods: readonly Period[]) {
    this.#periods = periods;
    if (!periods.every(({ days }) => isSameEveryWeek(days))) return;
    this.#week = Array.from({ length: 7 }, (_, weekday) => planOf(opening(periods, SOME_MONDAY + weekday)));
  }

  /** Made once for each list: part of reading the rows. */
  static of(periods: readonly Period[]): PeriodPlans {
    const known = plansOf.get(periods);
    if (known !== undefined) return known;
    const plans = new PeriodPlans(periods);
    plansOf.set(periods, plans);
    return plans;
  }

  planOf(day: LocalDay): DayPlan {
    if (this.#week === undefined) return planOf(opening(this.#periods, day));
    return this.#week[weekdayOf(day)] ?? NO_PLAN;
  }
}

const plansOf = new WeakMap<readonly Period[], PeriodPlans>();

const opening = (periods: readonly Period[], day: LocalDay): Period[] =>
  periods.filter(({ days }) => matchesDay(days, day));

function planOf(periods: readonly Period[]): DayPlan {
  if (periods.length === 0) return NO_PLAN;
  const windows: PlannedWindow[] = [];
  const starts: PlannedEnd[] = [];
  const stops: PlannedEnd[] = [];
  for (const period of periods) {
    const start = weekly('start', period.startMinute);
    const stop = weekly('stop', period.stopMinute);
    if (start !== undefined && stop !== undefined) windows.push({ start, stop });
    else if (start !== undefined) starts.push(start);
    else if (stop !== undefined) stops.push(stop);
  }
  return { windows: merged(windows), starts: starts.sort(byMinute), stops: stops.sort(byMinute) };
}

const weekly = (kind: EdgeKind, minute: number | undefined): PlannedEnd | undefined =>
  minute === undefined ? undefined : { kind, minute, cause: WEEKLY };

function merged(windows: readonly PlannedWindow[]): PlannedWindow[] {
  const result: PlannedWindow[] = [];
  for (const window of windows.toSorted((a, b) => byMinute(a.start, b.start))) {
    const before = result.at(-1);
    if (before === undefined || window.start.minute > before.stop.minute + MERGED_GAP_MINUTES) result.push(window);
    else if (window.stop.minute > before.stop.minute) result.splice(-1, 1, { start: before.start, stop: window.stop });
  }
  return result;
}

export const byMinute = (a: PlannedEnd, b: PlannedEnd): number => a.minute - b.minute;
