import { describe, expect, it } from 'vitest';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import { WrongChannel } from '../../functions/webhook/domain/channel-config.ts';
import {
  button,
  channel,
  channelsOf,
  fromJandi,
  fromSlack,
  JANDI_TOKEN,
  NOW,
  Receiver,
  slash,
  type Sent,
} from './receiver.ts';

const jandi = (more: object = {}) => fromJandi({ token: JANDI_TOKEN, text: '/서버 list', keyword: '서버', ...more });
/** A line of JANDI's whose body has so many bytes. */
const ofBytes = (count: number): Sent =>
  jandi({ text: `/서버 ${'x'.repeat(count - Buffer.byteLength(jandi({ text: '/서버 ' }).body ?? ''))}` });
const outage = new ExternalFailure({ reason: 'unavailable', retryable: true, message: 'SSM is away' });
const fails = async (): Promise<never> => {
  throw outage;
};

describe('a request that nobody has to prove', () => {
  const cases: readonly (readonly [string, Sent, number])[] = [
    ['a health check is answered with nothing', { method: 'GET', path: '/' }, 200],
    ['a health check is no place to post to', { method: 'POST', path: '/' }, 405],
    ['another path is not found', { path: '/admin' }, 404],
    ['a channel has no parts', { path: '/chat/a/b' }, 404],
    ['a channel has a name', { path: '/chat/' }, 404],
    ['a channel is not looked at', { method: 'GET', path: '/chat/team' }, 405],
    ['a channel is not deleted', { method: 'DELETE', path: '/chat/nobody' }, 405],
    ['text is neither JSON nor a form', { ...jandi(), headers: { 'content-type': 'text/plain' } }, 415],
    ['no content type is none of the two', { ...jandi(), headers: {} }, 415],
    ['64 KiB are read', ofBytes(65_536), 200],
    ['a byte more is not', ofBytes(65_537), 413],
    ['JSON is well formed', fromJandi('{"token": '), 400],
    ['JSON is an object', fromJandi('[]'), 400],
    ['JSON is well formed for unknown channels too', fromJandi('{', { path: '/chat/nobody' }), 400],
  ];

  it.each(cases)('%s', async (_rule, sent, status) => {
    const receiver = new Receiver();
    const { statusCode, body } = await receiver.send(sent);
    expect(statusCode).toBe(status);
    if (status !== 200) expect([body, receiver.asked]).toEqual([undefined, []]);
  });

  it('names the method that is right', async () => {
    expect((await new Receiver().send({ method: 'PUT', path: '/chat/team' })).headers).toEqual({ allow: 'POST' });
    expect((await new Receiver().send({ method: 'PUT', path: '/' })).headers).toEqual({ allow: 'GET' });
  });
});

describe('proof', () => {
  const signed = fromSlack(slash('list'));
  const headers = signed.headers ?? {};
  const tampered = { 'X-Slack-Signature': `v0=${'0'.repeat(64)}` };
  const cases: readonly (readonly [string, Sent, number])[] = [
    ['the right token is heard', jandi(), 200],
    ['a wrong token is not', jandi({ token: JANDI_TOKEN.replace('0', '1') }), 401],
    ['the beginning of a token is not', jandi({ token: JANDI_TOKEN.slice(0, -1) }), 401],
    ['no token is not', jandi({ token: undefined }), 401],
    ['an empty token is not', jandi({ token: '' }), 401],
    ['a token that is no text is not', jandi({ token: [JANDI_TOKEN] }), 401],
    [
      'a token in the prototype is not',
      fromJandi(`{"__proto__": {"token": "${JANDI_TOKEN}"}, "text": "/서버 list"}`),
      401,
    ],
    ['a token proves nothing for an unknown channel', { ...jandi(), path: '/chat/nobody' }, 401],
    [
      'a token in a form is not looked for',
      { ...jandi(), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      401,
    ],
    ['a token proves nothing to Slack', { ...jandi(), path: '/chat/ops' }, 401],
    ['a signature is heard', signed, 200],
    [
      'header names come in any case',
      {
        ...signed,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
      },
      200,
    ],
    ['a wrong signature is not heard', { ...signed, headers: { ...headers, ...tampered } }, 401],
    ['no signature is not heard', { ...signed, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 401],
    ['a signature is of these bytes', { ...signed, body: `${signed.body}&text=force_stop` }, 401],
    ['a signature proves nothing to JANDI', { ...signed, path: '/chat/team' }, 401],
    ['a signature proves nothing for an unknown channel', { ...signed, path: '/chat/nobody' }, 401],
  ];

  it.each(cases)('%s', async (_rule, sent, status) => {
    const receiver = new Receiver();
    expect(await receiver.statusOf(sent)).toBe(status);
    expect(receiver.asked).toHaveLength(status === 200 ? 1 : 0);
  });

  it('may be either of two while one is rotated', async () => {
    const [old, fresh] = ['a'.repeat(32), 'b'.repeat(32)];
    const tokens = [old, fresh];
    const channels = [
      channel({ name: 'team', kind: 'jandi', tokens }),
      channel({ name: 'ops', kind: 'slack', tokens }),
    ];
    const receiver = new Receiver({ channels: channelsOf(channels) });
    for (const token of [old, fresh]) expect(await receiver.statusOf(jandi({ token }))).toBe(200);
    for (const secret of [old, fresh]) expect(await receiver.statusOf(fromSlack(slash('list'), { secret }))).toBe(200);
    expect(await receiver.statusOf(jandi())).toBe(401);
    expect(await receiver.statusOf(fromSlack(slash('list')))).toBe(401);
  });

  it.each(['jandi', 'slack'] as const)('is impossible where a %s channel has no tokens', async (kind) => {
    const receiver = new Receiver({ channels: channelsOf([channel({ name: 'team', kind, tokens: [] })]) });
    expect(await receiver.statusOf(jandi({ token: '' }))).toBe(401);
    expect(await receiver.statusOf({ ...fromSlack(slash('list'), { secret: '' }), path: '/chat/team' })).toBe(401);
  });

  it.each(['teams', 'discord', 'webhook'] as const)('is impossible for a channel of kind %s', async (kind) => {
    const receiver = new Receiver({ channels: channelsOf([channel({ name: 'team', kind, tokens: [JANDI_TOKEN] })]) });
    expect(await receiver.statusOf(jandi())).toBe(401);
  });

  it('is good for one request only', async () => {
    const receiver = new Receiver();
    const sent = fromSlack(slash('Development force_stop'));
    expect(await receiver.statusOf(sent)).toBe(200);
    expect(await receiver.statusOf(sent)).toBe(401);
    expect(receiver.asked).toHaveLength(1);
  });

  it('is remembered for as long as its timestamp is good', async () => {
    const receiver = new Receiver();
    for (const seconds of [-300, 0, 300]) {
      const at = NOW + seconds * 1_000;
      await receiver.send(fromSlack(slash('list'), { at }));
      const until = [...receiver.remembered.values()].at(-1) ?? 0;
      expect(until).toBeGreaterThanOrEqual(at + 300_000);
    }
    expect(receiver.remembered.size).toBe(3);
  });

  it('is not remembered where it was wrong, so nobody fills the table', async () => {
    const receiver = new Receiver();
    await receiver.send(fromSlack(slash('list'), { secret: 'guessed' }));
    expect(receiver.remembered.size).toBe(0);
  });
});

describe('a request that is proved', () => {
  const cases: readonly (readonly [string, Sent, number])[] = [
    ['a JANDI body without text makes no sense', jandi({ text: undefined }), 400],
    ['a JANDI text is text', jandi({ text: { a: 1 } }), 400],
    ['a Slack form without a command makes no sense', fromSlack({ user_id: 'U1' }), 400],
    ['an empty form makes no sense', fromSlack(''), 400],
    ['a payload is JSON', fromSlack({ payload: '{' }), 400],
    ['a payload is of a button', fromSlack(button({ command: 'list' }, { type: 'view_submission' })), 400],
    ['a payload has an action', fromSlack(button({ command: 'list' }, { actions: [] })), 400],
    ['an action has a command', fromSlack(button({ shownFor: '2026-11-20T13:00:00Z' })), 400],
    ['an action has a value of ours', fromSlack(button('list')), 400],
    ['Slack checks the certificate', fromSlack({ ssl_check: '1', token: 'x' }), 200],
  ];

  it.each(cases)('%s', async (_rule, sent, status) => {
    const receiver = new Receiver();
    expect(await receiver.send(sent)).toEqual({ statusCode: status, headers: {} });
    expect(receiver.asked).toEqual([]);
  });

  it('comes in base64 too', async () => {
    const receiver = new Receiver();
    for (const sent of [jandi(), fromSlack(slash('개발 상태'))]) {
      const body = Buffer.from(sent.body ?? '').toString('base64');
      expect(await receiver.statusOf({ ...sent, body, isBase64Encoded: true })).toBe(200);
    }
    expect(receiver.asked.map(({ text }) => text)).toEqual(['list', '개발 상태']);
  });

  it('reaches its channel behind a stage or a base path', async () => {
    expect(await new Receiver().statusOf({ ...jandi(), path: '/prod/chat/team' })).toBe(200);
  });
});

describe('an outage', () => {
  const away: readonly (readonly [string, Receiver])[] = [
    ['SSM', new Receiver({ channels: { get: fails } })],
    ['the replays', new Receiver({ replays: { remember: fails } })],
    ['what commands read', new Receiver({ respondTo: fails })],
  ];

  it.each(away)('of %s makes a 503 that says nothing', async (_what, receiver) => {
    expect(await receiver.send(fromSlack(slash('list')))).toEqual({ statusCode: 503, headers: {} });
    expect(receiver.logged).toEqual(['unavailable {"because":"SSM is away"}']);
  });

  it('is what a channel that was written wrong comes to', async () => {
    const wrong = new WrongChannel('team', [{ attribute: 'kind', got: 'nothing', expected: 'jandi' }]);
    const receiver = new Receiver({ channels: { get: () => Promise.reject(wrong) } });
    expect(await receiver.statusOf(jandi())).toBe(503);
    expect(receiver.logged).toEqual([expect.stringContaining('The channel team is not right: kind: got nothing')]);
  });

  it('is not what a bug is: that reaches Lambda', async () => {
    const bug = new TypeError('undefined is not a function');
    const receiver = new Receiver({ respondTo: () => Promise.reject(bug) });
    await expect(receiver.send(jandi())).rejects.toBe(bug);
  });
});

describe('the log', () => {
  it('has nothing of what was sent, and no secret', async () => {
    const receiver = new Receiver();
    const secret = { text: '/서버 PRIVATE', writerName: 'PRIVATE', writerEmail: 'PRIVATE' };
    await receiver.send(jandi(secret));
    await receiver.send(jandi({ ...secret, token: 'PRIVATE' }));
    await receiver.send({ ...jandi(secret), path: '/chat/PRIVATE' });
    await receiver.send(fromSlack(slash('PRIVATE', { response_url: 'https://hooks.slack.com/PRIVATE' })));
    await receiver.send(fromSlack(slash('PRIVATE'), { secret: 'PRIVATE' }));
    await receiver.send(fromSlack(button({ command: 'PRIVATE' }, { response_url: 'https://hooks.slack.com/PRIVATE' })));
    expect(receiver.logged).toEqual([
      'answered {"channel":"team","from":"jandi"}',
      'refused {"status":401,"because":"wrong-proof"}',
      'refused {"status":401,"because":"unknown-channel"}',
      'answered {"channel":"ops","from":"slack-command"}',
      'refused {"status":401,"because":"wrong-proof"}',
      'answered {"channel":"ops","from":"slack-button"}',
    ]);
  });
});
