import type { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

export interface Feed {
  readonly batchSize: number;
  readonly maxConcurrency?: number;
  /** How long messages may gather; no time at all where it is not said. */
  readonly maxBatchingWindow?: Duration;
}

/**
 * Hands what comes into the queue to the function, which says itself which messages of a batch stay there. With the rights that
 * Lambda takes messages by, in the function's name; SqsEventSource would add two that nobody uses.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const feed = (lambda: Lambda, queue: Queue, options: Feed): void => {
  lambda.addEventSourceMapping('Feed', {
    eventSourceArn: queue.queueArn,
    ...options,
    reportBatchItemFailures: true,
  });
  queue.grant(lambda, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
};
