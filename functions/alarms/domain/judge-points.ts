import type { MissingData } from '../../shared/alarm/alarm-rule.ts';

/** One period of the evaluation range, held against a threshold. */
export type Point = 'breaching' | 'fine' | 'missing';

/** `retain`: whatever the state is, it stays. */
export type Verdict = 'alarm' | 'ok' | 'insufficient-data' | 'retain';

export interface Judging {
  /** 1 to `evaluationPeriods`. */
  readonly datapointsToAlarm: number;
  readonly evaluationPeriods: number;
  /** `bySchedule` has been resolved before: it is `breaching` while the instance should be up, else `notBreaching`. */
  readonly missingData: Exclude<MissingData, 'bySchedule'>;
}

/**
 * M of N over an evaluation range (oldest first, a little longer than N), as CloudWatch decides where data is missing:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * - Enough datapoints: the N most recent of them decide, and what is missing between them is passed over.
 * - Too few: as many as are lacking are filled in by the policy.
 * - `missing` and `ignore` fill nothing in. What is there decides where it can; where all of it breaches but it is too little,
 *   `ignore` keeps the state, and `missing` alarms only if the oldest of it lies at least M periods back, so that one late
 *   point after a silence is no alarm yet.
 */
export function judgePoints(points: readonly Point[], judging: Judging): Verdict {
  const { datapointsToAlarm, evaluationPeriods, missingData } = judging;
  const known = points.filter((point) => point !== 'missing').slice(-evaluationPeriods);
  const breaching = known.filter((point) => point === 'breaching').length;
  const lacking = evaluationPeriods - known.length;
  if (breaching >= datapointsToAlarm) return 'alarm';
  if (lacking === 0 || missingData === 'notBreaching') return 'ok';
  if (missingData === 'breaching') return breaching + lacking >= datapointsToAlarm ? 'alarm' : 'ok';
  if (breaching < known.length) return 'ok';
  if (missingData === 'ignore') return 'retain';
  const oldest = points.indexOf('breaching');
  const periodsBack = oldest === -1 ? 0 : points.length - oldest;
  return periodsBack >= datapointsToAlarm ? 'alarm' : 'insufficient-data';
}
