import { SECOND_MS, type Instant } from '../shared/calendar/instant.ts';
import type { Measured } from '../shared/lambda/embedded-metrics.ts';
import type { TickReport } from './tick.ts';
import type { SchedulerEvent } from './trigger.ts';

/**
 * What one invocation measures: runs always, the rest in whole ticks only. Standings are levels, not sums, so that a tick that
 * comes twice, or whose line CloudWatch reads twice, changes no average.
 */
export function tickMetrics(event: SchedulerEvent, { runs, standing, failures }: TickReport, now: Instant): Measured {
  return {
    ...(runs.begun > 0 && { RunsBegun: runs.begun }),
    ...(runs.settledSeconds.length > 0 && { RunsSettled: runs.settledSeconds.length }),
    RunDuration: runs.settledSeconds,
    ...(standing && {
      MembersDesired: standing.desired,
      MembersUp: standing.up,
      MembersOff: standing.off,
      RunsOpen: standing.runsOpen,
      // A failed tick says 0, so that the alarm need not wait until nothing comes.
      TickSucceeded: failures.length === 0 ? 1 : 0,
    }),
    ...tickAge(event, now),
  };
}

/** From the instant that the rate rule meant to the start of the tick; only events of the rule carry one. */
function tickAge(event: SchedulerEvent, now: Instant): Measured {
  const ruledAt = 'Records' in event ? NaN : Date.parse(event.time);
  return Number.isNaN(ruledAt) ? {} : { TickAge: Math.max(0, (now - ruledAt) / SECOND_MS) };
}
