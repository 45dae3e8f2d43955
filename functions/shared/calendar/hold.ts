import type { Instant } from './instant.ts';
import { ownNeighbours } from './own-edges.ts';
import type { Edge, Timetable } from './timetable.ts';

/** A hold on the time line. */
export interface HeldSpan {
  /** The hold's own edge, where it begins. */
  readonly edge: Edge;
  /** Exclusive; Infinity where nothing ends it. The schedule's edges from the hold's beginning until here are void. */
  readonly until: Instant;
  /** The edge at `until` that brings the schedule's state back, where the schedule has none of its own there. */
  readonly returning: Edge | undefined;
}

/** What the timetable's hold replaces; undefined without a hold, or with one that ends where it begins. */
export function heldSpan(timetable: Timetable): HeldSpan | undefined {
  const { hold } = timetable;
  if (hold === undefined || (hold.until !== undefined && hold.until <= hold.at)) return undefined;
  const cause = { kind: 'hold', by: hold.by } as const;
  const edge: Edge = { kind: hold.kind, at: hold.at, cause };
  // The schedule's own next edge ends a hold that says no end, and needs no edge to return by.
  if (hold.until === undefined) {
    return { edge, until: ownNeighbours(timetable, hold.at).next?.at ?? Infinity, returning: undefined };
  }
  const own = ownNeighbours(timetable, hold.until).latest;
  const opposite = hold.kind === 'start' ? 'stop' : 'start';
  const isNeeded = own?.at !== hold.until && own?.kind !== hold.kind;
  return { edge, until: hold.until, returning: isNeeded ? { kind: opposite, at: hold.until, cause } : undefined };
}
