import { execFile, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import dns from 'node:dns';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const BIN = new URL('../../cli/curfew.mjs', import.meta.url).pathname;
const KEYS = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

const spawnWith = (env: Record<string, string>, ...argv: string[]) => {
  const whole = {
    PATH: process.env['PATH'],
    HOME: '/nowhere',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return promisify(execFile)(process.execPath, argv, { env: { ...whole, ...env } });
};

describe('a command that cannot reach its tables', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says so in one line, however many of its calls fail', async () => {
    const refused = { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    await expect(spawnWith(refused, BIN, 'status')).rejects.toMatchObject({
      ...{
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^curfew: http:\/\/127\.0\.0\.1:1 does not answer: .*\n$/),
      },
    });
  });

  it('says in one line that there are no credentials', async () => {
    await expect(spawnWith({}, BIN, 'status')).rejects.toMatchObject({
      ...{ code: 1, stdout: '', stderr: expect.stringMatching(/^curfew: no AWS credentials were found; .*\n$/) },
    });
  });

  it('says of a profile without credentials which it is, and what the SDK makes of it', async () => {
    await expect(spawnWith({ AWS_PROFILE: 'typo' }, BIN, 'get')).rejects.toMatchObject({
      ...{
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^curfew: AWS_PROFILE typo gives no credentials: .+\n$/),
      },
    });
  });

  it.each([[['get']], [['channel', 'list']], [['drain', 'list']]])(
    'says nothing but that of a profile beside keys, which the SDK warns of: %j',
    async ([...argv]) => {
      await expect(spawnWith({ ...KEYS, AWS_PROFILE: 'typo' }, BIN, ...argv)).rejects.toMatchObject({
        stderr: expect.stringMatching(/^curfew: AWS_PROFILE typo gives no credentials: .+\n$/),
      });
    },
  );

  it.each([[['get']], [['put', '--create-tables']]])(
    'says in one line that something else answers: %j',
    async (words) => {
      const server = createServer((_, response) => response.end('<html>\nno table here</html>'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(await runAt(endpoint, words[0] === 'put' ? [...words, await fileWith({})] : words)).toEqual({
        ...{
          exitCode: 1,
          out: '',
          err: `curfew: ${endpoint} does not answer as DynamoDB does; is AWS_ENDPOINT_URL right?`,
        },
      });
      server.closeAllConnections();
      server.close();
    },
  );

  it('says in one line that AWS has no such region', async () => {
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation((...given: unknown[]) => {
      const done = given.at(-1) as (error: Error) => void;
      done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${String(given[0])}`), { code: 'ENOTFOUND' }));
    });
    expect((await runAt(undefined, ['get'])).err).toBe(
      'curfew: AWS does not answer: getaddrinfo ENOTFOUND dynamodb.eu-west-1.amazonaws.com; is the region right, and is there a network?',
    );
    lookup.mockRestore();
  });

  it('says so where a chat would be told to ask again', async () => {
    const { exitCode, out, err } = await runAt('http://127.0.0.1:1', ['bot', 'list']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toBe('curfew: http://127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1');
  });

  it('says in one line that the address is none', async () => {
    expect(await runAt('localhost', ['status'])).toEqual({
      ...{
        exitCode: 1,
        out: '',
        err: 'curfew: AWS_ENDPOINT_URL is localhost; type an address such as http://localhost:8000',
      },
    });
  });
});

/** Runs the command in this process, with that endpoint in the environment. */
async function runAt(endpoint: string | undefined, words: readonly string[]) {
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const env = { ...KEYS, ...quiet, AWS_REGION: 'eu-west-1', ...(endpoint && { AWS_ENDPOINT_URL: endpoint }) };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return runCurfew(words, { env });
}

describe('output that cannot be written', () => {
  const begin = (stdio: StdioOptions, ...argv: string[]) => spawn(process.execPath, [BIN, ...argv], { stdio });

  it.skipIf(!existsSync('/dev/full'))('is told, with the reason, and fails', async () => {
    const full = await open('/dev/full', 'w');
    const child = begin(['ignore', full.fd, 'pipe'], 'holidays', 'KR', '2026');
    const [err, [code]] = await Promise.all([child.stderr?.setEncoding('utf8').toArray(), once(child, 'close')]);
    await full.close();
    expect([code, err?.join('')]).toEqual([1, 'curfew: cannot write: no space left on device\n']);
  });

  it.each([
    ['standard output', 'stdout', ['holidays', 'KR', '2026'], 0],
    ['standard error', 'stderr', ['plan', '--rows', '/nowhere.json'], 2],
  ] as const)('leaves the exit code as it is where nobody reads %s any more', async (_, stream, argv, exitCode) => {
    const child = begin('pipe', ...argv);
    child[stream]?.destroy();
    expect((await once(child, 'exit'))[0]).toBe(exitCode);
  });

  it('is told of a file as it is told of one that cannot be read', async () => {
    const file = await fileWith({ Schedule: [] });
    const out = `${file}/rows.json`;
    expect(await runCurfew(['import', 'jandi', '--file', file, '--out', out])).toMatchObject({
      ...{ exitCode: 2, err: `curfew: cannot write ${out}: not a directory` },
    });
    expect((await runCurfew(['import', 'jandi', '--file', file, '--out', '/nowhere/rows.json'])).err).toBe(
      'curfew: cannot write /nowhere/rows.json: there is no such file or folder',
    );
  });
});

describe('where every row is bad', () => {
  const BAD = {
    Schedule: [weekdays({ StartTime: '25:00' }), weekdays({ ScheduleName: 'QA', StopTime: '99:00' })],
    AlarmRule: [{ RuleName: 'cpu' }],
  };
  const LEFT_ALONE = ['Development', 'QA'].map(
    (name) => `${name} is left alone: 1 problem in its rows; see curfew validate`,
  );

  it.each<[argv: string[], err: string]>([
    [['plan'], LEFT_ALONE.join('\n')],
    [['desired'], LEFT_ALONE.join('\n')],
    [['savings', '--fleet'], LEFT_ALONE.join('\n')],
    [['alarms', 'list'], 'cpu watches nothing: 3 problems; see curfew validate'],
  ])(
    '%j says on standard error what is left alone, fails, and does not say that there is nothing',
    async (argv, err) => {
      const fleet = argv.includes('--fleet') ? [await fileWith([], 'fleet.json')] : [];
      const command = [...argv, ...fleet, '--rows', await fileWith(BAD)];
      expect(await runCurfew(command)).toEqual({ exitCode: 1, out: '', err });
      expect(await runCurfew([...command, '--json'])).toEqual({ exitCode: 1, out: '[]', err });
    },
  );

  it.each<[argv: string[], out: string]>([
    [['plan'], 'There are no schedules.'],
    [['desired'], 'There are no schedules.'],
    [['savings', '--fleet'], 'There are no schedules.'],
    [['alarms', 'list'], 'There are no alarm rules.'],
  ])('and %j says so where there is no row', async (argv, out) => {
    const fleet = argv.includes('--fleet') ? [await fileWith([], 'fleet.json')] : [];
    expect(await runCurfew([...argv, ...fleet, '--rows', await fileWith({})])).toEqual({ exitCode: 0, out, err: '' });
  });
});

describe('a bug', () => {
  // Rejects with nobody waiting, once the command listens for that.
  const BUG =
    "process.on('newListener', (event) => {" +
    "if (event === 'unhandledRejection') setImmediate(() => Promise.reject(new TypeError('no such thing'))); });";
  const run = async (env: Record<string, string>) =>
    spawnWith(env, '--import', await fileWith(BUG, 'bug.mjs'), BIN, 'holidays', 'KR', '2026');

  it('is called one, in one line without a stack', async () => {
    const stderr = 'curfew: this is a bug in Curfew: TypeError: no such thing (CURFEW_DEBUG=1 shows where)\n';
    await expect(run({})).rejects.toMatchObject({ code: 1, stderr });
  });

  it('shows its stack on request', async () => {
    await expect(run({ CURFEW_DEBUG: '1' })).rejects.toMatchObject({
      stderr: expect.stringMatching(/\n {4}at .*bug\.mjs/),
    });
  });
});
