import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, type BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { outside } from '../../failure/aws-failure.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import type { Notice, NoticeQueue } from '../notice.ts';
import type { NoticeMessage } from '../notice-message.ts';
import type { Sqs } from './sqs-client.ts';

/** Limits of SendMessageBatch: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const BATCH_ENTRIES = 10;
const BATCH_BYTES = 1_048_576;
/** Pauses before the messages that SQS did not take are sent again. */
const RETRY_PAUSES_MS = [100, 400, 1_600];

/** A SendMessageBatchRequestEntry with everything a FIFO queue asks for. */
interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId: string;
  readonly MessageDeduplicationId: string;
}

export interface NoticesOptions {
  readonly client: Sqs;
  readonly queueUrl: string;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * The notice queue, SQS FIFO: a message for each notice and channel, in order within a channel. SQS itself drops a
 * repeat within five minutes, the deliverer a later one.
 */
export class SqsNotices implements NoticeQueue {
  readonly #client: Sqs;
  readonly #queueUrl: string;
  readonly #pause: (ms: number) => Promise<unknown>;

  constructor(options: NoticesOptions) {
    this.#client = options.client;
    this.#queueUrl = options.queueUrl;
    this.#pause = options.pause ?? sleep;
  }

  /** Resolves once every message of every notice was accepted; throws otherwise, and all of them may be sent again. */
  async send(notices: readonly Notice[]): Promise<void> {
    const messages = notices.flatMap((notice) => notice.channels.map((channel) => ({ channel, notice })));
    for (const batch of batchesOf(messages.map(entryOf))) await this.#sendBatch(batch);
  }

  async #sendBatch(batch: readonly Entry[]): Promise<void> {
    let open = batch;
    for (const pauseMs of [...RETRY_PAUSES_MS, undefined]) {
      const failed = await this.#sendOnce(open);
      if (failed.length === 0) return;
      // SenderFault: SQS will never take that message.
      if (pauseMs === undefined || failed.some((entry) => entry.SenderFault === true)) throw refused(failed);
      await this.#pause(pauseMs);
      const failedIds = new Set(failed.map((entry) => entry.Id));
      open = open.filter((entry) => failedIds.has(entry.Id));
    }
  }

  async #sendOnce(batch: readonly Entry[]): Promise<readonly BatchResultErrorEntry[]> {
    const command = new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: [...batch] });
    return (await outside(() => this.#client.send(command))).Failed ?? [];
  }
}

// Group ids take a few ASCII characters only, and channels are called as their people like.
const entryOf = (message: NoticeMessage, index: number): Entry => ({
  Id: String(index),
  MessageBody: JSON.stringify(message),
  MessageGroupId: sha256(message.channel),
  MessageDeduplicationId: sha256(`${message.notice.id}#${message.channel}`),
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const batchesOf = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const batches: Entry[][] = [];
  let batch: Entry[] = [];
  let batchBytes = 0;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(entry.MessageBody);
    if (batch.length === 0 || batch.length === BATCH_ENTRIES || batchBytes + bytes > BATCH_BYTES) {
      batch = [];
      batchBytes = 0;
      batches.push(batch);
    }
    batch.push(entry);
    batchBytes += bytes;
  }
  return batches;
};

const refused = (failed: readonly BatchResultErrorEntry[]): ExternalFailure => {
  const senderFault = failed.find((entry) => entry.SenderFault === true);
  const { Code = '', Message = 'no reason given' } = senderFault ?? failed[0] ?? {};
  return new ExternalFailure({
    reason: senderFault === undefined ? 'unavailable' : 'unexpected',
    retryable: senderFault === undefined,
    code: Code,
    message: `The notice queue did not take ${failed.length} messages: ${Code} ${Message}`,
  });
};
