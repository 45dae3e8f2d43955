import { DAY_MS } from './instant.ts';
import type { Instant } from './instant.ts';
import { ALWAYS } from './timetable.ts';
import type { Edge, EdgeKind, Timetable } from './timetable.ts';
import { windowsOfDays } from './windows.ts';
import type { PlacedEnd, Windows } from './windows.ts';

/** The edges around an instant. */
export interface Neighbours {
  /** The last edge at or before the instant. */
  readonly latest: Edge | undefined;
  /** The first edge after the instant. */
  readonly next: Edge | undefined;
}

/** An edge may come from the day before its date, or join a window that opened the day before that and stops at 47:59. */
const DAYS_BEFORE = 2;
/** A stop at 23:59 joins a window that opens the next day at midnight. */
const DAYS_AFTER = 1;
/** How far to look for the edges around an instant: nearly all are near; a window that opens once a year is the furthest. */
const REACHES_MS = [3 * DAY_MS, 8 * DAY_MS, 40 * DAY_MS, 400 * DAY_MS];

/** The edges in [from, to) that the rows ask for, holds aside, in order. */
export function ownEdgesBetween(timetable: Timetable, from: Instant, to: Instant): Edge[] {
  if (!hasEdges(timetable) || from >= to) return [];
  const ends = endsOf(windowsAround(timetable, from, to));
  return ends.filter(({ at }) => at >= from && at < to).map(toEdge);
}

/** The edges around `now` that the rows ask for, holds aside; in a window without a beginning the latest is at ALWAYS. */
export function ownNeighbours(timetable: Timetable, now: Instant): Neighbours {
  let found: Neighbours = { latest: undefined, next: undefined };
  if (!hasEdges(timetable)) return found;
  for (const reachMs of REACHES_MS) {
    found = neighboursWithin(timetable, now, reachMs);
    if (found.latest !== undefined && found.next !== undefined) break;
  }
  return found.latest === undefined && isAlwaysOpen(timetable, now) ? { ...found, latest: ALWAYS_OPEN } : found;
}

function neighboursWithin(timetable: Timetable, now: Instant, reachMs: number): Neighbours {
  const from = now - reachMs;
  const to = now + reachMs;
  let latest: PlacedEnd | undefined;
  let next: PlacedEnd | undefined;
  for (const end of endsOf(windowsAround(timetable, from, to))) {
    if (end.at < from) continue;
    if (end.at > now) {
      if (end.at <= to) next = end;
      break;
    }
    latest = end;
  }
  return { latest: latest && toEdge(latest), next: next && toEdge(next) };
}

const ALWAYS_OPEN: Edge = { kind: 'start', at: ALWAYS, cause: { kind: 'weekly' } };

/** Whether a window covers `now`; asked where no edge was found, so that the window has no beginning. */
const isAlwaysOpen = (timetable: Timetable, now: Instant): boolean =>
  windowsAround(timetable, now, now).windows.some(({ start, stop }) => start.at <= now && (stop?.at ?? Infinity) > now);

/** Without periods only exceptions open a day. */
const hasEdges = ({ enabled, periods, exceptions }: Timetable): boolean =>
  enabled && (periods.length > 0 || exceptions.size > 0);

const windowsAround = (timetable: Timetable, from: Instant, to: Instant): Windows =>
  windowsOfDays(timetable, timetable.zone.localDay(from) - DAYS_BEFORE, timetable.zone.localDay(to) + DAYS_AFTER);

/** Starts and stops in order. Where both fall on one instant, only the start is kept; of two alike, one. */
function endsOf({ windows, singles }: Windows): PlacedEnd[] {
  const ends: PlacedEnd[] = [];
  for (const { start, stop } of windows) {
    ends.push(start);
    if (stop !== undefined) ends.push(stop);
  }
  if (singles.length === 0) return ends;
  return [...ends, ...singles]
    .sort((a, b) => a.at - b.at || rank(a.kind) - rank(b.kind))
    .filter(({ at }, index, sorted) => at !== sorted[index - 1]?.at);
}

const rank = (kind: EdgeKind): number => (kind === 'start' ? 0 : 1);

const toEdge = ({ kind, at, cause }: PlacedEnd): Edge => ({ kind, at, cause });
