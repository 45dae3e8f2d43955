import { heldSpan } from './hold.ts';
import type { HeldSpan } from './hold.ts';
import type { Instant } from './instant.ts';
import { ownEdgesBetween, ownNeighbours } from './own-edges.ts';
import type { Neighbours } from './own-edges.ts';
import type { Desired, Edge, Timetable } from './timetable.ts';

/** What a timetable asks for at an instant. */
export interface Decision extends Neighbours {
  readonly desired: Desired;
}

/** The edges in [from, to), in order, the hold applied. */
export function edgesBetween(timetable: Timetable, from: Instant, to: Instant): Edge[] {
  const own = ownEdgesBetween(timetable, from, to);
  const held = heldSpan(timetable);
  if (held === undefined) return own;
  const ofHold = held.returning === undefined ? [held.edge] : [held.edge, held.returning];
  return [
    ...own.filter(({ at }) => at < held.edge.at),
    ...ofHold.filter(({ at }) => at >= from && at < to),
    ...own.filter(({ at }) => at >= held.until),
  ];
}

/** What should be true at `now`, since when and until when; looks 400 days each way. */
export function decide(timetable: Timetable, now: Instant): Decision {
  const own = ownNeighbours(timetable, now);
  const held = heldSpan(timetable);
  const { latest, next } = held === undefined ? own : neighboursUnderHold(timetable, now, { own, held });
  return { desired: desiredAfter(latest), latest, next };
}

interface Overlay {
  readonly own: Neighbours;
  readonly held: HeldSpan;
}

function neighboursUnderHold(timetable: Timetable, now: Instant, { own, held }: Overlay): Neighbours {
  if (now < held.edge.at) {
    const isOwnFirst = own.next !== undefined && own.next.at < held.edge.at;
    return { latest: own.latest, next: isOwnFirst ? own.next : held.edge };
  }
  if (now < held.until) {
    return { latest: held.edge, next: held.returning ?? ownEdgeFrom(timetable, held.until) };
  }
  const isOwnLast = own.latest !== undefined && own.latest.at >= held.until;
  return { latest: isOwnLast ? own.latest : (held.returning ?? held.edge), next: own.next };
}

/** The schedule's own first edge at or after `from`. */
const ownEdgeFrom = (timetable: Timetable, from: Instant): Edge | undefined =>
  from === Infinity ? undefined : ownNeighbours(timetable, from - 1).next;

function desiredAfter(latest: Edge | undefined): Desired {
  if (latest === undefined) return 'unmanaged';
  return latest.kind === 'start' ? 'running' : 'stopped';
}
