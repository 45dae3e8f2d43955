import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { outside } from '../../shared/failure/aws-failure.ts';
import { WAKE_UP_BODY } from '../../shared/lambda/scheduler-messages.ts';
import type { Sqs } from '../../shared/notice/adapters/sqs-client.ts';
import type { WakeUps } from '../ports.ts';

/** Wake-ups as delayed messages on the scheduler's own queue. */
export class SqsWakeUps implements WakeUps {
  readonly #client: Sqs;
  readonly #queueUrl: string;

  constructor(options: { client: Sqs; queueUrl: string }) {
    this.#client = options.client;
    this.#queueUrl = options.queueUrl;
  }

  async send(delaySeconds: number): Promise<void> {
    const message = { QueueUrl: this.#queueUrl, MessageBody: WAKE_UP_BODY, DelaySeconds: delaySeconds };
    await outside(() => this.#client.send(new SendMessageCommand(message)));
  }
}
