import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { targetFleet } from '../../shared/fleet/adapters/load-target.ts';
import { logUnreadable } from '../../shared/lambda/log-unreadable.ts';
import { sqsClient } from '../../shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../shared/notice/adapters/sqs-notices.ts';
import { DynamoAlarms } from '../../shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../../shared/store/adapters/dynamodb-exceptions.ts';
import { DynamoMemory } from '../../shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../shared/store/adapters/dynamodb-rows.ts';
import type { CommandPorts, CommandTarget } from '../ports.ts';
import type { ReceiveConfig, ReceiveTarget } from '../receive-env.ts';
import { SqsWaker } from './sqs-waker.ts';

/** What commands read and change, in an account. */
export function awsCommandPorts(client: DynamoDBDocumentClient, config: ReceiveConfig): CommandPorts {
  const { tableNames, noticeQueueUrl, settings } = config;
  const [first, ...further] = config.targets;
  const sqs = sqsClient();
  const memory = { client, tableName: tableNames.Memory, onUnreadable: logUnreadable };
  const target = ({ id, place, tickQueueUrl, ...reached }: ReceiveTarget): CommandTarget => ({
    ...{ id, place },
    fleet: targetFleet(reached),
    waker: new SqsWaker({ client: sqs, queueUrl: tickQueueUrl }),
  });
  return {
    rows: new DynamoRows({ client, tableNames }),
    exceptions: new DynamoExceptions({ client, tableName: tableNames.ScheduleException }),
    memory: new DynamoMemory(memory),
    alarms: new DynamoAlarms(memory),
    notices: new SqsNotices({ client: sqs, queueUrl: noticeQueueUrl }),
    targets: [target(first), ...further.map(target)],
    settings,
  };
}
