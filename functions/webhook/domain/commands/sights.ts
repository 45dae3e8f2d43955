import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { RunRecord, WarningRecord } from '../../../shared/store/run-record.ts';
import type { CommandTarget } from '../../ports.ts';
import { comingOf } from './coming.ts';
import type { Sight } from './plan.ts';

/** What Memory holds of one target. */
export interface Kept {
  readonly target: CommandTarget;
  readonly records: readonly RunRecord[];
  readonly warnings: readonly WarningRecord[];
}

/** A schedule as it stands in one target. */
export interface TargetSight extends Sight {
  readonly target: CommandTarget;
}

/** Of each target, in their order. */
export type Sights = readonly [TargetSight, ...TargetSight[]];

export function sightsOf(
  entry: Entry,
  [first, ...further]: readonly [Kept, ...Kept[]],
  asked: { readonly who: string; readonly now: Instant },
): Sights {
  const { who, now } = asked;
  const sightIn = ({ target, records, warnings }: Kept): TargetSight => ({
    record: records.find(({ scheduleName }) => scheduleName === entry.schedule.name),
    ...{ target, entry, warnings, who, now },
  });
  return [sightIn(first), ...further.map(sightIn)];
}

/**
 * The one that people talk about where the targets are not at one: whose stop is next, or still waits; then one at work; then one
 * that had members; then the one that stops first.
 */
export function sightTalkedAbout(sights: Sights): Sight {
  const ranked = sights.map((sight) => ({ sight, rank: rankOf(sight) }));
  return ranked.reduce((best, other) => (isBefore(other.rank, best.rank) ? other : best)).sight;
}

function rankOf(sight: Sight): readonly number[] {
  const { stop } = comingOf(sight);
  const run = sight.record?.run;
  const isOpen = run !== undefined && run.settledAt === undefined;
  return [
    stop?.edge.at ?? Infinity,
    isOpen ? 0 : 1,
    run !== undefined && run.members > 0 ? 0 : 1,
    stop?.at ?? Infinity,
  ];
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const decisive = one.findIndex((part, nth) => part !== other[nth]);
  return decisive >= 0 && (one[decisive] ?? 0) < (other[decisive] ?? 0);
}
