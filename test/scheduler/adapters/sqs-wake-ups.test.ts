import type { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { SqsWakeUps } from '../../../functions/scheduler/adapters/sqs-wake-ups.ts';
import { triggerOf } from '../../../functions/scheduler/trigger.ts';
import type { Sqs } from '../../../functions/shared/notice/adapters/sqs-client.ts';

const wakeUpsOn = (send: (command: SendMessageCommand) => Promise<unknown>) =>
  new SqsWakeUps({ client: { send } as unknown as Sqs, queueUrl: 'queue' });

describe('a wake-up', () => {
  it('is a delayed message that the scheduler reads as one', async () => {
    const inputs: SendMessageCommand['input'][] = [];
    await wakeUpsOn(async ({ input }) => inputs.push(input)).send(15);
    expect(inputs).toMatchObject([{ QueueUrl: 'queue', DelaySeconds: 15 }]);
    const event = { Records: [{ messageId: 'm', body: inputs[0]?.MessageBody }] } as unknown as SQSEvent;
    expect(triggerOf(event)).toEqual({ trigger: { kind: 'events', events: [], wakeUp: true }, unreadable: [] });
  });

  it('that cannot be sent is an ExternalFailure', async () => {
    const wakeUps = wakeUpsOn(() => Promise.reject(Object.assign(new Error('no'), { name: 'ThrottlingException' })));
    await expect(wakeUps.send(15)).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'throttled' });
  });
});
