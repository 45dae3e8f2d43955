import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import { ssmClient } from '../../functions/shared/secret/adapters/ssm.ts';
import { SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import { readMessage } from '../../functions/webhook/domain/read-message.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { channel, event, ALERT_TOKEN } from '../webhook/receiver.ts';
import { debianPackage } from './debian-package.ts';
import { deployStack } from './deployed-stack.ts';
import { LambdaProcess } from './lambda-process.ts';
import { freePort, ServerProcess } from './server-process.ts';

// From an alert that Prometheus would post to the real Alertmanager, by its webhook, to the notice queue: the receiver's bundle on
// what the stack made.

const debian = debianPackage('prometheus-alertmanager');
const sqs = sqsClient();

let folder = '';
let receiver: LambdaProcess;
let api: Server;
let alertmanager: ServerProcess;
let alertmanagerUrl: string;
let noticeQueueUrl: string;
/** What the receiver answered, in order, and who waits for more. */
const statuses: number[] = [];
let onAnswered = (): void => {};

/** Stands for API Gateway: hands each request to the receiver as an HTTP API does. */
const apiGateway = (): Server =>
  createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      void (async () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const { requestContext, ...rest } = event({ method: 'POST', path: request.url ?? '/', headers, body });
        const sent = { ...rest, requestContext: { ...requestContext, timeEpoch: Date.now() } };
        const { statusCode = 500 } = await receiver.invoke<APIGatewayProxyStructuredResultV2>(sent);
        response.writeHead(statusCode).end();
        statuses.push(statusCode);
        onAnswered();
      })();
    });
  });

/** Resolves when the receiver has answered so many requests more. */
async function answered(more: number): Promise<void> {
  const until = statuses.length + more;
  await new Promise<void>((resolve) => {
    onAnswered = () => statuses.length >= until && resolve();
  });
}

/** What waits for the deliverer, taken out of the queue. */
async function takeNotices(): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: noticeQueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return notices;
    for (const { Body = '', ReceiptHandle } of Messages) {
      const message = readMessage(Body);
      if (message !== undefined) notices.push(message.notice);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: noticeQueueUrl, ReceiptHandle }));
    }
  }
}

interface Posted {
  readonly instance: string;
  readonly startsAt: string;
  readonly endsAt?: string;
}

/** What Prometheus posts of an alert that fires, or that is over at `endsAt`. */
async function postAlerts(...alerts: readonly Posted[]): Promise<void> {
  const body = alerts.map(({ instance, ...times }) => ({
    labels: { alertname: 'InstanceDown', severity: 'critical', instance },
    annotations: { summary: 'Instance is down' },
    generatorURL: 'http://prometheus.example.com/graph?token=secret',
    ...times,
  }));
  const response = await fetch(`${alertmanagerUrl}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

const iso = (at: number): string => new Date(at).toISOString();

beforeAll(async () => {
  if ('missing' in debian) return;
  const deployed = (await deployStack())('receive');
  noticeQueueUrl = deployed.variables['NOTICE_QUEUE_URL'] ?? '';
  await new SsmChannels({ client: ssmClient(), now: () => Date.now() }).put(channel({ name: 'team', kind: 'jandi' }));
  receiver = await LambdaProcess.start(deployed);
  const [apiPort, port] = [await freePort(), await freePort()];
  api = apiGateway().listen(apiPort, '127.0.0.1');
  const config = `
route: { receiver: curfew, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: curfew
    webhook_configs:
      - url: http://127.0.0.1:${apiPort}/alerts/team
        http_config: { authorization: { credentials: ${ALERT_TOKEN} } }
`;
  folder = mkdtempSync(join(debian.root, 'tmp/run-'));
  writeFileSync(join(folder, 'alertmanager.yml'), config);
  alertmanagerUrl = `http://127.0.0.1:${port}`;
  const { command, options } = debian.programInRoot('prometheus-alertmanager');
  const own = `/tmp/${basename(folder)}`;
  alertmanager = await ServerProcess.start(
    command,
    [
      ...options,
      `--config.file=${own}/alertmanager.yml`,
      `--storage.path=${own}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    /Listening on/,
  );
});
afterAll(async () => {
  await alertmanager?.stop();
  api?.close();
  receiver?.stop();
  if (folder !== '') rmSync(folder, { recursive: true });
});

describe.skipIf('missing' in debian)("the real Alertmanager's alerts", () => {
  const began = Date.now() - 60_000;
  const [web1, web2] = [
    { instance: 'web-1', startsAt: iso(began) },
    { instance: 'web-2', startsAt: iso(began + 1_000) },
  ];

  it('become one notice in the queue, though it repeats them every second', async () => {
    const repeated = answered(3);
    await postAlerts(web1);
    await repeated;
    const notices = await takeNotices();
    expect(notices.map(({ kind, severity, channels }) => ({ kind, severity, channels }))).toEqual([
      { kind: 'alarm', severity: 'error', channels: ['team'] },
    ]);
    expect(notices.map((notice) => sayNotice(notice, 'en').title)).toEqual(['Critical: InstanceDown']);
    expect(JSON.stringify(notices)).not.toContain('secret');
  });

  it('tell what is new, and what is over', async () => {
    const grown = answered(2);
    await postAlerts(web1, web2);
    await grown;
    const shrunk = answered(2);
    await postAlerts({ ...web1, endsAt: iso(Date.now() - 1_000) }, web2);
    await shrunk;
    const told = (await takeNotices()).map((notice) => [notice.kind, ...sayNotice(notice, 'en').lines]);
    expect(told).toEqual([
      ['alarm', 'web-2'],
      ['alarm-resolved', 'web-1'],
    ]);
  });

  it('are all answered with 200', () => expect(new Set(statuses)).toEqual(new Set([200])));
});
