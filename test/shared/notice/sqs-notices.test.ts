import type { SendMessageBatchCommand, SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { Sqs } from '../../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../../functions/shared/notice/adapters/sqs-notices.ts';
import type { Notice } from '../../../functions/shared/notice/notice.ts';
import type { NoticeMessage } from '../../../functions/shared/notice/notice-message.ts';
import { aNotice } from './a-notice.ts';

type Failed = SendMessageBatchCommandOutput['Failed'];

interface Call {
  readonly ids: readonly string[];
  readonly bytes: number;
  readonly groups: readonly string[];
  readonly deduplication: readonly string[];
}

/** An SQS that answers the calls with `answers` in turn, then takes everything. */
const queueAnswering = (...answers: (Failed | Error)[]) => {
  const calls: Call[] = [];
  const pauses: number[] = [];
  const send = async ({ input }: SendMessageBatchCommand) => {
    const entries = input.Entries ?? [];
    calls.push({
      ids: entries.map((entry) => (JSON.parse(entry.MessageBody ?? '') as NoticeMessage).notice.id),
      bytes: entries.reduce((sum, entry) => sum + Buffer.byteLength(entry.MessageBody ?? ''), 0),
      groups: entries.map((entry) => entry.MessageGroupId ?? ''),
      deduplication: entries.map((entry) => entry.MessageDeduplicationId ?? ''),
    });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return { Failed: answer };
  };
  const queue = new SqsNotices({
    client: { send } as unknown as Sqs,
    queueUrl: 'queue',
    pause: async (ms) => pauses.push(ms),
  });
  return { queue, calls, pauses };
};

const BUSY = { Code: 'InternalError', SenderFault: false };
const numbered = (count: number, changes: Partial<Notice> = {}): Notice[] =>
  Array.from({ length: count }, (_, index) => aNotice({ id: `n${index}`, ...changes }));

describe('handing notices over', () => {
  it('calls nothing where there is nothing to tell', async () => {
    const { queue, calls } = queueAnswering();
    await queue.send([]);
    await queue.send([aNotice({ channels: [] })]);
    expect(calls).toEqual([]);
  });

  it('sends at most ten messages in one call', async () => {
    const { queue, calls } = queueAnswering();
    await queue.send(numbered(21));
    expect(calls.map((call) => call.ids.length)).toEqual([10, 10, 1]);
  });

  it('sends at most 1 MiB in one call', async () => {
    const { queue, calls } = queueAnswering();
    await queue.send(numbered(5, { facts: [{ name: 'members', value: '서'.repeat(130_000) }] }));
    expect(calls.map((call) => call.ids.length)).toEqual([2, 2, 1]);
    expect(Math.max(...calls.map((call) => call.bytes))).toBeLessThanOrEqual(1_048_576);
  });

  it('gives each channel a group and each notice and channel one deduplication id, in characters SQS takes', async () => {
    const { queue, calls } = queueAnswering();
    await queue.send([...numbered(2, { channels: ['default', '운영 알림'] }), aNotice({ id: 'n0' })]);
    const [call] = calls;
    const [n0, n0Korean, n1, n1Korean, again] = call?.deduplication ?? [];
    expect(new Set([n0, n0Korean, n1, n1Korean])).toHaveLength(4);
    expect(again).toBe(n0);
    expect(new Set(call?.groups)).toHaveLength(2);
    expect([...(call?.groups ?? []), ...(call?.deduplication ?? [])].join('')).toMatch(/^[0-9a-f]+$/);
  });

  it('sends again what SQS did not take, and only that', async () => {
    const { queue, calls, pauses } = queueAnswering([{ Id: '1', ...BUSY }], [{ Id: '1', ...BUSY }]);
    await queue.send(numbered(3));
    expect(calls.map((call) => call.ids)).toEqual([['n0', 'n1', 'n2'], ['n1'], ['n1']]);
    expect(pauses).toEqual([100, 400]);
  });

  it('is not handed over while one message is refused again and again', async () => {
    const busy = [{ Id: '0', ...BUSY }];
    const { queue, calls } = queueAnswering(busy, busy, busy, busy);
    await expect(queue.send(numbered(2))).rejects.toMatchObject({ reason: 'unavailable', retryable: true });
    expect(calls).toHaveLength(4);
  });

  it('gives up at once on a message that SQS will never take, and says why', async () => {
    const { queue, calls } = queueAnswering([
      { Id: '0', ...BUSY },
      { Id: '1', Code: 'InvalidMessageContents', Message: 'bad characters', SenderFault: true },
    ]);
    await expect(queue.send(numbered(2))).rejects.toMatchObject({
      retryable: false,
      code: 'InvalidMessageContents',
      message: 'The notice queue did not take 2 messages: InvalidMessageContents bad characters',
    });
    expect(calls).toHaveLength(1);
  });

  it('turns what the SDK throws into an ExternalFailure', async () => {
    const { queue } = queueAnswering(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await expect(queue.send([aNotice()])).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'denied' });
  });
});
