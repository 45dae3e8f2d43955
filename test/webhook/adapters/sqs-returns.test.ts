import { describe, expect, it } from 'vitest';
import type { Sqs } from '../../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsReturns } from '../../../functions/webhook/adapters/sqs-returns.ts';
import type { QueueMessage } from '../../../functions/webhook/ports.ts';

const messages = (count: number): QueueMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    messageId: `m${index}`,
    receiptHandle: `handle-${index}`,
    body: `body ${index}`,
    groupId: 'group',
    deduplicationId: `once-${index}`,
    ...{ sentAt: 0, receives: 1 },
  }));

/** Returns to queues whose every call is kept, and answered with `answer` where one is given. */
const returnsTo = (answer: () => object = () => ({})) => {
  const inputs: unknown[] = [];
  const send = async ({ input }: { input: unknown }) => {
    inputs.push(input);
    return answer();
  };
  const returns = new SqsReturns({
    client: { send } as unknown as Sqs,
    ...{ queueUrl: 'queue', deadLetterQueueUrl: 'dead-letters' },
  });
  return { returns, inputs };
};

describe('messages of the notice queue', () => {
  it('are hidden for as long as is asked', async () => {
    const { returns, inputs } = returnsTo();
    await returns.postpone(messages(1), 7);
    expect(inputs).toEqual([
      { QueueUrl: 'queue', Entries: [{ Id: '0', ReceiptHandle: 'handle-0', VisibilityTimeout: 7 }] },
    ]);
  });

  it('are buried as they came, so that a redrive brings them back in their group', async () => {
    const { returns, inputs } = returnsTo();
    await returns.bury(messages(1));
    expect(inputs).toEqual([
      {
        QueueUrl: 'dead-letters',
        Entries: [{ Id: '0', MessageBody: 'body 0', MessageGroupId: 'group', MessageDeduplicationId: 'once-0' }],
      },
    ]);
  });

  it('go ten in a call', async () => {
    const { returns, inputs } = returnsTo();
    await returns.bury(messages(21));
    expect(inputs.map((input) => (input as { Entries: unknown[] }).Entries.length)).toEqual([10, 10, 1]);
  });

  it('call nothing where there are none', async () => {
    const { returns, inputs } = returnsTo();
    await returns.bury([]);
    await returns.postpone([], 1);
    expect(inputs).toEqual([]);
  });

  it.each([
    ['one of them is not taken', () => ({ Failed: [{ Code: 'InternalError' }] }), 'unavailable'],
    [
      'the queue cannot be reached',
      () => {
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
      'unavailable',
    ],
  ])('count as not returned where %s', async (_what, answer, reason) => {
    const { returns } = returnsTo(answer);
    await expect(returns.bury(messages(2))).rejects.toMatchObject({ name: 'ExternalFailure', reason, retryable: true });
  });
});
