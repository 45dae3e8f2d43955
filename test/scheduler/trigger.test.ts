import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { TICK_BODY, WAKE_UP_BODY } from '../../functions/shared/lambda/scheduler-messages.ts';
import { triggerOf } from '../../functions/scheduler/trigger.ts';

const sqs = (...bodies: readonly string[]): SQSEvent =>
  ({ Records: bodies.map((body, index) => ({ body, messageId: `m${index}` })) }) as SQSEvent;

const ec2Event = {
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
  time: '2026-11-20T00:31:00Z',
  detail: { 'instance-id': 'i-1', state: 'running' },
};
const rdsEvent = (EventID: string) => ({
  source: 'aws.rds',
  'detail-type': 'RDS DB Instance Event',
  time: '2026-11-20T00:31:00Z',
  detail: { EventID, SourceIdentifier: 'db-1', SourceType: 'DB_INSTANCE' },
});
const at = Date.parse('2026-11-20T00:31:00Z');

it('takes the rate rule for a tick', () => {
  const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} } as Parameters<
    typeof triggerOf
  >[0];
  expect(triggerOf(event)).toEqual({ trigger: { kind: 'tick' }, unreadable: [] });
});

it('takes a message that somebody changed something for a whole tick, whatever else is in the batch', () => {
  expect(triggerOf(sqs(JSON.stringify(ec2Event), TICK_BODY))).toEqual({ trigger: { kind: 'tick' }, unreadable: [] });
});

it('reads EC2 and RDS events and wake-ups from one batch', () => {
  const bodies = [
    JSON.stringify(ec2Event),
    JSON.stringify(rdsEvent('RDS-EVENT-0154')),
    JSON.stringify(rdsEvent('RDS-EVENT-0088')),
    WAKE_UP_BODY,
  ];
  expect(triggerOf(sqs(...bodies))).toEqual({
    trigger: {
      kind: 'events',
      wakeUp: true,
      events: [
        { instanceId: 'i-1', at, kind: 'state-change' },
        { instanceId: 'db-1', at, kind: 'rds-auto-restart' },
        { instanceId: 'db-1', at, kind: 'rds-started' },
      ],
    },
    unreadable: [],
  });
});

it.each([
  'not JSON',
  'null',
  '[]',
  '"text"',
  '{}',
  JSON.stringify({ ...ec2Event, time: 'soon' }),
  JSON.stringify({ ...ec2Event, time: { toString: 1, valueOf: 1 } }),
  JSON.stringify({ ...ec2Event, detail: {} }),
])('gives back a message that nobody can read and keeps the rest: %s', (body) => {
  const { trigger, unreadable } = triggerOf(sqs(body, JSON.stringify(ec2Event)));
  expect(unreadable).toEqual([{ itemIdentifier: 'm0' }]);
  expect(trigger).toMatchObject({ events: [{ instanceId: 'i-1' }] });
});
