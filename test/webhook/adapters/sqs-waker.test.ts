import type { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { triggerOf } from '../../../functions/scheduler/trigger.ts';
import type { Sqs } from '../../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsWaker } from '../../../functions/webhook/adapters/sqs-waker.ts';

const wakerOn = (send: (command: SendMessageCommand) => Promise<unknown>) =>
  new SqsWaker({ client: { send } as unknown as Sqs, queueUrl: 'queue' });

describe('waking the scheduler', () => {
  it('is a message that it reads as a whole tick', async () => {
    const inputs: SendMessageCommand['input'][] = [];
    await wakerOn(async ({ input }) => inputs.push(input)).wake();
    const event = { Records: inputs.map(({ MessageBody: body }) => ({ messageId: 'm', body })) } as SQSEvent;
    expect(triggerOf(event)).toEqual({ trigger: { kind: 'tick' }, unreadable: [] });
    expect(inputs).toMatchObject([{ QueueUrl: 'queue' }]);
  });

  it('is an ExternalFailure where the queue is away', async () => {
    const waker = wakerOn(() => Promise.reject(new Error('away')));
    await expect(waker.wake()).rejects.toMatchObject({ name: 'ExternalFailure' });
  });
});
