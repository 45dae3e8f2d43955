import {
  isActive,
  minutesOfDay,
  walkMinutes,
  wallsReached,
  type OracleEdge,
  type OracleException,
  type OraclePeriod,
  type OracleSchedule,
} from './minute-oracle.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** From 00:00 to 47:59; what begins before `from` decides whether its end is one. */
const LONGEST_WINDOW_MS = 3 * DAY_MS;

/** New outer ends of one date, in minutes; `none` leaves an end out, undefined leaves it where it is. */
export interface OracleEnds {
  readonly start: number | 'none' | undefined;
  readonly stop: number | 'none' | undefined;
}

export interface OracleTimetable extends Omit<OracleSchedule, 'exceptions'> {
  /** Windows, or one that is empty (its start is its stop): the days it names only stop. */
  readonly periods: readonly OraclePeriod[];
  /** By date, `2026-11-20`. */
  readonly exceptions: ReadonlyMap<string, OracleEnds>;
}

/** What exceptions make of some days: what is left to walk over, and what is an edge by itself. */
interface Days {
  readonly exceptions: Map<string, OracleException>;
  /** Days that do not open. */
  readonly holidays: Set<string>;
  /** Starts without a stop, and when their dates end. */
  readonly starts: { readonly at: number; readonly midnight: number }[];
  /** Instants of stops on a day that does not open. */
  readonly stops: number[];
}

/** The edges in [from, to), both whole minutes: those of the walk over minutes, and of days that only start or only stop. */
export function oracleEdges(timetable: OracleTimetable, from: number, to: number): OracleEdge[] {
  const days = readExceptions(timetable);
  if (onlyStops(timetable)) addUsualStops(days, { timetable, from, to });
  const walked = walkMinutes({ ...timetable, ...days }, from - LONGEST_WINDOW_MS, to);
  return withSingles(walked, days).filter(({ at }) => at >= from && at < to);
}

function readExceptions(timetable: OracleTimetable): Days {
  const days: Days = { exceptions: new Map(), holidays: new Set(timetable.holidays), starts: [], stops: [] };
  const plain = { ...timetable, exceptions: new Map<string, OracleException>() };
  for (const [date, { start, stop }] of timetable.exceptions) {
    if (start === 'none') closeDay(days, { plain, date, stop });
    else if (stop === 'none') leaveOpen(days, { plain, date, start });
    else if (start !== undefined || (isActive(plain, date) && !onlyStops(plain)))
      days.exceptions.set(date, { start, stop });
    else if (stop !== undefined) days.stops.push(instantOf(plain, date, stop));
  }
  return days;
}

const onlyStops = ({ periods }: Pick<OracleSchedule, 'periods'>): boolean =>
  periods.every(({ start, stop }) => start === stop);

function addUsualStops(
  { stops }: Days,
  { timetable, from, to }: { timetable: OracleTimetable; from: number; to: number },
): void {
  const plain = { ...timetable, exceptions: new Map<string, OracleException>() };
  for (let at = from - LONGEST_WINDOW_MS; at < to + DAY_MS; at += DAY_MS) {
    const date = new Date(at).toISOString().slice(0, 10);
    const minute = usualStop(plain, date);
    if (minute !== undefined && !timetable.exceptions.has(date)) stops.push(instantOf(plain, date, minute));
  }
}

function usualStop(plain: OracleSchedule, date: string): number | undefined {
  const opening = plain.periods.filter((period) => isActive({ ...plain, periods: [period] }, date));
  return opening.length === 0 ? undefined : Math.max(...opening.map(({ stop }) => stop));
}

/** The day does not open; its stop still comes, unless that is left out too. */
function closeDay(
  { holidays, stops }: Days,
  { plain, date, stop }: { plain: OracleSchedule; date: string; stop: OracleEnds['stop'] },
): void {
  holidays.add(date);
  const minute = stop ?? usualStop(plain, date);
  if (typeof minute === 'number') stops.push(instantOf(plain, date, minute));
}

/** The last window of the day is left without its stop. */
function leaveOpen(
  { exceptions, holidays, starts }: Days,
  { plain, date, start }: { plain: OracleSchedule; date: string; start: number | undefined },
): void {
  const minutes = openMinutes(plain, date, start);
  const last = minutes.findLastIndex((minute, nth) => minute > (minutes[nth - 1] ?? -Infinity) + 2);
  const [opens, closes] = [minutes[last], minutes[last - 1]];
  if (opens === undefined) return;
  starts.push({ at: instantOf(plain, date, opens), midnight: instantOf(plain, date, 24 * 60) });
  if (closes === undefined) holidays.add(date);
  else exceptions.set(date, { start, stop: closes + 1 });
}

function openMinutes(plain: OracleSchedule, date: string, start: number | undefined): number[] {
  const exceptions = new Map(start === undefined ? [] : [[date, { start, stop: undefined }]]);
  return [...minutesOfDay({ ...plain, exceptions }, Date.parse(date) / DAY_MS)].sort((a, b) => a - b);
}

/**
 * A window of a day before that runs into a start without a stop goes on; where a start and a stop fall on one instant, there is only
 * the start.
 */
function withSingles(walked: readonly OracleEdge[], { starts, stops }: Days): OracleEdge[] {
  const runsOn = ({ kind, at }: OracleEdge, nth: number): boolean => {
    const openFrom = walked[nth - 1]?.at ?? -Infinity;
    const isInto = (start: Days['starts'][number]): boolean =>
      openFrom <= start.at && at >= start.at - MINUTE_MS && at < start.midnight;
    return kind === 'stop' && starts.some(isInto);
  };
  const kept = walked.filter((edge, nth) => !runsOn(edge, nth) && starts.every(({ at }) => at !== edge.at));
  const edges = [...kept, ...starts.map(({ at }) => ({ kind: 'start', at }))];
  const others = stops.filter((at) => edges.every((edge) => edge.at !== at)).map((at) => ({ kind: 'stop', at }));
  return [...edges, ...others].sort((a, b) => a.at - b.at);
}

/** The first instant at which the wall has reached a minute of a day. */
function instantOf({ timeZone }: OracleSchedule, date: string, minute: number): number {
  const wall = Date.parse(date) / MINUTE_MS + minute;
  const from = wall * MINUTE_MS - DAY_MS;
  const reached = wallsReached(timeZone, from, from + 2 * DAY_MS).findIndex((one) => one >= wall);
  return from + reached * MINUTE_MS;
}
