import type { HerokuMetric } from '../../../shared/alarm/heroku-metrics.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/calendar/instant.ts';

/** Of the router (H) or of a dyno (R), such as `H12`. */
export type ErrorCode = `${'H' | 'R'}${string}`;

/** The values of one metric of one app in one minute, each once, with how often it occurred. */
export interface Series {
  /** The first instant of the minute. */
  readonly at: Instant;
  /** The process type; absent where the metric is of the whole app. */
  readonly process?: string;
  readonly metric: HerokuMetric;
  /** Of `errors`. */
  readonly code?: string;
  readonly values: readonly number[];
  /** As long as `values`. */
  readonly counts: readonly number[];
}

/** CloudWatch refuses a request for one value older than two weeks, or more than two hours ahead; a margin for clocks and queues. */
const OLDEST_MS = 14 * DAY_MS - 10 * MINUTE_MS;
const AHEAD_MS = 2 * HOUR_MS - 10 * MINUTE_MS;

export const isPublishable = (at: Instant, now: Instant): boolean => at > now - OLDEST_MS && at < now + AHEAD_MS;
