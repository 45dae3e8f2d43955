import pc from 'picocolors';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { drainCommand } from '../../cli/commands/drain.ts';
import { readCredentials } from '../../functions/alarms/heroku/domain/drain.ts';
import { fakeSsm, type FakeSsm } from '../webhook/adapters/fake-ssm.ts';
import { runCurfew } from './run-curfew.ts';

const ADDRESS = 'https://abc123.execute-api.ap-northeast-2.amazonaws.com/drain';
const TYPED = 'a-secret-that-i-chose-0123';

let ssm: FakeSsm;

beforeAll(async () => {
  ssm = await fakeSsm();
  vi.stubEnv('AWS_ENDPOINT_URL', ssm.endpoint);
  vi.stubEnv('AWS_REGION', 'ap-northeast-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake');
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
});
beforeEach(() => {
  ssm.values.clear();
  ssm.write('/curfew/drain-url', ADDRESS);
});
afterAll(() => {
  vi.unstubAllEnvs();
  ssm.close();
});

const secretsOf = (app: string): readonly string[] =>
  (JSON.parse(ssm.values.get(`/curfew/drains/${app}`) ?? '{"secrets":[]}') as { secrets: string[] }).secrets;

/** Runs `curfew drain …` with a person who types `answer`. */
async function drain(argv: readonly string[], answer = '') {
  const [out, err]: string[][] = [[], []];
  const terminal = {
    print: (text: string) => void out?.push(text),
    complain: (text: string) => void err?.push(text),
    ...{ env: {}, now: () => Date.parse('2026-11-20T00:00:00Z'), paint: pc.createColors(false) },
  };
  await drainCommand(terminal, async () => answer).parseAsync([...argv], { from: 'user' });
  return { out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' };
}

describe('curfew drain set', () => {
  it('makes up a secret, stores it, and prints the line for Heroku', async () => {
    const { out, err } = await drain(['set', 'shop']);
    const [secret = ''] = secretsOf('shop');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(out).toBe(`heroku drains:add ${ADDRESS.replace('://', `://shop:${secret}@`)} --app shop`);
    expect(err).toContain('the only time');
    expect(err).toContain('heroku labs:enable log-runtime-metrics --app shop');
    expect((await drain(['list'])).out).not.toContain(secret);
  });

  it('prints an address that Heroku turns into the credentials that the drain reads', async () => {
    const { out } = await drain(['set', 'shop']);
    const { username, password } = new URL(out.split(' ')[2] ?? '');
    const header = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    expect(readCredentials(header)).toEqual({ user: 'shop', password: secretsOf('shop')[0] });
  });

  it('lets the secret before count beside the new one, and no third, and says what to remove', async () => {
    await drain(['set', 'shop']);
    const [first] = secretsOf('shop');
    const { err } = await drain(['set', 'shop']);
    expect(secretsOf('shop')).toHaveLength(2);
    expect(secretsOf('shop')[1]).toBe(first);
    expect(err).toContain('heroku drains:remove');
    await drain(['set', 'shop']);
    expect(secretsOf('shop')).toHaveLength(2);
    expect(secretsOf('shop')).not.toContain(first);
  });

  it('ends all others by --replace', async () => {
    await drain(['set', 'shop']);
    await drain(['set', 'shop', '--replace']);
    expect(secretsOf('shop')).toHaveLength(1);
  });

  it('takes a secret that somebody types', async () => {
    await drain(['set', 'shop', '--secret', '-'], TYPED);
    expect(secretsOf('shop')).toEqual([TYPED]);
  });

  it('writes anew what cannot be read', async () => {
    ssm.values.set('/curfew/drains/shop', '{}');
    expect((await drain(['set', 'shop'])).err).toContain('The drain of shop cannot be read. It is written anew.');
    expect(secretsOf('shop')).toHaveLength(1);
  });

  it.each([
    [['Shop'], 'Shop is no app; type it as Heroku names apps: a to z, 0 to 9 and -, a letter first'],
    [['a/b'], 'a/b is no app'],
    [['shop', '--secret', 'short'], 'that cannot be a secret: type 20 to 200 of'],
    [['shop', '--secret', 'with:colon-and@sign-0123'], 'that cannot be a secret'],
  ])('refuses %j, writes nothing and repeats no secret', async (argv, message) => {
    const refused: unknown = await drain(['set', ...argv]).catch((error: unknown) => error);
    expect(String(refused)).toContain(message);
    expect(String(refused)).not.toContain('with:colon');
    expect([...ssm.values.keys()]).toEqual(['/curfew/drain-url']);
  });

  it('gives no secret where nothing would listen', async () => {
    ssm.values.clear();
    const { exitCode, err } = await runCurfew(['drain', 'set', 'shop']);
    expect([exitCode, err]).toEqual([
      ...[1, 'curfew: nothing listens to drains in this account and region; deploy the stack first'],
    ]);
    expect(ssm.values.size).toBe(0);
  });
});

describe('curfew drain list', () => {
  it('shows every app, and names those that are wrong', async () => {
    for (const app of ['shop', 'blog', 'shop']) await drain(['set', app]);
    ssm.values.set('/curfew/drains/bad', '{}');
    const { out, err } = await runCurfew(['drain', 'list']);
    expect(out.split('\n')).toEqual(['APP   SECRETS', 'blog  1', 'shop  2']);
    expect(err).toBe('The drain of bad cannot be read. Write it anew: curfew drain set bad');
  });

  it('says how to make the first one', async () => {
    expect((await drain(['list'])).out).toBe('There are no drains. To make one: curfew drain set APP');
  });
});

it('curfew drain delete says whether there was one', async () => {
  await drain(['set', 'shop']);
  expect((await drain(['delete', 'shop'])).out).toBe('Deleted the drain of shop.');
  expect((await drain(['delete', 'shop'])).out).toBe('There was no drain of shop.');
  expect((await drain(['delete', '../channels/default'])).out).toBe('There was no drain of ../channels/default.');
});
