import { afterEach, describe, expect, it } from 'vitest';
import { HttpsPost, type HttpsPostOptions } from '../../../functions/webhook/adapters/https-post.ts';
import { chatServer, SECRET, selfSigned, type ChatAnswer, type ChatServer } from '../chat-server.ts';

const BODY = JSON.stringify({ text: '안녕하세요' });
const servers: ChatServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const serve = async (...given: Parameters<typeof chatServer>): Promise<ChatServer> => {
  const server = await chatServer(...given);
  servers.push(server);
  return server;
};

const slackAnswering = async (answer: ChatAnswer): Promise<ChatServer> => {
  const server = await serve('slack');
  server.answer(answer);
  return server;
};

const post = (url: string, options: HttpsPostOptions = {}) =>
  new HttpsPost({ allowLoopback: true, ...options }).post({
    url,
    headers: { 'content-type': 'application/json' },
    body: BODY,
  });

/** Everything of an error that a log would print. */
const printed = (error: unknown): string =>
  error instanceof Error ? `${error.stack}${JSON.stringify(error)}${String(error.cause)}` : String(error);

describe('a post', () => {
  it('carries its headers and the whole body, and brings back status, headers and body', async () => {
    const server = await slackAnswering({ status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' });
    const reply = await post(server.url);
    expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '7' }, body: 'slow down' });
    expect(server.received).toEqual([
      {
        path: new URL(server.url).pathname,
        headers: expect.objectContaining({ 'content-type': 'application/json', host: `127.0.0.1:${server.port}` }),
        body: BODY,
      },
    ]);
  });

  it('keeps no connection for the next, which may come from a Lambda that was frozen', async () => {
    const server = await serve('slack');
    await post(server.url);
    expect(server.received[0]?.headers.connection).toBe('close');
  });

  it('follows no redirect', async () => {
    const other = await serve('slack');
    const server = await slackAnswering({ status: 307, headers: { Location: other.url } });
    expect((await post(server.url)).status).toBe(307);
    expect(other.received).toEqual([]);
  });

  it('reads no more than 4 KiB of an answer without end', async () => {
    const server = await slackAnswering('floods');
    expect((await post(server.url)).body).toBe('x'.repeat(4_096));
  });

  it('gives up in time where the service hangs', async () => {
    const server = await slackAnswering('hangs');
    await expect(post(server.url, { timeoutMs: 150 })).rejects.toMatchObject({ reason: 'timeout', retryable: true });
  });

  it('brings back the status and the part of a body that came in time', async () => {
    const server = await slackAnswering('drips');
    const reply = await post(server.url, { timeoutMs: 150 });
    expect(reply).toMatchObject({ status: 200, body: expect.stringMatching(/^o+$/), isCut: true });
  });

  it('gives up in time where the name is never resolved', async () => {
    const never = post('https://chat.example/', { timeoutMs: 50, resolve: () => new Promise(() => {}) });
    await expect(never).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('says that it was not answered, and nothing of where', async () => {
    const server = await slackAnswering('hangs-up');
    const error: unknown = await post(server.url).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'ExternalFailure',
      reason: 'unavailable',
      retryable: true,
      code: 'ECONNRESET',
    });
    expect(printed(error)).not.toMatch(new RegExp(`${SECRET}|127\\.0\\.0\\.1|${server.port}`));
  });

  it('says that a name is unknown, and not which', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND secret.example'), { code: 'ENOTFOUND' });
    };
    const error: unknown = await post('https://secret.example/x', { resolve }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'unavailable', code: 'ENOTFOUND' });
    expect(printed(error)).not.toContain('secret.example');
  });
});

describe('TLS', () => {
  const HOST = 'hooks.slack.example';
  const tls = selfSigned(HOST);
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }];
  const urlOf = (server: ChatServer, host = HOST) => server.url.replace('127.0.0.1', host);

  it('is asked for by name, and the name stays in Host, though the address was resolved before', async () => {
    const server = await serve('slack', { tls });
    const reply = await post(urlOf(server), { ca: tls.cert, resolve: loopback });
    expect(reply).toMatchObject({ status: 200, body: 'ok' });
    expect(server.received[0]?.headers.host).toBe(`${HOST}:${server.port}`);
  });

  it.each([
    ['nobody known has signed', HOST, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['is of another name', 'hooks.other.example', tls.cert, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('is refused with a certificate that %s', async (_what, host, ca, code) => {
    const server = await serve('slack', { tls });
    const refused = post(urlOf(server, host), { ca, resolve: loopback });
    await expect(refused).rejects.toMatchObject({ reason: 'unavailable', code });
    expect(server.received).toEqual([]);
  });
});

describe('outside tests, a post', () => {
  const production = (options: HttpsPostOptions = {}) => new HttpsPost(options);
  const send = (url: string, options?: HttpsPostOptions) => production(options).post({ url, headers: {}, body: '' });

  it.each([
    ['plain http', 'http://wh.jandi.com/x'],
    ['another protocol', 'ftp://wh.jandi.com/x'],
    ['no URL', 'wh.jandi.com/x'],
    ['loopback', 'https://127.0.0.1/x'],
    ['loopback written oddly', 'https://0x7f.1/x'],
    ['loopback as a number', 'https://2130706433/x'],
    ['the credentials of EC2', 'https://169.254.169.254/latest/meta-data/'],
    ['loopback in IPv6', 'https://[::1]/x'],
    ['a private address mapped to IPv6', 'https://[::ffff:10.0.0.1]/x'],
  ])('refuses %s', async (_what, url) => {
    await expect(send(url)).rejects.toMatchObject({ reason: 'unsupported', retryable: false });
  });

  it.each([
    ['leads to a private address', ['10.0.0.7']],
    ['leads to a public and a private address', ['93.184.215.14', '10.0.0.7']],
    ['leads nowhere', []],
  ])('refuses a name that %s', async (_what, addresses) => {
    const resolve = async () => addresses.map((address) => ({ address, family: 4 }));
    await expect(send('https://chat.example/x', { resolve })).rejects.toMatchObject({ reason: 'unsupported' });
  });

  it('connects to the address that was looked at: nothing looks a second time', async () => {
    const tls = selfSigned('chat.example');
    const server = await serve('slack', { tls });
    const answers = ['127.0.0.1', '10.0.0.7'];
    const rebinding = async () => [{ address: answers.shift() ?? '', family: 4 }];
    await post(server.url.replace('127.0.0.1', 'chat.example'), { ca: tls.cert, resolve: rebinding });
    expect(server.received).toHaveLength(1);
    expect(answers).toEqual(['10.0.0.7']);
  });
});
