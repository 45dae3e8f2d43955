import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createMissingTables } from '../../functions/shared/store/adapters/client.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { DynamoClaims } from '../../functions/webhook/adapters/dynamo-claims.ts';
import { HttpsPost } from '../../functions/webhook/adapters/https-post.ts';
import { deliverNotices } from '../../functions/webhook/deliver-notices.ts';
import { WrongChannel } from '../../functions/webhook/domain/channel-config.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { Clock, DeliverPorts } from '../../functions/webhook/ports.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../local/embedded-dynamodb.ts';
import { FifoQueue, WaitedClock } from './fifo-queue.ts';

export const NOON = Date.parse('2026-11-20T03:00:00Z');
const INVOCATION_MS = 45_000;

let dynamoDb: Promise<EmbeddedDynamoDb> | undefined;

export interface PostOffice {
  readonly clock: WaitedClock;
  readonly queue: FifoQueue;
  readonly ports: DeliverPorts;
  readonly logged: readonly string[];
  deliver(event: SQSEvent, instead?: { ports?: DeliverPorts; clock?: Clock }): Promise<SQSBatchResponse>;
  /** Delivers until the queue is empty. */
  run(): Promise<number>;
}

/** The deliverer between a queue, an embedded DynamoDB and chat servers on loopback; `wrap` puts faults in between. */
export async function postOffice(
  channels: readonly (NamedChannel | WrongChannel)[],
  wrap: (ports: DeliverPorts) => DeliverPorts = (ports) => ports,
): Promise<PostOffice> {
  const clock = new WaitedClock(NOON);
  const queue = new FifoQueue(clock);
  const logged: string[] = [];
  const log = (message: string, fields: object) => void logged.push(JSON.stringify({ message, ...fields }));
  const ports = wrap({
    channels: { get: async (name) => channelNamed(channels, name) },
    claims: await emptyClaims(),
    http: new HttpsPost({ allowLoopback: true, timeoutMs: 250 }),
    notices: queue,
    returns: queue,
  });
  const deliver: PostOffice['deliver'] = (event, instead = {}) =>
    deliverNotices(instead.ports ?? ports, event, {
      clock: instead.clock ?? clock,
      deadline: clock.now() + INVOCATION_MS,
      functionName: 'deliver',
      log: { info: log, error: log },
    });
  return { clock, queue, ports, logged, deliver, run: () => queue.drain((event) => deliver(event)) };
}

/** Claims over a table of their own. */
async function emptyClaims(): Promise<DynamoClaims> {
  const { documentClient: client } = await (dynamoDb ??= embeddedDynamoDb());
  const names = { ...tableNames({}), Memory: `Memory-${randomUUID()}` };
  await createMissingTables(client, names);
  return new DynamoClaims({ client, tableName: names.Memory });
}

function channelNamed(channels: readonly (NamedChannel | WrongChannel)[], name: string): NamedChannel | undefined {
  const found = channels.find((one) => name === ('channelName' in one ? one.channelName : one.name));
  if (found instanceof WrongChannel) throw found;
  return found;
}
