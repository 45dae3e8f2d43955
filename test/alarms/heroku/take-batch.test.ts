import { describe, expect, it } from 'vitest';
import {
  formatDrain,
  parseDrain,
  readCredentials,
  withSecret,
  type Drain,
} from '../../../functions/alarms/heroku/domain/drain.ts';
import type { BatchMessage } from '../../../functions/alarms/heroku/domain/batch-message.ts';
import { takeBatch, type DrainPorts, type DrainRequest } from '../../../functions/alarms/heroku/take-batch.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import { batch, NOW, request, told } from './logplex.ts';

const OLD = 'secret-of-old-0123456789';
const NEW = 'secret-of-new-0123456789';
const SHOP: Drain = { secrets: [NEW, OLD] };

const failure = new ExternalFailure({ reason: 'timeout', retryable: true, message: 'TimeoutError: it took too long' });

interface World {
  /** What SSM holds at the first look, and at a later one. */
  readonly drains?: ReadonlyMap<string, Drain | 'unreadable'>;
  readonly later?: ReadonlyMap<string, Drain | 'unreadable'>;
  readonly fails?: 'ssm' | 'sqs';
}

function world({ drains = new Map([['shop', SHOP]]), later = drains, fails }: World = {}) {
  const queued: BatchMessage[] = [];
  const logged: string[] = [];
  const looks: number[] = [];
  const ports: DrainPorts = {
    drains: {
      drains: async ({ freshMs }) => {
        looks.push(freshMs);
        if (fails === 'ssm') throw failure;
        return looks.length === 1 ? drains : later;
      },
    },
    queue: {
      send: async (message) => {
        if (fails === 'sqs') throw failure;
        queued.push(message);
      },
    },
  };
  const log = (message: string, fields?: object): void => void logged.push(JSON.stringify({ message, ...fields }));
  const context = { now: NOW, timeUp: new AbortController().signal, log: { info: log, warn: log, error: log } };
  const take = (sent: Partial<DrainRequest>) => takeBatch(ports, sentBy('shop', NEW, sent), context);
  return { take, ports, context, queued, logged, looks };
}

const authorization = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const sentBy = (user: string, password: string, more: Partial<DrainRequest> = {}): DrainRequest => ({
  requestId: 'request-1',
  body: batch(request()).toString('base64'),
  isBase64Encoded: true,
  ...more,
  headers: {
    authorization: authorization(user, password),
    'content-type': 'application/logplex-1',
    'logplex-frame-id': 'frame-1',
    'logplex-msg-count': '1',
    ...more.headers,
  },
});

describe('a batch with the right secret', () => {
  it('is queued as what it comes to, without a line of it', async () => {
    const { take, queued, logged } = world();
    expect(await take({ body: batch(request(), request({ service: '20ms' })).toString('base64') })).toBe(204);
    expect(queued).toMatchObject([{ app: 'shop', requestId: 'request-1', frameId: 'frame-1', messages: 2 }]);
    expect(told(queued[0]?.series ?? [])).toContain('03:00 web response-time 20 x1');
    expect(JSON.stringify(queued)).not.toContain('herokuapp');
    expect(logged).toEqual([]);
  });

  it('is read whether the API took it for text or not', async () => {
    const { take, queued } = world();
    expect(await take({ body: batch(request()).toString(), isBase64Encoded: false })).toBe(204);
    expect(queued).toHaveLength(1);
  });

  it.each<[rule: string, body: Buffer]>([
    ['nothing but lines of the app itself', batch({ app: 'app', proc: 'web.1', message: 'hello' })],
    ['nothing', Buffer.alloc(0)],
  ])('of %s is taken, and costs nothing more', async (_rule, body) => {
    const { take, queued } = world();
    expect(await take({ body: body.toString('base64') })).toBe(204);
    expect(queued).toEqual([]);
  });

  it('is taken in whatever case a proxy writes its type', async () => {
    const { take, queued } = world();
    expect(await take({ headers: { 'content-type': 'Application/Logplex-1; charset=utf-8' } })).toBe(204);
    expect(queued).toHaveLength(1);
  });

  it.each(['', 'a'.repeat(129), 'with blank', 'böse'])(
    'is queued without its frame id where that is %j',
    async (id) => {
      const { take, queued } = world();
      expect(await take({ headers: { 'logplex-frame-id': id } })).toBe(204);
      expect(queued[0]).not.toHaveProperty('frameId');
    },
  );

  it('of another time is taken, said, and not counted', async () => {
    const { take, queued, logged } = world();
    expect(await take({ body: batch(request({}, '2012-07-22T00:06:26+00:00')).toString('base64') })).toBe(204);
    expect(queued).toEqual([]);
    expect(logged).toEqual([JSON.stringify({ message: 'of another time', app: 'shop', messages: 1 })]);
  });

  it.each<[status: number, Partial<DrainRequest>]>([
    [400, { body: Buffer.from('5 abc').toString('base64') }],
    [400, { body: Buffer.from('1000000000000 abc').toString('base64') }],
    [400, { body: 'hello', isBase64Encoded: false }],
    [400, { requestId: '' }],
    [415, { headers: { 'content-type': 'text/plain' } }],
    [415, { headers: { 'content-type': undefined } }],
    [415, { headers: { 'content-type': 'application/logplex-10' } }],
    [413, { body: 'MSBh'.repeat(1_600_000) }],
  ])('is thrown away by %i where nobody could ever read it: %#', async (status, sent) => {
    const { take, queued, logged } = world();
    expect(await take(sent)).toBe(status);
    expect(queued).toEqual([]);
    expect(logged).toEqual([JSON.stringify({ message: 'refused', app: 'shop', status, messages: '1' })]);
  });
});

describe('the secret', () => {
  const by = async (user: string, password: string, rest: World = {}) => {
    const { ports, context, queued, looks } = world(rest);
    return {
      status: await takeBatch(ports, sentBy(user, password), context),
      queued: queued.map(({ app }) => app),
      looks,
    };
  };

  it('may be either of two while it is rotated', async () => {
    for (const secret of [OLD, NEW]) expect(await by('shop', secret)).toMatchObject({ status: 204, queued: ['shop'] });
  });

  it('is of one app, and lets nobody speak for another', async () => {
    const blog = { secrets: ['secret-of-blog-0123456789'] };
    const drains = new Map([
      ['shop', SHOP],
      ['blog', blog],
    ]);
    expect(await by('blog', 'secret-of-blog-0123456789', { drains })).toMatchObject({ status: 204, queued: ['blog'] });
    expect(await by('shop', 'secret-of-blog-0123456789', { drains })).toMatchObject({ status: 401, queued: [] });
  });

  it.each([
    ['shop', 'wrong-secret-0123456789'],
    ['shop', ''],
    ['shop', NEW.slice(0, -1)],
    ['SHOP', NEW],
    ['blog', NEW],
    ['', ''],
    ['__proto__', ''],
    ['constructor', ''],
  ])('of %j that is %j is refused', async (user, secret) => {
    expect(await by(user, secret)).toMatchObject({ status: 401, queued: [] });
  });

  it('that was written a moment ago is found at the second look, so that no batch is thrown away', async () => {
    const drains = new Map([['shop', { secrets: [OLD] }]]);
    const later = new Map([['shop', SHOP]]);
    expect(await by('shop', NEW, { drains, later })).toEqual({ status: 204, queued: ['shop'], looks: [60_000, 5_000] });
    expect(await by('shop', NEW, { drains: new Map(), later })).toMatchObject({ status: 204 });
  });

  it.each(['', 'Basic', 'Basic !!!', `Basic ${Buffer.from('shop').toString('base64')}`, `Bearer ${NEW}`, undefined])(
    'is needed: %j is refused before anything is looked up',
    async (header) => {
      const { take, looks, logged } = world();
      expect(await take({ headers: { authorization: header }, body: 'not even a body' })).toBe(401);
      expect(looks).toEqual([]);
      expect(logged).toEqual([JSON.stringify({ message: 'refused', status: 401 })]);
    },
  );

  it('is asked for before a body is read', async () => {
    const { ports, context } = world();
    const sent = {
      ...sentBy('shop', 'wrong'),
      body: 'no body of Logplex',
      headers: { authorization: authorization('shop', 'x') },
    };
    expect(await takeBatch(ports, sent, context)).toBe(401);
  });
});

describe('trouble of our own is 503, so that Logplex tries again:', () => {
  it.each(['ssm', 'sqs'] as const)('%s does not answer', async (fails) => {
    const { take, logged } = world({ fails });
    expect(await take({})).toBe(503);
    expect(logged).toEqual([JSON.stringify({ message: 'unavailable', because: failure.message })]);
  });

  it('the drain in SSM cannot be read; that of another app does no harm', async () => {
    const bad = world({ drains: new Map([['shop', 'unreadable']]) });
    expect(await bad.take({})).toBe(503);
    const good = world({
      drains: new Map<string, Drain | 'unreadable'>([
        ['blog', 'unreadable'],
        ['shop', SHOP],
      ]),
    });
    expect(await good.take({})).toBe(204);
  });

  it('but a bug is a bug', async () => {
    const { ports, context } = world();
    const broken = { ...ports, queue: { send: () => Promise.reject(new TypeError('oops')) } };
    await expect(takeBatch(broken, sentBy('shop', NEW), context)).rejects.toThrow('oops');
  });
});

describe('drains', () => {
  it('come back as they were written', () => expect(parseDrain(formatDrain(SHOP))).toEqual(SHOP));

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"secrets":[]}',
    '{"secrets":[""]}',
    '{"secrets":["short"]}',
    '{"secrets":"x"}',
    '{',
  ])('are none where SSM holds %s', (json) => expect(parseDrain(json)).toBeUndefined());

  it('keep the newest secret of before beside a new one, and no third', () => {
    expect(withSecret(undefined, OLD)).toEqual({ secrets: [OLD] });
    expect(withSecret({ secrets: [OLD] }, NEW)).toEqual(SHOP);
    expect(withSecret(SHOP, 'third')).toEqual({ secrets: ['third', NEW] });
    expect(withSecret(SHOP, OLD)).toEqual({ secrets: [OLD, NEW] });
  });

  it('take a password with colons in it', () => {
    expect(readCredentials(authorization('shop', 'a:b'))).toEqual({ user: 'shop', password: 'a:b' });
  });
});
