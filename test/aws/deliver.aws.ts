import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../functions/shared/notice/adapters/sqs-notices.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { createMissingTables, documentClient } from '../../functions/shared/store/adapters/client.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { DynamoClaims } from '../../functions/webhook/adapters/dynamo-claims.ts';
import { HttpsPost } from '../../functions/webhook/adapters/https-post.ts';
import { SqsReturns } from '../../functions/webhook/adapters/sqs-returns.ts';
import { ssmClient, SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import type { DeliverEnv } from '../../functions/webhook/deliver-env.ts';
import { deliverNotices } from '../../functions/webhook/deliver-notices.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from '../webhook/a-channel.ts';
import { channelsContract } from '../webhook/adapters/channels-contract.ts';
import { claimsContract } from '../webhook/adapters/claims-contract.ts';
import { chatServer, selfSigned, type ChatServer } from '../webhook/chat-server.ts';
import { resetMoto } from './moto.ts';

// The deliverer with its clients and its queues on the wire, and a chat server on loopback.

const sqs = sqsClient();
const ssm = ssmClient();
const client = documentClient();
const names = tableNames({});
const HOST = 'chat.example';
const tls = selfSigned(HOST);

let queueUrl: string;
let deadLetterQueueUrl: string;
let server: ChatServer;

const fifo = async (name: string, attributes: Record<string, string> = {}): Promise<string> => {
  const created = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${name}-${randomUUID()}.fifo`,
      Attributes: { FifoQueue: 'true', ...attributes },
    }),
  );
  return created.QueueUrl ?? '';
};

const receive = async (url: string, waitSeconds = 0): Promise<readonly Message[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
};

/** A batch as Lambda hands it over. */
const eventOf = (messages: readonly Message[]): SQSEvent => ({
  Records: messages.map(
    ({ MessageId: messageId, ReceiptHandle: receiptHandle, Body: body, Attributes: attributes }) =>
      ({ messageId, receiptHandle, body, attributes }) as SQSRecord,
  ),
});

type Handle = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** What Lambda does with one batch; returns how many messages stayed in the queue. */
const poll = async (handle: Handle, waitSeconds = 0): Promise<number> => {
  const messages = await receive(queueUrl, waitSeconds);
  const { batchItemFailures } = await handle(eventOf(messages));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId = '', ReceiptHandle } of messages)
    if (!failed.has(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  return failed.size;
};

const started = (schedule: string, channels = ['default']) =>
  aNotice({ id: `${schedule}/${randomUUID()}`, schedule, channels });

const schedulesIn = (chat: ChatServer): string[][] =>
  chat.received.map(({ body }) => [...new Set(body.match(/\bS\d+\b/g))]);

beforeAll(async () => {
  await resetMoto();
  await createMissingTables(client, names);
});

beforeEach(async () => {
  queueUrl = await fifo('notices', { VisibilityTimeout: '90' });
  deadLetterQueueUrl = await fifo('dead-letters');
  server = await chatServer('slack', { tls });
});
afterEach(() => server.close());

describe('the deliverer on moto', () => {
  const setDefault = async (): Promise<void> => {
    const url = server.url.replace('127.0.0.1', HOST);
    await new SsmChannels({ client: ssm, now: Date.now }).put(aChannel({ url }));
  };

  const deliver: Handle = (event) => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const ports = {
      channels: new SsmChannels({ client: ssm, now: Date.now }),
      claims: new DynamoClaims({ client, tableName: names.Memory }),
      http: new HttpsPost({ allowLoopback: true, ca: tls.cert, resolve }),
      notices: new SqsNotices({ client: sqs, queueUrl }),
      returns: new SqsReturns({ client: sqs, queueUrl, deadLetterQueueUrl }),
    };
    const log = { info: () => {}, error: () => {} };
    return deliverNotices(ports, event, { clock: { now: Date.now, pause: async () => {} }, deadline: Infinity, log });
  };

  it('takes notices from the queue to the chat service as one post, and leaves the queue empty', async () => {
    await setDefault();
    await new SqsNotices({ client: sqs, queueUrl }).send(['S1', 'S2', 'S3'].map((schedule) => started(schedule)));
    expect(await poll(deliver)).toBe(0);
    expect(schedulesIn(server)).toEqual([['S1', 'S2', 'S3']]);
    expect(await poll(deliver)).toBe(0);
    expect(server.received).toHaveLength(1);
  });

  it('waits as long as the service asks, and keeps later notices of the channel waiting with it', async () => {
    await setDefault();
    server.answer({ status: 429, headers: { 'Retry-After': '1' } });
    const notices = new SqsNotices({ client: sqs, queueUrl });
    // One at a time: of several that come back at once, moto forgets the order.
    await notices.send([started('S1')]);
    expect(await poll(deliver)).toBe(1);
    await notices.send([started('S2')]);
    await poll(deliver);
    expect(schedulesIn(server)).toEqual([['S1']]);
    await pause(1_100);
    expect(await poll(deliver)).toBe(0);
    expect(schedulesIn(server)).toEqual([['S1'], ['S1', 'S2']]);
  });

  it('does not post again what comes again', async () => {
    await setDefault();
    await new SqsNotices({ client: sqs, queueUrl }).send([started('S1')]);
    const event = eventOf(await receive(queueUrl));
    await deliver(event);
    expect(await deliver(event)).toEqual({ batchItemFailures: [] });
    expect(server.received).toHaveLength(1);
  });

  it('buries what a webhook that is gone will never take, and tells default of it', async () => {
    await setDefault();
    const gone = aChannel({ name: 'ops', url: `https://${HOST}:${server.port}/gone` });
    await new SsmChannels({ client: ssm, now: Date.now }).put(gone);
    server.answer({ status: 410, body: 'channel_is_archived' });
    await new SqsNotices({ client: sqs, queueUrl }).send([started('S1', ['ops'])]);
    expect(await poll(deliver)).toBe(0);
    const [dead] = await receive(deadLetterQueueUrl);
    expect(JSON.parse(dead?.Body ?? '')).toMatchObject({ channel: 'ops', notice: { schedule: 'S1' } });
    expect(await poll(deliver)).toBe(0);
    expect(server.received[1]?.body).toContain('Its webhook is gone (HTTP 410)');
  });
});

describe("the deliverer's handler on moto", () => {
  let handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  let wiredQueueUrl: string;
  let wiredDeadLetterQueueUrl: string;

  beforeAll(async () => {
    wiredQueueUrl = await fifo('wired', { VisibilityTimeout: '90' });
    wiredDeadLetterQueueUrl = await fifo('wired-dead-letters');
    const environment: DeliverEnv = {
      MEMORY_TABLE: names.Memory,
      NOTICE_QUEUE_URL: wiredQueueUrl,
      NOTICE_DEAD_LETTER_QUEUE_URL: wiredDeadLetterQueueUrl,
    };
    Object.assign(process.env, environment);
    ({ handler } = await import('../../functions/webhook/deliver.ts'));
  });

  it('posts to nothing on loopback: it buries the notice and queues the word to default', async () => {
    await new SsmChannels({ client: ssm, now: Date.now }).put(aChannel({ name: 'inner', url: server.url }));
    await new SqsNotices({ client: sqs, queueUrl: wiredQueueUrl }).send([started('S1', ['inner'])]);
    const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
    const batch = await receive(wiredQueueUrl);
    expect(await handler(eventOf(batch), context)).toEqual({ batchItemFailures: [] });
    expect(server.received).toEqual([]);
    expect(await receive(wiredDeadLetterQueueUrl)).toHaveLength(1);
    const [word] = (await receive(wiredQueueUrl)).map(({ Body = '' }) => JSON.parse(Body) as NoticeMessage);
    expect(word).toMatchObject({ channel: 'default', notice: { kind: 'channel-failed', schedule: 'S1' } });
  });
});

claimsContract('moto', async () => client);
channelsContract('moto', async () => {
  await resetMoto();
  return ssm;
});
