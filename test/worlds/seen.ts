import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Calm, Episode, Episodes } from './episodes.ts';
import type { Machine, Rows } from './history.ts';
import type { WorldPlan } from './plan.ts';
import type { View, Wanted } from './wanted.ts';

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
  /** Whether the call was for this instance only. */
  readonly isAlone: boolean;
  /** AWS's code, where the call failed. */
  readonly error: string | undefined;
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

/** Infinity where nobody can say: another view decides. */
export function warnMinutes({ plan }: Surroundings, { row }: View): number {
  const { WarnMinutes = plan.warnMinutes } = row ?? {};
  return typeof WarnMinutes === 'number' ? WarnMinutes : Infinity;
}

/** The longest that anybody of the schedule is warned ahead. */
export function mostWarnMs({ plan }: Surroundings, { rows }: Seen): number {
  const minutes = rows.views.map(({ row }) => Number(row?.['WarnMinutes'] ?? plan.warnMinutes));
  return Math.max(...minutes.filter(Number.isFinite), plan.warnMinutes) * MINUTE_MS;
}

/**
 * When the run of episodes began that want the same as this one, but for such in between as Curfew need not have seen, or that
 * asked for nothing: since then a change by hand is to last, and what has been told once need not be told again.
 */
export function beginOf({ plan, calm }: Surroundings, { episodes }: Seen, at: Episode): number {
  const until = episodes.all.indexOf(at);
  // An edge that a fast clock sees is none of them yet.
  if (until < 0) return at.from;
  const surelySeen = (episode: Episode, nth: number): boolean =>
    nth < until &&
    (episode.kind === 'start' || episode.kind === 'stop') &&
    episode.kind !== at.kind &&
    calm.hasStretch(episode.from, episodes.endOf(episode), seenAfterMs(plan));
  return episodes.all[episodes.all.findLastIndex(surelySeen) + 1]?.from ?? at.from;
}

export const fact = ({ facts }: Notice, name: string): unknown => facts.find((one) => one.name === name)?.value;
