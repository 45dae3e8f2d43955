/** Where CloudWatch keeps Curfew's own metrics. */
export const METRIC_NAMESPACE = 'Curfew';

/** Their one dimension, called as Lambda calls it: its values are as few as the functions, never as many as the schedules. */
export const METRIC_DIMENSION = 'FunctionName';

/** Curfew's own metrics, each with its unit. CloudWatch asks 0.30 USD a month for each that is reported in every hour. */
export const METRIC_UNITS = {
  MembersDesired: 'Count',
  MembersUp: 'Count',
  MembersOff: 'Count',
  RunsOpen: 'Count',
  RunsBegun: 'Count',
  RunsSettled: 'Count',
  RunDuration: 'Seconds',
  TickSucceeded: 'Count',
  TickAge: 'Seconds',
  NoticesDelivered: 'Count',
  NoticesGivenUp: 'Count',
} as const;

export type MetricName = keyof typeof METRIC_UNITS;
