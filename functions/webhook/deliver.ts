import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { SECOND_MS } from '../shared/calendar/instant.ts';
import { logger } from '../shared/lambda/logger.ts';
import { sqsClient } from '../shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../shared/notice/adapters/sqs-notices.ts';
import { ssmClient } from '../shared/secret/adapters/ssm.ts';
import { documentClient } from '../shared/store/adapters/client.ts';
import { DynamoClaims } from './adapters/dynamo-claims.ts';
import { HttpsPost } from './adapters/https-post.ts';
import { SqsReturns } from './adapters/sqs-returns.ts';
import { SsmChannels } from './adapters/ssm-channels.ts';
import { readDeliverConfig } from './deliver-env.ts';
import { deliverNotices } from './deliver-notices.ts';

/** What one attempt may take at most, with what comes after it. */
const SHUTDOWN_MARGIN_MS = 15 * SECOND_MS;

// At module scope: a bad environment fails the first init of a deployment, not its first notice.
const { memoryTable, noticeQueueUrl, deadLetterQueueUrl, language } = readDeliverConfig(process.env);
const sqs = sqsClient();
const clock = {
  now: () => Date.now(),
  pause: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
};
const ports = {
  channels: new SsmChannels({ client: ssmClient(), now: clock.now, language }),
  claims: new DynamoClaims({ client: documentClient(), tableName: memoryTable }),
  http: new HttpsPost(),
  notices: new SqsNotices({ client: sqs, queueUrl: noticeQueueUrl }),
  returns: new SqsReturns({ client: sqs, queueUrl: noticeQueueUrl, deadLetterQueueUrl }),
};

/** Takes batches of the notice queue (infra/notice-queue.ts); safe late, doubled, reordered or in parallel. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const deadline = clock.now() + context.getRemainingTimeInMillis() - SHUTDOWN_MARGIN_MS;
  return deliverNotices(ports, event, { clock, deadline, functionName: context.functionName, log: logger });
};
