import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { outside } from '../../shared/failure/aws-failure.ts';
import { TICK_BODY } from '../../shared/lambda/scheduler-messages.ts';
import type { Sqs } from '../../shared/notice/adapters/sqs-client.ts';
import type { SchedulerWaker } from '../ports.ts';

/** Asks for a tick by a message on the queue of a target's scheduler. */
export class SqsWaker implements SchedulerWaker {
  readonly #client: Sqs;
  readonly #queueUrl: string;

  constructor(options: { client: Sqs; queueUrl: string }) {
    this.#client = options.client;
    this.#queueUrl = options.queueUrl;
  }

  async wake(): Promise<void> {
    const message = new SendMessageCommand({ QueueUrl: this.#queueUrl, MessageBody: TICK_BODY });
    await outside(() => this.#client.send(message));
  }
}
