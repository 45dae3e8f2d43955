import type { SQSBatchResponse } from 'aws-lambda';
import type { Instant } from '../shared/calendar/instant.ts';
import type { Deadline } from '../shared/fleet/member.ts';
import { embedded } from '../shared/lambda/embedded-metrics.ts';
import type { SchedulerPorts } from './ports.ts';
import { tickMetrics } from './tick-metrics.ts';
import { tick, type TickReport } from './tick.ts';
import { triggerOf, type SchedulerEvent } from './trigger.ts';

/** What one invocation answers: Lambda reads the failures of a batch, people the report. */
export interface Answer extends SQSBatchResponse {
  readonly report: TickReport;
}

export interface InvocationContext {
  readonly now: Instant;
  readonly deadline: Deadline;
  /** Whose metrics these are. */
  readonly functionName: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/**
 * From a Lambda event to a tick and back. Every schedule has its turn before anything is thrown; throwing is what moves the
 * Errors metric, and makes SQS deliver the batch again (which is harmless).
 */
export async function invoke(
  ports: SchedulerPorts,
  event: SchedulerEvent,
  context: InvocationContext,
): Promise<Answer> {
  const { now, deadline, functionName, log } = context;
  const { trigger, unreadable } = triggerOf(event);
  const report = await tick(ports, { now, deadline, trigger });
  const metrics = embedded(tickMetrics(event, report, now), { functionName, at: now });
  log('ticked', { trigger: trigger.kind, ...report, unreadable: unreadable.length, ...metrics });
  if (report.failures.length > 0) throw new AggregateError(report.failures, 'the tick failed in part');
  return { batchItemFailures: unreadable, report };
}
