import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAlarmEvent } from '../../functions/alarms/domain/alarm-event.ts';
import { readBatchMessage } from '../../functions/alarms/heroku/domain/batch-message.ts';
import { relayAlarm } from '../../functions/alarms/relay-alarm.ts';
import { triggerOf } from '../../functions/scheduler/trigger.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import { readMessage } from '../../functions/webhook/domain/read-message.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { anyJson, damaged } from './anything.ts';

const bodyOf = (right: object): fc.Arbitrary<string> =>
  fc.oneof(
    damaged(right).map((value) => JSON.stringify(value)),
    anyJson.map((value) => JSON.stringify(value)),
    fc.string(),
  );
const runs = { numRuns: 3_000 };

const stateChange = {
  source: 'aws.ec2',
  time: '2026-11-20T00:31:00Z',
  detail: { 'instance-id': 'i-1', state: 'running', EventID: 'RDS-EVENT-0154' },
};
const sqs = (bodies: readonly string[]): SQSEvent =>
  ({ Records: bodies.map((body, nth) => ({ body, messageId: `m${nth}` })) }) as SQSEvent;

it('hears the state change beside any other message of its batch', () => {
  fc.assert(
    fc.property(bodyOf(stateChange), (body) => {
      const { trigger, unreadable } = triggerOf(
        sqs([body, JSON.stringify({ ...stateChange, detail: { 'instance-id': 'i-9' } })]),
      );
      expect(trigger).toMatchObject({ kind: 'events' });
      expect(trigger.kind === 'events' && trigger.events.at(-1)).toMatchObject({ instanceId: 'i-9' });
      expect(unreadable.every(({ itemIdentifier }) => itemIdentifier === 'm0')).toBe(true);
    }),
    runs,
  );
});

it('reads any message of the notice queue as a notice, or as none', () => {
  const message = { channel: 'default', notice: aNotice({ id: 'a/started' }) };
  fc.assert(
    fc.property(bodyOf(message), (body) => {
      const read = readMessage(body);
      if (read === undefined) return;
      expect(Number.isFinite(read.notice.at)).toBe(true);
      expect(['ok', 'info', 'warning', 'error']).toContain(read.notice.severity);
    }),
    runs,
  );
});

it("tells an alarm of CloudWatch's own as long as it says which, and since when, and logs any other event", async () => {
  const dimensions = { InstanceId: 'i-1' };
  const over = { value: 'OK', reason: 'Fine.', timestamp: '2026-11-20T12:00:00.000+0000' };
  const detail = {
    alarmName: 'cpu',
    ...{ state: { ...over, value: 'ALARM' }, previousState: over },
    configuration: { description: 'Look.', metrics: [{ metricStat: { metric: { dimensions } } }] },
  };
  const anyEvent = fc.oneof(
    damaged({ detail }),
    anyJson,
    damaged(detail).map((odd) => ({ detail: odd })),
  );
  const property = fc.asyncProperty(anyEvent, async (event) => {
    expect(isAlarmEvent(event)).toBe(false);
    const [notices, logged]: [Notice[], string[]] = [[], []];
    const ports = {
      notices: { send: async (sent: readonly Notice[]) => void notices.push(...sent) },
      settings: { targetId: 'self/x', timeZone: 'Asia/Seoul', warnMinutes: 10 },
    };
    const { told } = await relayAlarm(ports, event, { error: (message) => void logged.push(message) });
    expect([told, logged]).toEqual(logged.length > 0 ? [0, ['unreadable']] : [notices.length, []]);
    for (const notice of notices)
      expect(readMessage(JSON.stringify({ channel: 'default', notice }))).toEqual({ channel: 'default', notice });
  });
  await fc.assert(property, runs);
});

it('reads any batch of the drain, or none', () => {
  const series = { at: 1_795_000_000_000, process: 'web', metric: 'throughput', values: [1], counts: [1] };
  const batch = { app: 'shop', requestId: 'r', frameId: 'f', messages: 1, series: [series] };
  const list = damaged(series).map((one) => JSON.stringify({ ...batch, series: [one] }));
  fc.assert(
    fc.property(fc.oneof(bodyOf(batch), list), (body) => {
      const read = readBatchMessage(body);
      for (const { metric } of read?.series ?? []) expect(metric in {}).toBe(false);
    }),
    runs,
  );
});
