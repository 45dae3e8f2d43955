import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { SECOND_MS } from '../../shared/calendar/instant.ts';
import { readHttpEvent } from '../../shared/lambda/http-event.ts';
import { logger } from '../../shared/lambda/logger.ts';
import { sqsClient } from '../../shared/notice/adapters/sqs-client.ts';
import { ssmClient } from '../../shared/secret/adapters/ssm.ts';
import { SqsBatches } from './adapters/sqs-batches.ts';
import { SsmDrains } from './adapters/ssm-drains.ts';
import { readDrainConfig } from './drain-env.ts';
import { takeBatch } from './take-batch.ts';

/** Logplex waits five seconds, its own network and a cold start included. */
const ANSWER_MS = 4 * SECOND_MS;
/** What is left at least to an invocation whose clock is not API Gateway's. */
const LEAST_MS = SECOND_MS;

// At module scope: a bad environment fails the first init of a deployment, not its first request.
const { batchQueueUrl } = readDrainConfig(process.env);
const ports = {
  drains: new SsmDrains({ client: ssmClient(), now: () => Date.now() }),
  queue: new SqsBatches({ client: sqsClient(), queueUrl: batchQueueUrl }),
};

/** Takes the log drains of Heroku behind the HTTP API (infra/heroku-drain.ts); safe doubled and in parallel. */
export const handler = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const now = new Date().getTime();
  const request = readHttpEvent(event);
  const leftMs = Math.min(Math.max(request.timeEpoch + ANSWER_MS - now, LEAST_MS), ANSWER_MS);
  const statusCode = await takeBatch(ports, request, { now, timeUp: AbortSignal.timeout(leftMs), log: logger });
  return { statusCode };
};
