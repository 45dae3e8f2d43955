import type { Level } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule, Comparison } from '../../shared/alarm/alarm-rule.ts';
import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Range, Series } from '../ports.ts';
import { judgePoints, SPARE_PERIODS, type Point, type Verdict } from './judge-points.ts';
import { isFiring } from './speak.ts';

/** Datapoints come late: the newest period looked at ended at least so long ago. */
const DELAY_SECONDS = 120;

/** The closed periods that a rule is evaluated over: N + 2, behind `now` by two minutes or one period, whichever is more. */
export function rangeOf({ periodSeconds, evaluationPeriods }: AlarmRule, now: Instant): Range {
  const periodMs = periodSeconds * SECOND_MS;
  const newest = now - Math.max(DELAY_SECONDS, periodSeconds) * SECOND_MS;
  const to = Math.floor(newest / periodMs) * periodMs;
  return { from: to - (evaluationPeriods + SPARE_PERIODS) * periodMs, to, periodSeconds };
}

/** What the points of a range come to. */
export interface Finding {
  readonly level: Level;
  /** The newest value that breaches where the level is an alarm, else the newest value; undefined without any. */
  readonly value: number | undefined;
  /** An alarm that no value gave: when data ended, or from when on it is looked for. Undefined where there is newer data, with gaps. */
  readonly noDataSince?: Instant | undefined;
}

/** What a rule finds in its range; `before` is kept where CloudWatch keeps the state. */
export function findLevel(
  rule: AlarmRule,
  points: { readonly series: Series; readonly range: Range; readonly since: Instant },
  before: Level,
): Finding {
  const values = valuesOf(points);
  const critical = verdictOn(rule, values, rule.critical);
  const warning = verdictOn(rule, values, rule.warning);
  const level = levelOf(critical, warning, before);
  const threshold = level === 'critical' ? rule.critical : level === 'warning' ? rule.warning : undefined;
  const value = values.findLast(
    (one) => one !== undefined && (threshold === undefined || breaches(rule.comparison, one, threshold)),
  );
  return { level, value, noDataSince: isFiring(level) && value === undefined ? endOfData(points) : undefined };
}

function endOfData({ series, range, since }: { series: Series; range: Range; since: Instant }): Instant | undefined {
  const periodMs = range.periodSeconds * SECOND_MS;
  for (let end = range.to; end - periodMs >= Math.max(range.from, since); end -= periodMs) {
    if (series.has(end - periodMs)) return end === range.to ? undefined : end;
  }
  return Math.max(range.from, since);
}

/** The values of the range, oldest first, from the first period that begins at `since` or later. */
function valuesOf(points: { series: Series; range: Range; since: Instant }): readonly (number | undefined)[] {
  const { series, range, since } = points;
  const values: (number | undefined)[] = [];
  for (let at = range.from; at < range.to; at += range.periodSeconds * SECOND_MS) {
    if (at >= since) values.push(series.get(at));
  }
  return values;
}

function verdictOn(
  rule: AlarmRule,
  values: readonly (number | undefined)[],
  threshold: number | undefined,
): Verdict | undefined {
  if (threshold === undefined) return undefined;
  const points = values.map((value): Point => {
    if (value === undefined) return 'missing';
    return breaches(rule.comparison, value, threshold) ? 'breaching' : 'fine';
  });
  // Whoever is asked is awake, so the schedule says that there should be data.
  const missingData = rule.missingData === 'bySchedule' ? 'breaching' : rule.missingData;
  return judgePoints(points, { ...rule, missingData });
}

/** The worse of two alarms, one for each threshold, each of which CloudWatch would judge by itself: OK only where both are. */
function levelOf(critical: Verdict | undefined, warning: Verdict | undefined, before: Level): Level {
  const isAlarm = (verdict: Verdict | undefined, was: boolean): boolean =>
    verdict === 'alarm' || (verdict === 'retain' && was);
  if (isAlarm(critical, before === 'critical')) return 'critical';
  if (isAlarm(warning, isFiring(before))) return 'warning';
  const isUnknown = [critical, warning].some(
    (verdict) => verdict === 'insufficient-data' || (verdict === 'retain' && before === 'insufficient-data'),
  );
  return isUnknown ? 'insufficient-data' : 'ok';
}

export function breaches(comparison: Comparison, value: number, threshold: number): boolean {
  switch (comparison) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
  }
}
