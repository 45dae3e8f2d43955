import { byMinute, NO_PLAN } from './day-plan.ts';
import type { DayPlan, PlannedEnd } from './day-plan.ts';
import { MINUTES_PER_DAY } from './instant.ts';
import type { DayException, EdgeKind, ExceptionEnd, Period } from './timetable.ts';

/**
 * Moves the outer ends of an operating day. Windows outside the new ends are cut; the first and the last that are left
 * stretch to them; if none is left, the new ends are the one window, or the one start or stop where there is no other
 * end. `periods` are all of the schedule's: a day that was not active is opened until the usual stop.
 */
export function withException(plan: DayPlan, exception: DayException, periods: readonly Period[]): DayPlan {
  const { start, stop } = exception;
  if (start?.minute === 'none') return unopened(plan, stop);

  const firstStart = firstOf(plan.windows[0]?.start, plan.starts[0]);
  const lastStop = lastOf(plan.windows.at(-1)?.stop, plan.stops.at(-1));
  const isActive = firstStart !== undefined || lastStop !== undefined;
  const first = start === undefined ? firstStart : endOf('start', start);
  const last = after(first, stop === undefined ? (isActive ? lastStop : usualStopOf(periods)) : endOf('stop', stop));

  const from = first?.minute ?? -Infinity;
  const to = last?.minute ?? Infinity;
  const inside: DayPlan = {
    windows: plan.windows.filter((window) => window.stop.minute > from && window.start.minute < to),
    // The outer ends themselves are in `first` and `last`, where they have not moved.
    starts: plan.starts.filter((end) => end !== firstStart && end.minute > from && end.minute < to),
    stops: plan.stops.filter((end) => end !== lastStop && end.minute > from && end.minute < to),
  };
  return stretched(inside, { first, last, exception });
}

/** `start None`: the day does not open, but what somebody started by hand is still switched off at its last stop. */
function unopened(plan: DayPlan, stop: ExceptionEnd | undefined): DayPlan {
  const lastStop = lastOf(plan.windows.at(-1)?.stop, plan.stops.at(-1));
  const onlyStop = stop === undefined ? lastStop : endOf('stop', stop);
  return { ...NO_PLAN, stops: onlyStop === undefined ? [] : [onlyStop] };
}

interface OuterEnds {
  readonly first: PlannedEnd | undefined;
  readonly last: PlannedEnd | undefined;
  readonly exception: DayException;
}

function stretched(inside: DayPlan, { first, last, exception }: OuterEnds): DayPlan {
  const windows = [...inside.windows];
  const opening = windows[0];
  if (opening !== undefined && first !== undefined && exception.start !== undefined) {
    windows[0] = { ...opening, start: first };
  }
  const closing = windows.pop();
  if (exception.stop?.minute === 'none') {
    // The last window does not close: its start is left.
    const starts = [first, ...inside.starts, closing?.start].filter((end) => end !== windows[0]?.start);
    return { windows, starts: inOrder(starts), stops: [] };
  }
  if (closing !== undefined) {
    windows.push(last !== undefined && exception.stop !== undefined ? { ...closing, stop: last } : closing);
  } else if (first !== undefined && last !== undefined) {
    windows.push({ start: first, stop: last });
  }
  return {
    windows,
    starts: inOrder([first, ...inside.starts].filter((end) => end !== windows[0]?.start)),
    stops: inOrder([...inside.stops, last].filter((end) => end !== windows.at(-1)?.stop)),
  };
}

const inOrder = (ends: readonly (PlannedEnd | undefined)[]): PlannedEnd[] =>
  [...new Set(ends)].filter((end) => end !== undefined).sort(byMinute);

const firstOf = (a: PlannedEnd | undefined, b: PlannedEnd | undefined): PlannedEnd | undefined =>
  a === undefined || (b !== undefined && b.minute < a.minute) ? b : a;

const lastOf = (a: PlannedEnd | undefined, b: PlannedEnd | undefined): PlannedEnd | undefined =>
  a === undefined || (b !== undefined && b.minute > a.minute) ? b : a;

/** An exception's time as a planned end; undefined for `None`. */
function endOf(kind: EdgeKind, { minute, uuid, by, note }: ExceptionEnd): PlannedEnd | undefined {
  if (minute === 'none') return undefined;
  return {
    kind,
    minute,
    cause: { kind: 'exception', uuid, ...(by !== undefined && { by }), ...(note !== undefined && { note }) },
  };
}

/** A stop at or before the day's start is on the next day; without a start it is on its own date. */
function after(first: PlannedEnd | undefined, stop: PlannedEnd | undefined): PlannedEnd | undefined {
  if (first === undefined || stop === undefined || stop.minute > first.minute) return stop;
  return { ...stop, minute: stop.minute + MINUTES_PER_DAY };
}

/** The latest StopTime of all periods, each counted from its own operating day: 20:00 to 04:00 stops at 28:00. */
function usualStopOf(periods: readonly Period[]): PlannedEnd | undefined {
  const minutes = periods.map(({ stopMinute }) => stopMinute).filter((minute) => minute !== undefined);
  return minutes.length === 0 ? undefined : { kind: 'stop', minute: Math.max(...minutes), cause: { kind: 'weekly' } };
}
