import type { Instant, LocalDay } from './instant.ts';
import type { DayRule } from './day-rule.ts';
import type { Zone } from './zone.ts';

export type EdgeKind = 'start' | 'stop';

/** What should be true of a schedule's instances now; `unmanaged` where no edge has ever been. */
export type Desired = 'running' | 'stopped' | 'unmanaged';

/** The row that supplied an edge's instant. */
export type Cause =
  | { readonly kind: 'weekly' }
  | { readonly kind: 'exception'; readonly uuid: string; readonly by?: string; readonly note?: string }
  | { readonly kind: 'hold'; readonly by: string };

/** A start or a stop at an instant. */
export interface Edge {
  readonly kind: EdgeKind;
  readonly at: Instant;
  readonly cause: Cause;
}

/**
 * The instant of the start edge of a window that has no beginning within the look-back: earlier than every real edge,
 * so that it counts as a start when a schedule is first seen and as nothing new ever after.
 */
export const ALWAYS: Instant = 0;

/** One window of the days it matches. Minutes count from the operating day's midnight on the wall. */
export interface Period {
  readonly days: DayRule;
  /** 0 to 1439; undefined: stop edges only. */
  readonly startMinute: number | undefined;
  /** 1 to 2879, after the start: a stop at or before the start has already been moved to the next day; undefined: start edges only. */
  readonly stopMinute: number | undefined;
}

export interface ExceptionEnd {
  /** Minute of the operating day as written (start 0 to 1439, stop 0 to 2879), or `none`: does not happen that day. */
  readonly minute: number | 'none';
  readonly uuid: string;
  readonly by?: string;
  readonly note?: string;
}

/** The exceptions of one operating day, at most one of each type. */
export interface DayException {
  readonly start?: ExceptionEnd;
  readonly stop?: ExceptionEnd;
}

/** What a person said for now: from `at` to `until`, or to the schedule's next edge strictly after `at`. */
export interface Hold {
  readonly kind: EdgeKind;
  readonly at: Instant;
  readonly until?: Instant;
  readonly by: string;
}

/** Everything that edges are computed from. */
export interface Timetable {
  readonly zone: Zone;
  readonly enabled: boolean;
  readonly periods: readonly Period[];
  readonly exceptions: ReadonlyMap<LocalDay, DayException>;
  /** Holidays of the schedule's calendar with their names. */
  readonly holidays: ReadonlyMap<LocalDay, string>;
  readonly hold?: Hold;
}
