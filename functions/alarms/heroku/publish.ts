import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { logger } from '../../shared/lambda/logger.ts';
import { documentClient } from '../../shared/store/adapters/client.ts';
import { cloudWatchClient, CloudWatchMetrics } from './adapters/cloudwatch-metrics.ts';
import { DynamoBatchClaims } from './adapters/dynamo-batch-claims.ts';
import { publishBatches } from './publish-batches.ts';
import { readPublishConfig } from './publish-env.ts';

// At module scope: a bad environment fails the first init of a deployment, not its first batch.
const { memoryTable } = readPublishConfig(process.env);
const ports = {
  claims: new DynamoBatchClaims({ client: documentClient(), tableName: memoryTable }),
  metrics: new CloudWatchMetrics({ client: cloudWatchClient() }),
};

/** Takes what half a minute of batches come to (infra/heroku-drain.ts); safe late, doubled and in parallel. */
export const handler = async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> =>
  publishBatches(ports, records, { now: new Date().getTime(), log: logger });
