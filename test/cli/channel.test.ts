import { execFile } from 'node:child_process';
import { once } from 'node:events';
import pc from 'picocolors';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelCommand } from '../../cli/commands/channel.ts';
import { HttpsPost } from '../../functions/webhook/adapters/https-post.ts';
import { fakeSsm, type FakeSsm } from '../webhook/adapters/fake-ssm.ts';
import { chatServer, SECRET, selfSigned, type ChatAnswer, type ChatServer } from '../webhook/chat-server.ts';
import { runCurfew } from './run-curfew.ts';

const URL_OF_IT = `https://wh.jandi.com/connect-api/webhook/10101010/${SECRET}`;
const BIN = new URL('../../cli/curfew.mjs', import.meta.url).pathname;
const FOLDER = '/curfew/channels/';

let ssm: FakeSsm;

beforeAll(async () => {
  ssm = await fakeSsm();
  vi.stubEnv('AWS_ENDPOINT_URL', ssm.endpoint);
  vi.stubEnv('AWS_REGION', 'ap-northeast-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake');
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
});
beforeEach(() => ssm.values.clear());
afterAll(() => {
  vi.unstubAllEnvs();
  ssm.close();
});

const stored = (name: string): unknown => JSON.parse(ssm.values.get(FOLDER + name) ?? 'null');

interface World {
  readonly answers?: readonly string[];
  readonly http?: HttpsPost;
}

/** Runs `curfew channel …` with a person who types `answers`. */
async function channel(argv: readonly string[], { answers = [], http }: World = {}) {
  const [out, asked]: string[][] = [[], []];
  const waiting = [...answers];
  let exitCode = 0;
  const terminal = {
    print: (text: string) => void out?.push(text),
    complain: (text: string) => void out?.push(text),
    ...{ env: {}, now: () => Date.parse('2026-11-20T00:00:00Z'), paint: pc.createColors(false) },
  };
  const ask = async (prompt: string) => {
    asked?.push(prompt);
    return waiting.shift() ?? '';
  };
  const world = { ask, ...(http !== undefined && { http: async () => http }) };
  const command = channelCommand(terminal, (code) => (exitCode = code), world);
  await command.parseAsync([...argv], { from: 'user' });
  return { exitCode, out: out?.join('\n') ?? '', asked };
}

describe('curfew channel set', () => {
  it('asks for the URL of a new channel, and prints no secret', async () => {
    const set = ['set', 'default', '--kind', 'jandi', '--language', 'ko', '--token', '-', '-'];
    const { out, asked } = await channel(set, { answers: [URL_OF_IT, 'token-of-old', 'token-of-new'] });
    expect(asked).toEqual(['URL', 'Token', 'Token']);
    expect(stored('default')).toEqual({
      ...{ kind: 'jandi', url: URL_OF_IT, language: 'ko', tokens: ['token-of-old', 'token-of-new'] },
      ...{ schedules: [], people: [] },
    });
    expect(out).toMatch(/^default +jandi +ko +2 +0 +none +all +everybody$/m);
    expect(out).toContain('curfew channel test default');
    expect(out).not.toMatch(new RegExp(`${SECRET}|token-of|wh\\.jandi`));
  });

  it('leaves as it was what is not given', async () => {
    const made = ['--kind', 'slack', '--language', 'en', '--url', URL_OF_IT, '--token', 'one', '--people', 'U1, U2'];
    await channel(['set', 'ops', ...made]);
    const { asked } = await channel(['set', 'ops', '--language', 'ko', '--schedules', 'Development,개발 서버']);
    expect(asked).toEqual([]);
    expect(stored('ops')).toEqual({
      ...{ kind: 'slack', url: URL_OF_IT, language: 'ko', tokens: ['one'] },
      ...{ schedules: ['Development', '개발 서버'], people: ['U1', 'U2'] },
    });
  });

  it('gives alerts a token of their own, and refuses one that may give commands', async () => {
    const made = ['--kind', 'slack', '--language', 'en', '--url', URL_OF_IT, '--token', 'signing-secret'];
    const { asked } = await channel(['set', 'ops', ...made, '--alert-token', '-'], { answers: ['for-alerts'] });
    expect(asked).toEqual(['Token for alerts']);
    await channel(['set', 'ops', '--language', 'ko']);
    expect(stored('ops')).toMatchObject({ tokens: ['signing-secret'], alertTokens: ['for-alerts'] });
    await expect(channel(['set', 'ops', '--alert-token', 'signing-secret'])).rejects.toThrow(
      '--alert-token: got a list of 1, expected tokens of their own: whoever has one of tokens may give commands',
    );
    expect(stored('ops')).toMatchObject({ alertTokens: ['for-alerts'] });
  });

  it('takes lists away by none, and a new URL by -', async () => {
    const made = ['--kind', 'slack', '--language', 'en', '--url', 'https://old.example/', '--token', 'one'];
    await channel(['set', 'ops', ...made, '--people', 'U1']);
    await channel(['set', 'ops', '--url', '-', '--token', 'none', '--people', 'none'], { answers: [URL_OF_IT] });
    expect(stored('ops')).toMatchObject({ url: URL_OF_IT, tokens: [], people: [] });
  });

  it('keeps the keyword until it is taken away by none', async () => {
    const made = ['--kind', 'jandi', '--language', 'ko', '--url', URL_OF_IT, '--keyword', '/서버'];
    expect((await channel(['set', 'ops', ...made])).out).toMatch(/^ops +jandi +ko +0 +0 +\/서버 +all +everybody$/m);
    await channel(['set', 'ops', '--people', 'mina@example.com']);
    expect(stored('ops')).toMatchObject({ keyword: '서버' });
    await channel(['set', 'ops', '--keyword', 'none']);
    expect(stored('ops')).not.toHaveProperty('keyword');
  });

  it('writes anew what cannot be read', async () => {
    ssm.values.set(`${FOLDER}ops`, '{"kind":"irc"}');
    const { out } = await channel(['set', 'ops', '--kind', 'slack', '--language', 'en'], { answers: [URL_OF_IT] });
    expect(out).toContain(
      'The channel ops is not right: kind: got irc, expected jandi, slack, teams, discord, webhook',
    );
    expect(stored('ops')).toMatchObject({ kind: 'slack' });
  });

  it('reads secrets from standard input where nobody sits at a terminal', async () => {
    const argv = ['channel', 'set', 'ops', '--kind', 'slack', '--language', 'en', '--token', '-'];
    const child = execFile(process.execPath, [BIN, ...argv], { env: { ...process.env } });
    child.stdin?.end(`${URL_OF_IT}\nsigning-secret\n`);
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(exitCode).toBe(0);
    expect(stored('ops')).toMatchObject({ url: URL_OF_IT, tokens: ['signing-secret'] });
  });

  it.each([
    [['운영', '--kind', 'slack'], '운영 cannot name a channel: a to z, A to Z, 0 to 9 and _ . - only, because SSM'],
    [['a/b', '--kind', 'slack'], 'a/b cannot name a channel'],
    [['ops', '--kind', 'irc', '--language', 'fr'], '--kind: got irc, expected jandi, .*; --language: got fr, expected'],
    [
      ['ops', '--kind', 'slack', '--language', 'en', '--url', 'http://x.example/secret'],
      '--url: got a text of 23 char',
    ],
    [
      ['ops', '--kind', 'jandi', '--language', 'ko', '--keyword', '우리 서버'],
      '--keyword: got 우리 서버, expected one word of letters and digits',
    ],
    [['ops'], '--kind: got nothing, expected jandi, .*; --language: got nothing'],
  ])('refuses %j and writes nothing', async (argv, message) => {
    await expect(channel(['set', ...argv], { answers: [URL_OF_IT] })).rejects.toThrow(new RegExp(`^${message}`));
    expect(ssm.values.size).toBe(0);
  });
});

describe('curfew channel list', () => {
  it('says how to make the first one', async () => {
    expect((await runCurfew(['channel', 'list'])).out).toMatch(
      /^There are no channels\. To make one: curfew channel set/,
    );
  });

  it('shows every channel, and names those that are wrong, without a secret', async () => {
    await channel(['set', 'ops', '--kind', 'slack', '--language', 'en', '--url', URL_OF_IT, '--token', 'one']);
    ssm.values.set(`${FOLDER}bad`, '{"kind":"jandi","language":"ko","url":"http://secret.example"}');
    const { exitCode, out, err } = await runCurfew(['channel', 'list']);
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      'NAME  KIND   LANGUAGE  TOKENS  ALERT TOKENS  KEYWORD  SCHEDULES  PEOPLE',
      'ops   slack  en        1       0             none     all        everybody',
    ]);
    expect(err).toBe('The channel bad is not right: url: got a text of 21 characters, expected an https URL.');
  });
});

describe('curfew channel delete', () => {
  it('says whether there was one', async () => {
    await channel(['set', 'ops', '--kind', 'slack', '--language', 'en', '--url', URL_OF_IT]);
    expect((await runCurfew(['channel', 'delete', 'ops'])).out).toBe('Deleted the channel ops.');
    expect((await runCurfew(['channel', 'delete', 'ops'])).out).toBe('There was no channel ops.');
    expect((await runCurfew(['channel', 'delete', '운영'])).out).toBe('There was no channel 운영.');
  });
});

describe('curfew channel test', () => {
  const HOST = 'chat.example';
  const tls = selfSigned(HOST);
  let server: ChatServer;

  beforeEach(async () => {
    server = await chatServer('slack', { tls });
    const url = server.url.replace('127.0.0.1', HOST);
    ssm.values.set(`${FOLDER}ops`, JSON.stringify({ kind: 'slack', url, language: 'ko' }));
  });
  afterEach(() => server.close());

  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const reachable = new HttpsPost({ allowLoopback: true, ca: tls.cert, resolve, timeoutMs: 250 });

  it('posts a message in the language of the channel, and says that it was taken', async () => {
    const { exitCode, out } = await channel(['test', 'ops'], { http: reachable });
    expect([exitCode, out]).toEqual([0, 'Delivered. (HTTP 200 ok)']);
    expect(server.received[0]?.body).toContain('ops 채널의 Curfew 알림이 여기로 와요.');
  });

  it.each<[ChatAnswer, string]>([
    [
      { status: 200, body: 'invalid_payload' },
      'Not delivered: its service does not take the text. (HTTP 200 invalid_payload)',
    ],
    [{ status: 404, body: `no ${SECRET} here` }, 'Not delivered: its webhook is gone. (HTTP 404 no … here)'],
    [{ status: 302 }, 'Not delivered: its webhook has moved, and redirects are not followed. (HTTP 302)'],
    [{ status: 429 }, 'Not delivered; Curfew would try again. (HTTP 429)'],
    ['hangs', 'Not delivered; Curfew would try again. (The chat service did not answer in time.)'],
    ['hangs-up', 'Not delivered; Curfew would try again. (The chat service could not be reached. ECONNRESET)'],
  ])('says what came back: %j', async (answer, words) => {
    server.answer(answer);
    expect(await channel(['test', 'ops'], { http: reachable })).toMatchObject({ exitCode: 1, out: words });
  });

  it('reaches no host that is not public', async () => {
    ssm.values.set(`${FOLDER}ops`, JSON.stringify({ kind: 'slack', url: server.url, language: 'ko' }));
    const { exitCode, out } = await runCurfew(['channel', 'test', 'ops']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^Not delivered: its URL is not https to a public host\./);
    expect(server.received).toEqual([]);
  });

  it('points somebody who names another channel to the list', async () => {
    const { exitCode, err } = await runCurfew(['channel', 'test', 'dev']);
    expect([exitCode, err]).toEqual([2, 'curfew: there is no channel dev; curfew channel list says which there are']);
  });
});
