import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { OWN_SOURCE, TICK_BODY } from '../shared/lambda/scheduler-messages.ts';
import type { FleetEvent, Trigger } from './ports.ts';

/** What EventBridge's rate rule sends, or a batch from the scheduler's own queue. */
export type SchedulerEvent = SQSEvent | EventBridgeEvent<string, unknown>;

/** RDS starts an instance that has been stopped too long; an instance has come up. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const RDS_AUTO_RESTART = 'RDS-EVENT-0154';
const RDS_STARTED = 'RDS-EVENT-0088';

/** What woke the scheduler, and which messages of the batch nobody can read: those go to the dead-letter queue. */
export function triggerOf(event: SchedulerEvent): {
  trigger: Trigger;
  unreadable: SQSBatchResponse['batchItemFailures'];
} {
  if (!('Records' in event)) return { trigger: { kind: 'tick' }, unreadable: [] };
  const events: FleetEvent[] = [];
  const unreadable: SQSBatchResponse['batchItemFailures'] = [];
  let wakeUp = false;
  let tick = false;
  for (const { body, messageId } of event.Records) {
    const message = parse(body);
    const fleetEvent = fleetEventOf(message);
    if (body === TICK_BODY) tick = true;
    else if (message?.['source'] === OWN_SOURCE) wakeUp = true;
    else if (fleetEvent) events.push(fleetEvent);
    else unreadable.push({ itemIdentifier: messageId });
  }
  return { trigger: tick ? { kind: 'tick' } : { kind: 'events', events, wakeUp }, unreadable };
}

function fleetEventOf(message: Record<string, unknown> | undefined): FleetEvent | undefined {
  const detail = asRecord(message?.['detail']);
  const time = message?.['time'];
  const at = typeof time === 'string' ? Date.parse(time) : NaN;
  const instanceId = detail?.['instance-id'] ?? detail?.['SourceIdentifier'];
  if (typeof instanceId !== 'string' || Number.isNaN(at)) return undefined;
  const eventId = detail?.['EventID'];
  const kind =
    eventId === RDS_AUTO_RESTART ? 'rds-auto-restart' : eventId === RDS_STARTED ? 'rds-started' : 'state-change';
  return { instanceId, at, kind };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return undefined;
  }
}

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
