import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadAwsFleet } from '../../shared/fleet/adapters/load.ts';
import { logger } from '../../shared/lambda/logger.ts';
import { sqsClient } from '../../shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../shared/notice/adapters/sqs-notices.ts';
import { DynamoAlarms } from '../../shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../../shared/store/adapters/dynamodb-exceptions.ts';
import { DynamoMemory } from '../../shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../shared/store/adapters/dynamodb-rows.ts';
import type { CommandPorts } from '../ports.ts';
import type { ReceiveConfig } from '../receive-env.ts';
import { SqsWaker } from './sqs-waker.ts';

/** What commands read and change, in an account. */
export function awsCommandPorts(client: DynamoDBDocumentClient, config: ReceiveConfig): CommandPorts {
  const { tableNames, noticeQueueUrl, schedulerQueueUrl, settings } = config;
  const sqs = sqsClient();
  const memory = {
    client,
    tableName: tableNames.Memory,
    onUnreadable: (item: unknown) => logger.error('unreadable', { item }),
  };
  return {
    rows: new DynamoRows({ client, tableNames }),
    exceptions: new DynamoExceptions({ client, tableName: tableNames.ScheduleException }),
    memory: new DynamoMemory(memory),
    alarms: new DynamoAlarms(memory),
    fleet: loadAwsFleet,
    notices: new SqsNotices({ client: sqs, queueUrl: noticeQueueUrl }),
    waker: new SqsWaker({ client: sqs, queueUrl: schedulerQueueUrl }),
    settings,
  };
}
