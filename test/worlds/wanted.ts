import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { OracleEdge, OraclePeriod } from '../properties/minute-oracle.ts';
import { oracleEdges, type OracleEnds } from '../properties/oracle-edges.ts';

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
  /** Rows of the calendar. */
  readonly holidays: readonly Item[];
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
  readonly #walked = new Map<string, readonly OracleEdge[]>();
  readonly #edges = new WeakMap<View, readonly Edge[]>();

  constructor(world: { from: number; to: number; timeZone: string }) {
    this.#from = floorToDay(world.from) - BACK_DAYS * DAY_MS;
    this.#to = floorToDay(world.to) + AHEAD_DAYS * DAY_MS;
    this.#timeZone = world.timeZone;
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

  #own({ row, exceptions, holidays }: View): readonly OracleEdge[] {
    if (row === undefined || row['Enabled'] === false) return [];
    const { TimeZone, Periods, DaysActive, StartTime, StopTime, Calendar } = row;
    const key = JSON.stringify([TimeZone, Periods, DaysActive, StartTime, StopTime, Calendar, exceptions, holidays]);
    const walked = this.#walked.get(key) ?? this.#walk(row, { exceptions, holidays });
    this.#walked.set(key, walked);
    return walked;
  }

  #walk(row: Item, { exceptions, holidays }: Pick<View, 'exceptions' | 'holidays'>): readonly OracleEdge[] {
    const periods = Array.isArray(row['Periods']) ? (row['Periods'] as Item[]) : [row];
    const timetable = {
      timeZone: String(row['TimeZone'] ?? this.#timeZone),
      periods: periods.map(periodOf),
      exceptions: exceptionsOf(exceptions),
      holidays: new Set(row['Calendar'] === undefined ? [] : holidays.map((one) => String(one['ExceptionDate']))),
    };
    const edges = oracleEdges(timetable, this.#from, this.#to);
    const usual = { ...timetable, exceptions: new Map(), holidays: new Set<string>() };
    // A window that never closes asks for a start when it is first seen.
    const isOpenBefore = edges[0]?.kind !== 'start' || oracleEdges(usual, this.#from, this.#to).length === 0;
    return isOpenBefore ? [{ kind: 'start', at: 0 }, ...edges] : edges;
  }
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
  const stop = minuteOf(StopTime);
  if (StartTime === undefined || StartTime === 'None') return { weekdays, start: stop, stop };
  const start = minuteOf(StartTime);
  return { weekdays, start, stop: stop <= start ? stop + 1_440 : stop };
}

/** Of rows for one day and end, that with the last uuid counts. */
function exceptionsOf(items: readonly Item[]): Map<string, OracleEnds> {
  const byDate = new Map<string, OracleEnds>();
  const inOrder = items.toSorted((a, b) => (String(a['ExceptionUuid']) < String(b['ExceptionUuid']) ? -1 : 1));
  for (const { ExceptionDate, ExceptionType, ExceptionValue } of inOrder) {
    const date = String(ExceptionDate);
    const { start, stop } = byDate.get(date) ?? {};
    const end = ExceptionValue === 'None' ? 'none' : minuteOf(ExceptionValue);
    byDate.set(date, ExceptionType === 'start' ? { start: end, stop } : { start, stop: end });
  }
  return byDate;
}

const minuteOf = (text: unknown): number => {
  const [hours, minutes] = String(text).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

const floorToDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;
