/**
 * What a schedule asks for, found by walking minutes: slow and plain, and written without a look at the calendar's code.
 * It knows windows of several periods and exceptions with times, in any zone whose changes fall on a quarter of an hour.
 */
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** A window of some weekdays (0 is Sunday); a stop after 1440 is on the next day. */
export interface OraclePeriod {
  readonly weekdays: readonly number[];
  readonly start: number;
  readonly stop: number;
}

/** New outer ends of one date, in minutes; undefined where that end stays. */
export interface OracleException {
  readonly start: number | undefined;
  readonly stop: number | undefined;
}

export interface OracleSchedule {
  readonly timeZone: string;
  readonly periods: readonly OraclePeriod[];
  /** By date, `2026-11-20`. */
  readonly exceptions: ReadonlyMap<string, OracleException>;
  readonly holidays: ReadonlySet<string>;
}

export interface OracleEdge {
  readonly kind: string;
  readonly at: number;
}

/** The edges in [from, to), both whole minutes. Walks from four days before to four days after. */
export function walkMinutes(schedule: OracleSchedule, from: number, to: number): OracleEdge[] {
  const begin = from - 4 * DAY_MINUTES * MINUTE_MS;
  const end = to + 4 * DAY_MINUTES * MINUTE_MS;
  const walls = wallsReached(schedule.timeZone, begin, end);
  const openWalls = wallsOpen(schedule, walls[0] ?? 0, walls.at(-1) ?? 0);
  const isOpen = walls.map((wall) => openWalls.has(wall));
  closeGapsOfOneMinute(isOpen);
  const edges: OracleEdge[] = [];
  for (let index = 1; index < isOpen.length; index++) {
    const at = begin + index * MINUTE_MS;
    if (isOpen[index] === isOpen[index - 1] || at < from || at >= to) continue;
    edges.push({ kind: isOpen[index] === true ? 'start' : 'stop', at });
  }
  return edges;
}

/**
 * For each minute in [begin, end) the latest wall time that has been shown so far, in minutes since 1970. When the clock is
 * set back it stands still, so a time that comes twice is its first; when it is set forward it jumps over the gap.
 */
export function wallsReached(timeZone: string, begin: number, end: number): readonly number[] {
  const key = `${timeZone} ${begin} ${end}`;
  const known = reached.get(key);
  if (known !== undefined) return known;
  const walls: number[] = [];
  let offset = 0;
  let latest = -Infinity;
  for (let at = begin; at < end; at += MINUTE_MS) {
    if (at === begin || at % (15 * MINUTE_MS) === 0) offset = offsetMinutes(timeZone, at);
    latest = Math.max(latest, at / MINUTE_MS + offset);
    walls.push(latest);
  }
  if (reached.size >= MOST_REACHED) reached.clear();
  reached.set(key, walls);
  return walls;
}

/** Schedules of one world ask for the same days. */
const reached = new Map<string, readonly number[]>();
const MOST_REACHED = 100;

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(timeZone: string, at: number): number {
  const options = { timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', options);
  formats.set(timeZone, format);
  const shown = format.format(at).replace(' ', 'T');
  return (Date.parse(`${shown}Z`) - at) / MINUTE_MS;
}

/** Every wall minute from `first` to `last` that some operating day keeps open. */
function wallsOpen(schedule: OracleSchedule, first: number, last: number): Set<number> {
  const open = new Set<number>();
  for (let day = Math.floor(first / DAY_MINUTES) - 3; day <= Math.floor(last / DAY_MINUTES); day++) {
    for (const minute of minutesOfDay(schedule, day)) open.add(day * DAY_MINUTES + minute);
  }
  for (let wall = first - DAY_MINUTES; wall <= last + DAY_MINUTES; wall++) {
    if (open.has(wall - 1) && open.has(wall + 1)) open.add(wall);
  }
  return open;
}

/** Whether the periods open on a date, exceptions aside. */
export function isActive({ periods, holidays }: OracleSchedule, date: string): boolean {
  const weekday = new Date(`${date}T12:00Z`).getUTCDay();
  return !holidays.has(date) && periods.some(({ weekdays }) => weekdays.includes(weekday));
}

/** The minutes that a day, counted from 1970, keeps open; 1440 and more are on the next date. */
export function minutesOfDay(schedule: OracleSchedule, day: number): Set<number> {
  const noon = new Date((day * DAY_MINUTES + DAY_MINUTES / 2) * MINUTE_MS);
  const date = noon.toISOString().slice(0, 10);
  const minutes = new Set<number>();
  const opening = schedule.holidays.has(date)
    ? []
    : schedule.periods.filter(({ weekdays }) => weekdays.includes(noon.getUTCDay()));
  for (const { start, stop } of opening) for (let minute = start; minute < stop; minute++) minutes.add(minute);
  const exception = schedule.exceptions.get(date);
  return exception === undefined ? minutes : moved(minutes, exception, schedule.periods);
}

/** The minutes of a day under new ends: those between them, stretched to reach them; or, if none is left, all between. */
function moved(minutes: Set<number>, exception: OracleException, periods: readonly OraclePeriod[]): Set<number> {
  const stops = minutes.size === 0 ? periods.map(({ stop }) => stop) : [...minutes].map((minute) => minute + 1);
  const start = exception.start ?? Math.min(...minutes);
  let stop = exception.stop ?? Math.max(...stops);
  if (stop <= start) stop += DAY_MINUTES;
  const left = [...minutes].filter((minute) => minute >= start && minute < stop);
  const firstLeft = Math.min(...left, stop);
  const lastLeft = Math.max(...left, start);
  const stretchesFront = left.length === 0 || exception.start !== undefined;
  const stretchesBack = left.length === 0 || exception.stop !== undefined;
  for (let minute = start; minute < stop; minute++) {
    if ((stretchesFront && minute < firstLeft) || (stretchesBack && minute >= lastLeft)) left.push(minute);
  }
  return new Set(left);
}

function closeGapsOfOneMinute(isOpen: boolean[]): void {
  for (let index = 1; index < isOpen.length - 1; index++) {
    if (isOpen[index - 1] === true && isOpen[index + 1] === true) isOpen[index] = true;
  }
}
