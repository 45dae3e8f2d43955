import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { ToldGroup } from '../../functions/webhook/domain/alerts/tell-alerts.ts';
import type { ChannelKind, NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { Post } from '../../functions/webhook/domain/post.ts';
import { slackSignature } from '../../functions/webhook/domain/slack-signature.ts';
import { readHttpEvent } from '../../functions/shared/lambda/http-event.ts';
import { requestOf, resultOf } from '../../functions/webhook/http-event.ts';
import type { ChatRequest, CommandPorts, HttpPost } from '../../functions/webhook/ports.ts';
import { receiveRequest, type ReceivePorts } from '../../functions/webhook/receive-request.ts';

export const NOW = Date.parse('2026-11-20T12:50:00Z');
export const JANDI_TOKEN = '0123456789abcdef0123456789abcdef';
/** What alerts for a channel prove themselves by; other channels have others. */
export const ALERT_TOKEN = 'fedcba9876543210fedcba9876543210';
export const alertTokenOf = (kind: ChannelKind): string => (kind === 'jandi' ? ALERT_TOKEN : `${ALERT_TOKEN}-${kind}`);
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const RESPONSE_URL = 'https://hooks.slack.com/actions/T1/2/secret';

export const channel = (given: Partial<NamedChannel> & Pick<NamedChannel, 'name' | 'kind'>): NamedChannel => ({
  url: 'https://hooks.example.com/secret',
  language: 'en',
  tokens: [given.kind === 'jandi' ? JANDI_TOKEN : SIGNING_SECRET],
  alertTokens: [alertTokenOf(given.kind)],
  schedules: [],
  people: [],
  ...given,
});

export const ANSWER: Post = {
  said: { title: 'Development runs until 22:00', text: 'All is well.', lines: [] },
  severity: 'ok',
  actions: [],
};

/** An HTTP request, as a test says it. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export const event = (sent: Sent): APIGatewayProxyEventV2 => {
  const { method = 'POST', path = '/', headers = {}, body, isBase64Encoded = false } = sent;
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: '' };
  const requestContext = { http, timeEpoch: NOW, stage: '$default' };
  return { version: '2.0', rawPath: path, headers, body, isBase64Encoded, requestContext } as APIGatewayProxyEventV2;
};

export const fromJandi = (body: object | string, sent: Sent = {}): Sent => ({
  path: '/chat/team',
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...sent,
});

interface Signing {
  readonly at?: Instant;
  readonly secret?: string;
}

/** A form as Slack sends and signs it. */
export function fromSlack(
  form: Record<string, string> | string,
  { at = NOW, secret = SIGNING_SECRET }: Signing = {},
): Sent {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(at / 1_000));
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': slackSignature(secret, timestamp, Buffer.from(body)),
  };
  return { path: '/chat/ops', headers, body };
}

export const slash = (text: string, more: Record<string, string> = {}): Record<string, string> => ({
  command: '/curfew',
  text,
  user_id: 'U1',
  user_name: 'mina',
  response_url: RESPONSE_URL,
  ...more,
});

export const button = (value: object | string, more: object = {}): Record<string, string> => ({
  payload: JSON.stringify({
    type: 'block_actions',
    user: { id: 'U1', username: 'mina' },
    response_url: RESPONSE_URL,
    actions: [{ action_id: 'extend-1h', value: typeof value === 'string' ? value : JSON.stringify(value) }],
    ...more,
  }),
});

const CHANNELS = [channel({ name: 'team', kind: 'jandi' }), channel({ name: 'ops', kind: 'slack' })];

export const channelsOf = (channels: readonly NamedChannel[]): ReceivePorts['channels'] => ({
  get: async (name) => channels.find((known) => known.name === name),
});

/** The receiver on a world of fakes: what it asked, posted and logged is written down. */
export class Receiver {
  readonly asked: ChatRequest[] = [];
  readonly posted: Parameters<HttpPost['post']>[0][] = [];
  readonly logged: string[] = [];
  readonly remembered = new Map<string, Instant>();
  /** What was queued for the deliverer. */
  readonly notices: Notice[] = [];
  readonly groups = new Map<string, ToldGroup>();
  readonly #commands = {
    notices: { send: async (notices: readonly Notice[]) => void this.notices.push(...notices) },
    targets: [{ id: 'self/embedded' }],
    settings: { timeZone: 'Asia/Seoul', warnMinutes: 10 },
  } as unknown as CommandPorts;
  readonly ports: ReceivePorts;
  readonly #timeUp = new AbortController();
  now = NOW;

  constructor(ports: Partial<ReceivePorts> = {}) {
    this.ports = {
      channels: channelsOf(CHANNELS),
      replays: { remember: async (signature, until) => this.#remember(signature, until) },
      commands: this.#commands,
      alertGroups: {
        told: async (id) => this.groups.get(id) ?? { version: 0, firing: new Map(), saidAt: 0 },
        saveTold: async (id, told) => void this.groups.set(id, { ...told, version: told.version + 1 }),
      },
      respondTo: async (_ports, request) => {
        this.asked.push(request);
        return ANSWER;
      },
      http: {
        post: async (request) => {
          this.posted.push(request);
          return { status: 200, headers: {}, body: 'ok' };
        },
      },
      ...ports,
    };
  }

  send(sent: Sent): Promise<APIGatewayProxyStructuredResultV2> {
    return this.take(event(sent));
  }

  /** Whatever Lambda was handed. */
  async take(handed: unknown): Promise<APIGatewayProxyStructuredResultV2> {
    const log = { info: this.#log, error: this.#log };
    const context = { now: this.now, timeUp: this.#timeUp.signal, lookUntil: this.#timeUp.signal, log };
    return resultOf(await receiveRequest(this.ports, requestOf(readHttpEvent(handed)), context));
  }

  /** The status alone, for the many cases in which it is all there is. */
  async statusOf(sent: Sent): Promise<number | undefined> {
    return (await this.send(sent)).statusCode;
  }

  /** No answer can wait any longer. */
  timeIsUp(): void {
    this.#timeUp.abort();
  }

  readonly #log = (message: string, fields: object = {}): void => {
    this.logged.push(`${message} ${JSON.stringify(fields)}`);
  };

  #remember(signature: string, until: Instant): boolean {
    const isNew = !this.remembered.has(signature);
    this.remembered.set(signature, until);
    return isNew;
  }
}
