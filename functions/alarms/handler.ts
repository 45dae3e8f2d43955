import { loadAwsFleet } from '../shared/fleet/adapters/load.ts';
import { logUnreadable } from '../shared/lambda/log-unreadable.ts';
import { logger } from '../shared/lambda/logger.ts';
import { sqsClient } from '../shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../shared/notice/adapters/sqs-notices.ts';
import { documentClient } from '../shared/store/adapters/client.ts';
import { DynamoAlarms } from '../shared/store/adapters/dynamodb-alarms.ts';
import { DynamoMemory } from '../shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../shared/store/adapters/dynamodb-rows.ts';
import { loadCloudWatch } from './adapters/load-cloudwatch.ts';
import { PrometheusValues } from './adapters/prometheus-values.ts';
import { ValueSources } from './adapters/value-sources.ts';
import { isAlarmEvent } from './domain/alarm-event.ts';
import { readConfig } from './env.ts';
import { evaluate, type EvaluationReport } from './evaluate.ts';
import { relayAlarm } from './relay-alarm.ts';

// At module scope: a bad environment fails the first init of a deployment, not its first event.
const { tableNames, noticeQueueUrl, settings } = readConfig(process.env);
const client = documentClient();
const ports = {
  rows: new DynamoRows({ client, tableNames }),
  memory: new DynamoMemory({ client, tableName: tableNames.Memory, onUnreadable: logUnreadable }),
  alarms: new DynamoAlarms({ client, tableName: tableNames.Memory, onUnreadable: logUnreadable }),
  fleet: loadAwsFleet,
  metrics: new ValueSources(loadCloudWatch, new PrometheusValues()),
  notices: new SqsNotices({ client: sqsClient(), queueUrl: noticeQueueUrl }),
  settings,
};

/** Runs on its own rate rule, and on state changes of CloudWatch's alarms (infra/alarms.ts); safe late, doubled or in parallel. */
export const handler = async (event: unknown): Promise<EvaluationReport | { told: number }> => {
  if (isAlarmEvent(event)) return relayAlarm(ports, event, logger);
  const report = await evaluate(ports, new Date().getTime());
  logger.info('evaluated', { ...report });
  // Every rule has had its turn; failing here is what moves the Errors metric.
  if (report.failures.length > 0) throw new AggregateError(report.failures, 'the evaluation failed in part');
  return report;
};
