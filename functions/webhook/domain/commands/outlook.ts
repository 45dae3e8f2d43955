import { decide, edgesBetween } from '../../../shared/calendar/edges.ts';
import { explainDay } from '../../../shared/calendar/explain-day.ts';
import { heldSpan, type HeldSpan } from '../../../shared/calendar/hold.ts';
import { DAY_MS, type Instant, type LocalDay } from '../../../shared/calendar/instant.ts';
import type { Desired, Edge, EdgeKind, Timetable } from '../../../shared/calendar/timetable.ts';

/** What a schedule wants now, and what comes next. */
export interface Outlook {
  readonly desired: Desired;
  /** The edge that brought the state. */
  readonly latest: Edge | undefined;
  readonly nextStop: Edge | undefined;
  readonly nextStart: Edge | undefined;
  /** The hold in force. */
  readonly held: HeldSpan | undefined;
}

/** Most stops and starts are near; a window that opens once a year is the furthest. */
const REACHES_MS = [8 * DAY_MS, 40 * DAY_MS, 400 * DAY_MS];

export function outlookOf(timetable: Timetable, now: Instant): Outlook {
  const { desired, latest } = decide(timetable, now);
  const held = heldSpan(timetable);
  const isInForce = held !== undefined && held.edge.at <= now && now < held.until;
  return {
    desired,
    latest,
    nextStop: nextOf('stop', timetable, now),
    nextStart: nextOf('start', timetable, now),
    held: isInForce ? held : undefined,
  };
}

/** The first edge of that kind strictly after `now`. */
export function nextOf(kind: EdgeKind, timetable: Timetable, now: Instant): Edge | undefined {
  for (const reachMs of REACHES_MS) {
    const found = edgesBetween(timetable, now + 1, now + reachMs).find((edge) => edge.kind === kind);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The operating day that an edge belongs to; of a hold's edge, or of one that no day asks for, its date. */
export function operatingDayOf(timetable: Timetable, { kind, at, cause }: Edge): LocalDay {
  const date = timetable.zone.localDay(at);
  const isOf = (day: LocalDay): boolean =>
    cause.kind !== 'hold' && explainDay(timetable, day).ends.some((end) => end.kind === kind && end.at === at);
  return !isOf(date) && isOf(date - 1) ? date - 1 : date;
}
