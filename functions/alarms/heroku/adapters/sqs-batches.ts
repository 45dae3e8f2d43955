import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Sqs } from '../../../shared/notice/adapters/sqs-client.ts';
import { outside } from '../../../shared/failure/aws-failure.ts';
import { writeBatchMessage, type BatchMessage } from '../domain/batch-message.ts';
import type { BatchQueue } from '../ports.ts';

/** The queue from the drain to the publisher: standard, because only such a queue gathers for half a minute. */
export class SqsBatches implements BatchQueue {
  readonly #client: Sqs;
  readonly #queueUrl: string;

  constructor(options: { client: Sqs; queueUrl: string }) {
    this.#client = options.client;
    this.#queueUrl = options.queueUrl;
  }

  async send(message: BatchMessage, signal: AbortSignal): Promise<void> {
    const command = new SendMessageCommand({ QueueUrl: this.#queueUrl, MessageBody: writeBatchMessage(message) });
    await outside(() => this.#client.send(command, { abortSignal: signal }));
  }
}
