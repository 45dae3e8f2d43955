import { ChangeMessageVisibilityBatchCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { outside } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { Sqs } from '../../shared/notice/adapters/sqs-client.ts';
import type { QueueMessage, QueueReturns } from '../ports.ts';

/** SQS takes ten at a time, and as many make the largest batch that a FIFO queue hands out. */
const BATCH_ENTRIES = 10;

export interface ReturnsOptions {
  readonly client: Sqs;
  readonly queueUrl: string;
  /** FIFO, as the queue is. */
  readonly deadLetterQueueUrl: string;
}

/** What the deliverer does to messages of the notice queue besides taking them. */
export class SqsReturns implements QueueReturns {
  readonly #options: ReturnsOptions;

  constructor(options: ReturnsOptions) {
    this.#options = options;
  }

  /** Takes effect only for messages that the invocation also names as failed. */
  async postpone(messages: readonly QueueMessage[], seconds: number): Promise<void> {
    const { client, queueUrl } = this.#options;
    await inBatches(messages, (batch) => {
      const entries = batch.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      return client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    });
  }

  async bury(messages: readonly QueueMessage[]): Promise<void> {
    const { client, deadLetterQueueUrl } = this.#options;
    await inBatches(messages, (batch) => {
      const entries = batch.map(({ body, groupId, deduplicationId }, index) => ({
        Id: String(index),
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      }));
      return client.send(new SendMessageBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries: entries }));
    });
  }
}

interface Answer {
  readonly Failed?: readonly { readonly Code?: string | undefined }[] | undefined;
}

async function inBatches(
  messages: readonly QueueMessage[],
  send: (batch: readonly QueueMessage[]) => Promise<Answer>,
): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH_ENTRIES) {
    const { Failed: failed = [] } = await outside(() => send(messages.slice(from, from + BATCH_ENTRIES)));
    if (failed.length > 0) throw refused(failed.length, failed[0]?.Code ?? '');
  }
}

const refused = (count: number, code: string): ExternalFailure =>
  new ExternalFailure({
    reason: 'unavailable',
    retryable: true,
    code,
    message: `SQS did not take ${count} messages back.`,
  });
