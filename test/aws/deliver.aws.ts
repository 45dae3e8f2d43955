import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../functions/shared/notice/adapters/sqs-notices.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { ssmClient } from '../../functions/shared/secret/adapters/ssm.ts';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from '../webhook/a-channel.ts';
import { channelsContract } from '../webhook/adapters/channels-contract.ts';
import { claimsContract } from '../webhook/adapters/claims-contract.ts';
import { chatServer, SECRET, selfSigned, type ChatServer } from '../webhook/chat-server.ts';
import { deployStack, type DeployedFunction } from './deployed-stack.ts';
import { LambdaProcess } from './lambda-process.ts';
import { resetMoto } from './moto.ts';

// The deliverer's bundle in a process of its own, on what the stack made, and a chat server on loopback. To that process the
// server's name has an address for the public (internet.mjs): the deliverer posts to no other.

const sqs = sqsClient();
const ssm = ssmClient();
const HOST = 'chat.example';
const tls = selfSigned(HOST);
const directory = mkdtempSync(join(tmpdir(), 'curfew-deliver-'));
const NODE_EXTRA_CA_CERTS = join(directory, 'authority.pem');
writeFileSync(NODE_EXTRA_CA_CERTS, tls.cert);
afterAll(() => rmSync(directory, { recursive: true }));

let deployed: DeployedFunction;
let deliverer: LambdaProcess;
let notices: SqsNotices;
let server: ChatServer;

const started = (schedule: string, channels = ['default']) =>
  aNotice({ id: `${schedule}/${randomUUID()}`, schedule, channels });

/** The channel as `curfew channel set` writes it; `default` on the chat server unless said otherwise. */
const setChannel = (changes: Partial<NamedChannel> = {}): Promise<void> => {
  const url = server.url.replace('127.0.0.1', HOST);
  return new SsmChannels({ client: ssm, now: Date.now }).put(aChannel({ url, ...changes }));
};

const schedulesIn = (chat: ChatServer): string[][] =>
  chat.received.map(({ body }) => [...new Set(body.match(/\bS\d+\b/g))]);

const dead = async (): Promise<NoticeMessage[]> => {
  const QueueUrl = deployed.variables['NOTICE_DEAD_LETTER_QUEUE_URL'];
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as NoticeMessage);
};

describe("the deliverer's bundle on moto", () => {
  beforeEach(async () => {
    deployed = (await deployStack())('deliver');
    notices = new SqsNotices({ client: sqs, queueUrl: deployed.fedBy[0] ?? '' });
    server = await chatServer('slack', { tls });
    const preload = join(import.meta.dirname, 'internet.mjs');
    deliverer = await LambdaProcess.start(deployed, { preload, variables: { NODE_EXTRA_CA_CERTS } });
  });
  afterEach(() => {
    deliverer.stop();
    server.close();
  });

  it('takes notices from the queue to the chat service as one post, and leaves the queue empty', async () => {
    await setChannel();
    await notices.send(['S1', 'S2', 'S3'].map((schedule) => started(schedule)));
    expect(await deliverer.poll()).toBe(0);
    expect(schedulesIn(server)).toEqual([['S1', 'S2', 'S3']]);
    expect(await deliverer.receive()).toEqual({ Records: [] });
  });

  it('waits as long as the service asks, and keeps later notices of the channel waiting with it', async () => {
    await setChannel();
    const retryAfterSeconds = 2;
    server.answer({ status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } });
    // One at a time: of several that come back at once, moto forgets the order.
    await notices.send([started('S1')]);
    const askedAt = Date.now();
    expect(await deliverer.poll()).toBe(1);
    await notices.send([started('S2')]);
    while (server.received.length < 2) {
      await pause(100);
      await deliverer.poll();
    }
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(retryAfterSeconds * 1_000);
    expect(schedulesIn(server)).toEqual([['S1'], ['S1', 'S2']]);
  });

  it('does not post again what comes again', async () => {
    await setChannel();
    await notices.send([started('S1')]);
    const batch = await deliverer.receive();
    await deliverer.invoke(batch);
    expect(await deliverer.invoke<SQSBatchResponse>(batch)).toEqual({ batchItemFailures: [] });
    expect(schedulesIn(server)).toEqual([['S1']]);
  });

  it('buries what a webhook that is gone will never take, and tells default of it', async () => {
    await setChannel();
    await setChannel({ name: 'ops', url: `https://${HOST}:${server.port}/gone` });
    server.answer({ status: 410, body: 'channel_is_archived' });
    await notices.send([started('S1', ['ops'])]);
    expect(await deliverer.poll()).toBe(0);
    expect(await dead()).toMatchObject([{ channel: 'ops', notice: { schedule: 'S1' } }]);
    expect(await deliverer.poll()).toBe(0);
    expect(server.received[1]?.body).toContain('Its webhook is gone (HTTP 410)');
    expect(deliverer.output).not.toContain(SECRET);
  });

  it('posts to no address of its own network: it buries the notice and tells default of it', async () => {
    await setChannel();
    await setChannel({ name: 'inner', url: server.url });
    await notices.send([started('S1', ['inner'])]);
    expect(await deliverer.poll()).toBe(0);
    expect(server.received).toEqual([]);
    expect(await dead()).toMatchObject([{ channel: 'inner', notice: { schedule: 'S1' } }]);
    expect(await deliverer.poll()).toBe(0);
    expect(schedulesIn(server)).toEqual([['S1']]);
  });
});

const client = documentClient();
claimsContract('moto', async () => client);
channelsContract('moto', async () => {
  await resetMoto();
  return ssm;
});
