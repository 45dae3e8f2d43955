import type { Item } from '../../functions/shared/rows/schedule.ts';
import {
  isActive,
  walkMinutes,
  wallsReached,
  type OracleEdge,
  type OracleException,
  type OraclePeriod,
  type OracleSchedule,
} from '../properties/minute-oracle.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A window of one weekday that a holiday closed lies two weeks back. */
const BACK_DAYS = 16;
const AHEAD_DAYS = 3;

/** Everything that the rows say of one schedule at an instant. */
export interface View {
  readonly from: number;
  readonly row: Item | undefined;
  readonly groups: readonly Item[];
  readonly exceptions: readonly Item[];
  readonly hold: Item | undefined;
}

export interface Edge extends OracleEdge {
  readonly isHold: boolean;
}

/**
 * What schedules ask for, from the rows alone: by the walk over minutes that the calendar is held against, with holds laid over
 * (`withHold`). It knows no line of the calendar's code.
 */
export class Wanted {
  readonly #from: number;
  readonly #to: number;
  readonly #timeZone: string;
  readonly #holidays: ReadonlySet<string>;
  readonly #walked = new Map<string, readonly OracleEdge[]>();
  readonly #edges = new WeakMap<View, readonly Edge[]>();

  constructor(world: { from: number; to: number; timeZone: string; holidays: ReadonlySet<string> }) {
    this.#from = floorToDay(world.from) - BACK_DAYS * DAY_MS;
    this.#to = floorToDay(world.to) + AHEAD_DAYS * DAY_MS;
    this.#timeZone = world.timeZone;
    this.#holidays = world.holidays;
  }

  edges(view: View): readonly Edge[] {
    const known = this.#edges.get(view);
    if (known !== undefined) return known;
    const edges = withHold(this.#own(view), view.hold);
    this.#edges.set(view, edges);
    return edges;
  }

  latest(view: View, at: number): Edge | undefined {
    return this.edges(view).findLast((edge) => edge.at <= at);
  }

  #own({ row, exceptions }: View): readonly OracleEdge[] {
    if (row === undefined || row['Enabled'] === false) return [];
    const { TimeZone, Periods, DaysActive, StartTime, StopTime, Calendar } = row;
    const key = JSON.stringify([TimeZone, Periods, DaysActive, StartTime, StopTime, Calendar, exceptions]);
    const walked = this.#walked.get(key) ?? this.#walk(row, exceptions);
    this.#walked.set(key, walked);
    return walked;
  }

  #walk(row: Item, items: readonly Item[]): readonly OracleEdge[] {
    const periods = Array.isArray(row['Periods']) ? (row['Periods'] as Item[]) : [row];
    const plain = {
      timeZone: String(row['TimeZone'] ?? this.#timeZone),
      periods: periods.map(periodOf),
      exceptions: new Map<string, OracleException>(),
      holidays: row['Calendar'] === undefined ? new Set<string>() : this.#holidays,
    };
    const exceptions = [...exceptionsOf(items)];
    const isAlone = ([date, { start }]: [string, OracleException]): boolean =>
      start === undefined && !isActive(plain, date);
    const ofWindows = new Map(exceptions.filter((one) => !isAlone(one)));
    const edges = walkMinutes({ ...plain, exceptions: ofWindows }, this.#from, this.#to);
    // A window that never closes asks for a start when it is first seen.
    const all = edges[0]?.kind === 'start' ? edges : [{ kind: 'start', at: 0 }, ...edges];
    return withSingleStops(all, plain, exceptions.filter(isAlone));
  }
}

/** A stop on a day that does not open is an edge by itself; where a start falls on its instant, there is only the start. */
function withSingleStops(
  edges: readonly OracleEdge[],
  { timeZone }: OracleSchedule,
  alone: readonly [date: string, exception: OracleException][],
): readonly OracleEdge[] {
  const stops = alone.map(([date, { stop = 0 }]) => ({ kind: 'stop', at: instantOf(timeZone, date, stop) }));
  const others = stops.filter(({ at }) => edges.every((edge) => edge.at !== at));
  return [...edges, ...others].sort((a, b) => a.at - b.at);
}

/** The first instant at which the wall has reached a minute of a day. */
function instantOf(timeZone: string, date: string, minute: number): number {
  const wall = Date.parse(date) / MINUTE_MS + minute;
  const from = wall * MINUTE_MS - DAY_MS;
  const reached = wallsReached(timeZone, from, from + 2 * DAY_MS).findIndex((one) => one >= wall);
  return from + reached * MINUTE_MS;
}

/** A hold replaces the schedule's edges from its instant to its end, or to the schedule's next edge after it. */
function withHold(own: readonly OracleEdge[], item: Item | undefined): readonly Edge[] {
  const plain = own.map((edge) => ({ ...edge, isHold: false }));
  if (item === undefined) return plain;
  const at = Date.parse(String(item['at']));
  const kind = String(item['kind']);
  const said = item['until'] === undefined ? undefined : Date.parse(String(item['until']));
  if (said !== undefined && said <= at) return plain;
  const until = said ?? plain.find((edge) => edge.at > at)?.at ?? Infinity;
  const returning = said === undefined ? [] : returningEdge(plain, kind, said);
  return [
    ...plain.filter((edge) => edge.at < at),
    { kind, at, isHold: true },
    ...returning,
    ...plain.filter((edge) => edge.at >= until),
  ];
}

/** At its end the schedule's state comes back, where it differs; where the schedule says nothing, the opposite follows. */
function returningEdge(own: readonly Edge[], kind: string, until: number): Edge[] {
  const then = own.findLast((edge) => edge.at <= until);
  if (then?.at === until || then?.kind === kind) return [];
  return [{ kind: kind === 'start' ? 'stop' : 'start', at: until, isHold: false }];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function periodOf({ DaysActive, StartTime, StopTime }: Item): OraclePeriod {
  const days = String(DaysActive ?? 'all');
  const weekdays = days === 'all' ? [0, 1, 2, 3, 4, 5, 6] : days.split(',').map((day) => WEEKDAYS.indexOf(day));
  const start = minuteOf(StartTime);
  const stop = minuteOf(StopTime);
  return { weekdays, start, stop: stop <= start ? stop + 1_440 : stop };
}

/** Of rows for one day and end, that with the last uuid counts. */
function exceptionsOf(items: readonly Item[]): Map<string, OracleException> {
  const byDate = new Map<string, OracleException>();
  const inOrder = items.toSorted((a, b) => (String(a['ExceptionUuid']) < String(b['ExceptionUuid']) ? -1 : 1));
  for (const { ExceptionDate, ExceptionType, ExceptionValue } of inOrder) {
    const date = String(ExceptionDate);
    const { start, stop } = byDate.get(date) ?? {};
    const minute = minuteOf(ExceptionValue);
    byDate.set(date, ExceptionType === 'start' ? { start: minute, stop } : { start, stop: minute });
  }
  return byDate;
}

const minuteOf = (text: unknown): number => {
  const [hours, minutes] = String(text).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

const floorToDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;
