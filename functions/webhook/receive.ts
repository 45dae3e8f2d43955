import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readHttpEvent } from '../shared/lambda/http-event.ts';
import { logUnreadable } from '../shared/lambda/log-unreadable.ts';
import { logger } from '../shared/lambda/logger.ts';
import { ssmClient } from '../shared/secret/adapters/ssm.ts';
import { documentClient } from '../shared/store/adapters/client.ts';
import { awsCommandPorts } from './adapters/aws-command-ports.ts';
import { DynamoAlertGroups } from './adapters/dynamo-alert-groups.ts';
import { DynamoReplays } from './adapters/dynamo-replays.ts';
import { HttpsPost } from './adapters/https-post.ts';
import { SsmChannels } from './adapters/ssm-channels.ts';
import { millisecondsLeft, requestOf, resultOf, SAYING_MS } from './http-event.ts';
import { readReceiveConfig } from './receive-env.ts';
import { receiveRequest } from './receive-request.ts';
import { respondTo } from './respond-to.ts';

// At module scope: a bad environment fails the first init of a deployment, not its first request.
const config = readReceiveConfig(process.env);
const client = documentClient();
const ports = {
  channels: new SsmChannels({ client: ssmClient(), now: () => Date.now(), language: config.language }),
  replays: new DynamoReplays({ client, tableName: config.tableNames.Memory }),
  alertGroups: new DynamoAlertGroups({ client, tableName: config.tableNames.Memory, onUnreadable: logUnreadable }),
  commands: awsCommandPorts(client, config),
  respondTo,
  http: new HttpsPost(),
};

/** Answers JANDI and Slack, and takes alerts of Alertmanager and Grafana, behind an HTTP API or a function URL; safe doubled and in parallel. */
export const handler = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const now = new Date().getTime();
  const sent = readHttpEvent(event);
  const leftMs = millisecondsLeft(sent, now);
  const [timeUp, lookUntil] = [AbortSignal.timeout(leftMs), AbortSignal.timeout(leftMs - SAYING_MS)];
  return resultOf(await receiveRequest(ports, requestOf(sent), { now, timeUp, lookUntil, log: logger }));
};
