import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeliverEnv } from '../functions/webhook/deliver-env.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Context } from './context.ts';
import { feed } from './feed.ts';
import type { NoticeQueue } from './notice-queue.ts';
import { readChannels } from './rights.ts';
import type { Tables } from './tables.ts';

const TIMEOUT_SECONDS = 60;
/** The largest of a FIFO queue: what waits together for a channel becomes one post. */
const BATCH_SIZE = 10;

export interface DeliverProps {
  readonly context: Context;
  readonly tables: Tables;
  readonly notices: NoticeQueue;
}

/** The function that takes notices to their channels, and what it may do. */
export class Deliver extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, { context, tables, notices }: DeliverProps) {
    super(scope, id);
    const memory = tables.get('Memory');
    this.lambda = new BundledFunction(this, 'Function', {
      name: 'deliver',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      memorySize: 256,
      environment: {
        MEMORY_TABLE: memory.tableName,
        NOTICE_QUEUE_URL: notices.queue.queueUrl,
        NOTICE_DEAD_LETTER_QUEUE_URL: notices.deadLetters.queueUrl,
        CHANNEL_LANGUAGE: context.language,
      } satisfies DeliverEnv,
    });
    feed(this.lambda, notices.queue, { batchSize: BATCH_SIZE });
    this.lambda.addToRolePolicy(readChannels(this));
    memory.grant(this.lambda, 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
    // A channel that is busy is tried again later.
    notices.queue.grant(this.lambda, 'sqs:ChangeMessageVisibility');
    // To `default`, of a channel that takes nothing; what it did not take is buried.
    for (const queue of [notices.queue, notices.deadLetters]) queue.grant(this.lambda, 'sqs:SendMessage');
  }
}
