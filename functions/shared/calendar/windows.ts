import { MERGED_GAP_MINUTES } from './day-plan.ts';
import type { PlannedEnd, PlannedWindow } from './day-plan.ts';
import { MINUTE_MS, MINUTES_PER_DAY } from './instant.ts';
import type { Instant, LocalDay } from './instant.ts';
import { OperatingDays } from './operating-day.ts';
import type { Cause, EdgeKind, Timetable } from './timetable.ts';
import type { Zone } from './zone.ts';

/** A start or stop on the time line. */
export interface PlacedEnd {
  readonly kind: EdgeKind;
  readonly at: Instant;
  readonly cause: Cause;
  /** Minutes since 1970-01-01T00:00 on the wall. */
  readonly wallMinute: number;
  /** The operating day that asked for it. */
  readonly day: LocalDay;
}

interface ClosedWindow {
  readonly start: PlacedEnd;
  stop: PlacedEnd;
}

/** `[start, stop)` in time; without a stop where it runs into a day that opens and does not close. */
export interface Window {
  readonly start: PlacedEnd;
  readonly stop: PlacedEnd | undefined;
}

/** What a run of operating days asks for together. */
export interface Windows {
  /** In order, with more than a minute between any two. */
  readonly windows: readonly Window[];
  /** Starts without a stop and stops without a start, by operating day. */
  readonly singles: readonly PlacedEnd[];
}

/** Puts the plans of the operating days `from` to `to`, both included, on the time line and merges their windows. */
export function windowsOfDays(timetable: Timetable, from: LocalDay, to: LocalDay): Windows {
  const { zone } = timetable;
  const days = new OperatingDays(timetable);
  const windows: ClosedWindow[] = [];
  const singles: PlacedEnd[] = [];
  for (let day = from; day <= to; day++) {
    const plan = days.planOf(day);
    for (const planned of plan.windows) addWindow(windows, placeWindow(planned, day, zone));
    for (const start of plan.starts) singles.push(place(start, day, zone));
    for (const stop of plan.stops) singles.push(place(stop, day, zone));
  }
  if (singles.length === 0) return { windows, singles };
  return {
    windows: windows.map((window) => (isKeptOpen(window, singles) ? { ...window, stop: undefined } : window)),
    singles,
  };
}

function addWindow(windows: ClosedWindow[], window: ClosedWindow): void {
  // Both ends in one gap of the clock: nothing is left of it.
  if (window.start.at >= window.stop.at) return;
  const before = windows.at(-1);
  if (before === undefined || !reaches(before.stop, window.start)) windows.push(window);
  // Of two equal stops the later day's counts: that day does close.
  else if (window.stop.wallMinute >= before.stop.wallMinute) before.stop = window.stop;
}

/**
 * Whether a stop comes after a start, or so shortly before it that nothing stops in between. A minute on the wall
 * counts as a minute even where the clock is set back in it: 01:59 and 02:00 may be 61 minutes apart.
 */
const reaches = (stop: PlacedEnd, start: PlacedEnd): boolean =>
  start.at <= stop.at + MERGED_GAP_MINUTES * MINUTE_MS || start.wallMinute <= stop.wallMinute + MERGED_GAP_MINUTES;

/** Whether a window runs into a later operating day's start without a stop: that day is to go on. */
const isKeptOpen = ({ stop }: ClosedWindow, singles: readonly PlacedEnd[]): boolean =>
  singles.some((single) => single.kind === 'start' && single.day > stop.day && reaches(stop, single));

const placeWindow = ({ start, stop }: PlannedWindow, day: LocalDay, zone: Zone): ClosedWindow => ({
  start: place(start, day, zone),
  stop: place(stop, day, zone),
});

const place = ({ kind, minute, cause }: PlannedEnd, day: LocalDay, zone: Zone): PlacedEnd => ({
  kind,
  at: zone.instantOf(day, minute),
  cause,
  wallMinute: day * MINUTES_PER_DAY + minute,
  day,
});
