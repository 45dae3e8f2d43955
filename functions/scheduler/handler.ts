import type { Context } from 'aws-lambda';
import { SECOND_MS } from '../shared/calendar/instant.ts';
import { targetFleet } from '../shared/fleet/adapters/load-target.ts';
import { logUnreadable } from '../shared/lambda/log-unreadable.ts';
import { logger } from '../shared/lambda/logger.ts';
import { sqsClient } from '../shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../shared/notice/adapters/sqs-notices.ts';
import { documentClient } from '../shared/store/adapters/client.ts';
import { DynamoMemory } from '../shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../shared/store/adapters/dynamodb-rows.ts';
import { SqsWakeUps } from './adapters/sqs-wake-ups.ts';
import { readConfig } from './env.ts';
import { invoke, type Answer } from './invoke.ts';
import type { SchedulerEvent } from './trigger.ts';

const CALLS_UNTIL_MS = 20 * SECOND_MS;
const SHUTDOWN_MARGIN_MS = 10 * SECOND_MS;

// At module scope: a bad environment fails the first init of a deployment, not its first event.
const { tableNames, noticeQueueUrl, schedulerQueueUrl, target, settings } = readConfig(process.env);
const client = documentClient();
const sqs = sqsClient();
const ports = {
  rows: new DynamoRows({ client, tableNames }),
  memory: new DynamoMemory({ client, tableName: tableNames.Memory, onUnreadable: logUnreadable }),
  fleet: targetFleet(target),
  notices: new SqsNotices({ client: sqs, queueUrl: noticeQueueUrl }),
  wakeUps: new SqsWakeUps({ client: sqs, queueUrl: schedulerQueueUrl }),
  settings,
};

/** Runs on the rate rule, on instance state changes and on its own wake-ups; safe late, doubled or in parallel. */
export const handler = async (event: SchedulerEvent, context: Context): Promise<Answer> => {
  const now = new Date().getTime();
  const callsUntil = Math.min(now + CALLS_UNTIL_MS, now + context.getRemainingTimeInMillis() - SHUTDOWN_MARGIN_MS);
  const deadline = { hasPassed: () => Date.now() > callsUntil };
  return invoke(ports, event, { now, deadline, functionName: context.functionName, log: logger.info });
};
