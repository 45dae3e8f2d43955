import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Calm, Episodes } from './episodes.ts';
import type { Machine, Rows } from './history.ts';
import type { WorldPlan } from './plan.ts';
import type { Wanted } from './wanted.ts';

/** A promise of docs/proof.md by its number; 0 is what goes without saying. */
export interface Violation {
  readonly promise: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly at: number;
  readonly what: string;
}

/** A start or stop call for one instance. */
export interface CallSeen {
  readonly at: number;
  readonly kind: 'start' | 'stop';
  readonly machine: Machine;
  /** Whether the instance changes by it. */
  readonly changes: boolean;
}

/** A notice of the schedule, and when the queue first took it. */
export interface NoticeSeen {
  readonly at: number;
  readonly notice: Notice;
}

/** A schedule as it is seen from outside. */
export interface Seen {
  readonly name: string;
  readonly rows: Rows;
  readonly episodes: Episodes;
  readonly machines: readonly Machine[];
  readonly notices: NoticeSeen[];
  readonly calls: CallSeen[];
  /** When each stop, by the instant of its edge, was last seen to begin as promised. */
  readonly clearedAt: Map<number, number>;
}

/** What all schedules of a world have in common. */
export interface Surroundings {
  readonly plan: WorldPlan;
  readonly wanted: Wanted;
  readonly calm: Calm;
}

const MINUTE_MS = 60_000;

/** In calm times Curfew has seen, after this long, whatever the rows say. */
export const seenAfterMs = ({ tickMinutes }: WorldPlan): number => (2 * tickMinutes + 3) * MINUTE_MS;

export const fact = ({ facts }: Notice, name: string): unknown => facts.find((one) => one.name === name)?.value;
