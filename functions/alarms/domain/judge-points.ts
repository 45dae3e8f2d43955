import type { MissingData } from '../../shared/alarm/alarm-rule.ts';

/** More periods than N are looked at, so that late or missing ones can be passed over; CloudWatch does the same. */
export const SPARE_PERIODS = 2;

/** One period of the evaluation range, held against a threshold. */
export type Point = 'breaching' | 'fine' | 'missing';

/** `retain`: whatever the state is, it stays. */
export type Verdict = 'alarm' | 'ok' | 'insufficient-data' | 'retain';

export interface Judging {
  /** 1 to `evaluationPeriods`. */
  readonly datapointsToAlarm: number;
  readonly evaluationPeriods: number;
  /** `bySchedule` has been resolved before: whoever is asked should be up, so it is `breaching`. */
  readonly missingData: Exclude<MissingData, 'bySchedule'>;
}

/**
 * M of N over an evaluation range (oldest first, N + 2 periods), as CloudWatch decides where data is missing:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * - Enough datapoints: the N most recent of them decide, and what is missing between them is passed over.
 * - Too few: as many as are lacking are filled in by the policy.
 * - `missing` and `ignore` fill nothing in. What is there decides where it can; where all of it breaches but it is too little,
 *   `ignore` keeps the state, and `missing` alarms only if the oldest of it lies at least M periods back, so that one late
 *   point after a silence is no alarm yet.
 *
 * A range is shorter where the instances came up within it. `breaching` fills in only what is missing of it, so that a time in which
 * nothing was looked at is no alarm, and the two newest periods may be late as ever.
 */
export function judgePoints(points: readonly Point[], judging: Judging): Verdict {
  const { datapointsToAlarm, evaluationPeriods, missingData } = judging;
  const known = points.filter((point) => point !== 'missing').slice(-evaluationPeriods);
  const breaching = known.filter((point) => point === 'breaching').length;
  const filledIn = Math.max(0, points.length - SPARE_PERIODS - known.length);
  if (breaching >= datapointsToAlarm) return 'alarm';
  if (points.length === 0) return 'insufficient-data';
  if (known.length === evaluationPeriods || missingData === 'notBreaching') return 'ok';
  if (missingData === 'breaching' && breaching + filledIn >= datapointsToAlarm) return 'alarm';
  if (breaching < known.length) return 'ok';
  if (missingData === 'breaching') return 'insufficient-data';
  if (missingData === 'ignore') return 'retain';
  const oldest = points.indexOf('breaching');
  const periodsBack = oldest === -1 ? 0 : points.length - oldest;
  return periodsBack >= datapointsToAlarm ? 'alarm' : 'insufficient-data';
}
