import { decide, edgesBetween } from '../functions/shared/calendar/edges.ts';
import { DAY_MS } from '../functions/shared/calendar/instant.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import type { Desired, Edge, Timetable } from '../functions/shared/calendar/timetable.ts';
import type { Paint } from './terminal.ts';

/** What a schedule wants at an instant, and the edges around it. */
export interface Stand {
  readonly desired: Desired;
  /** The edge that brought the state; undefined where there has been none. */
  readonly latest: Edge | undefined;
  /** The next edge, of whichever kind: a stop where all is stopped still stops what somebody started by hand. */
  readonly next: Edge | undefined;
  /** The next edge that changes the state. */
  readonly change: Edge | undefined;
}

// As far as the calendar itself looks back for an edge.
const LOOK_AHEAD_MS = 400 * DAY_MS;

export function standAt(timetable: Timetable, at: Instant): Stand {
  const { desired, latest, next } = decide(timetable, at);
  const isChange = (edge: Edge): boolean => edge.kind === (desired === 'running' ? 'stop' : 'start');
  if (next === undefined || desired === 'unmanaged' || isChange(next)) return { desired, latest, next, change: next };
  const change = edgesBetween(timetable, next.at, at + LOOK_AHEAD_MS).find(isChange);
  return { desired, latest, next, change };
}

/** A state in its colour. */
export function paintDesired(desired: Desired, paint: Paint): string {
  return { running: paint.green, stopped: paint.yellow, unmanaged: paint.dim }[desired](desired);
}
