import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../cli/program.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const BIN = new URL('../../cli/curfew.mjs', import.meta.url).pathname;

/** Every command, those of commands too: `exceptions set`. */
const COMMANDS = pathsOf(
  buildProgram(
    { print: () => {}, complain: () => {}, env: {}, now: () => 0, paint: pc.createColors(false) },
    () => undefined,
  ),
);

function pathsOf({ commands }: Command): string[] {
  return commands.flatMap((command) => [
    command.name(),
    ...pathsOf(command).map((path) => `${command.name()} ${path}`),
  ]);
}

const spawnWith = (env: Record<string, string>, ...argv: string[]) =>
  promisify(execFile)(process.execPath, [BIN, ...argv], { env: { PATH: process.env['PATH'], ...env } });
const spawn = (...argv: string[]) => spawnWith({}, ...argv);

describe('the command line', () => {
  it('lists every command and the exit codes in its help', async () => {
    const { exitCode, out } = await runCurfew(['--help']);
    expect(exitCode).toBe(0);
    for (const command of COMMANDS.filter((path) => !path.includes(' ')))
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    const [exitCodes = 'none'] = /Exit codes: 0 .* 1 .* 2 .*\.$/m.exec(out) ?? [];
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(exitCodes);
  });

  it.each(COMMANDS)('gives an example in the help of %s', async (command) => {
    const { exitCode, out } = await runCurfew([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Example:\n {2}(curfew|npm)/);
  });

  it.each([
    [['plna'], "unknown command 'plna'\n(Did you mean plan?)"],
    [['plan', '--form', 'x'], "unknown option '--form'\n(Did you mean --from?)"],
    [['explain'], "missing required argument 'schedule'; curfew explain --help says what it takes"],
    [['quux'], "unknown command 'quux'; curfew --help says what it takes"],
    [['help', 'quux'], "unknown command 'quux'; curfew --help says what it takes"],
    [['help', 'plna'], "unknown command 'plna'\n(Did you mean plan?)"],
    [['channel', 'help', 'mend'], "unknown command 'mend'; curfew channel --help says what it takes"],
    [['help', 'channel', 'mend'], "unknown command 'mend'; curfew channel --help says what it takes"],
    [['channel', 'mend'], "unknown command 'mend'; curfew channel --help says what it takes"],
    [
      ['simulate', '--rows', 'x'],
      "required option '--fleet <file>' not specified; curfew simulate --help says what it takes",
    ],
  ])('takes %j for wrong usage', async (argv, message) => {
    expect(await runCurfew(argv)).toEqual({ exitCode: 2, out: '', err: `curfew: ${message}` });
  });

  it('has the same help before a command and after it', async () => {
    for (const words of [[], ['plan'], ['exceptions', 'set']])
      expect(await runCurfew(['help', ...words])).toEqual(await runCurfew([...words, '--help']));
  });

  it('carries out nothing for help', async () => {
    const unread = ['put', '/nowhere.json'];
    expect(await runCurfew(['help', ...unread])).toEqual(await runCurfew(['put', '--help']));
    expect((await runCurfew(unread)).exitCode).toBe(2);
  });

  it.each(['--version', '-V'])('says its version: %s', async (option) => {
    const { version }: { version: string } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(await runCurfew([option])).toEqual({ exitCode: 0, out: version, err: '' });
  });

  it('shows its help to whoever names no command, as wrong usage', async () => {
    const { exitCode, err } = await runCurfew([]);
    expect(exitCode).toBe(2);
    expect(err).toContain('Usage: curfew');
  });

  type Wrong = [argv: string[], env: Record<string, string>, message: string | RegExp];
  it.each<Wrong>([
    [['--time-zone', 'KST', 'plan'], {}, 'the time zone KST is unknown; type an IANA name such as Asia/Seoul'],
    [['plan'], { TIME_ZONE: 'Seoul' }, 'the time zone Seoul is unknown; type an IANA name such as Asia/Seoul'],
    [['plan', '--warn-minutes', 'ten'], {}, '--warn-minutes ten is no number of minutes; type 0 to 1440'],
    [['plan'], { WARN_MINUTES: '' }, 'WARN_MINUTES "" is no number of minutes; type 0 to 1440'],
    [
      ['exceptions', 'set', '', '2026-12-24', 'stop', '25:00'],
      {},
      '"" is no name of a schedule; type one such as Development',
    ],
    [
      ['exceptions', 'del', ' ', '2026-12-24', 'stop'],
      {},
      '" " is no name of a schedule; type one such as Development',
    ],
    [['channel', 'set', 'a/b'], {}, /^a\/b cannot name a channel: /],
    [['channel', 'set', 'ops', '--kind', 'irc'], {}, /^--kind: got irc, expected jandi, slack, /],
    [['channel', 'set', 'ops', '--language', 'fr'], {}, '--language: got fr, expected en, ko'],
    [
      ['channel', 'set', 'ops', '--url', 'http://example.com', '--token', '-'],
      {},
      '--url: got a text of 18 characters, expected an https URL',
    ],
    [['channel', 'set', 'ops', '--keyword', 'two words'], {}, /^--keyword: got two words, expected /],
    [['channel', 'set', 'ops', '--token', 'a', '--alert-token', 'a'], {}, /^--alert-token: got a list of 1, expected /],
    [['plan', '--from', 'tomorrow'], {}, /^--from tomorrow is no instant; type it as 2026-11-20T00:30:00Z, /],
    [
      ['plan', '--from', '2026-11-21', '--to', '2026-11-20'],
      {},
      /^--to Fri 2026-11-20 00:00 KST is not after --from Sat 2026-11-21 00:00 KST$/,
    ],
    ...[
      ['plan', '--from', '1970-01-01', '--to', '9999-01-01'],
      ['plan', '--to', '2031-11-25'],
      ['savings', '--from', '2021-01-01', '--to', '2026-02-01'],
      ['simulate', '--from', '2021-01-01', '--to', '2026-02-01', '--rows', 'x', '--fleet', 'x'],
    ].map((argv): Wrong => [argv, {}, /^--to .* KST is more than 5 years after --from .* KST; type a shorter span$/]),
    [['holidays', 'KR', '26'], {}, '26 is no year; type it as 2026'],
    [['exceptions', 'set', 'S', '2026-02-30', 'stop', '25:00'], {}, '2026-02-30 is no date; type it as 2026-12-24'],
    [['exceptions', 'set', 'S', '2026-12-24', 'halt', '25:00'], {}, 'halt is no type of exception; type start or stop'],
    [
      ['exceptions', 'set', 'S', '2026-12-24', 'start', '24:00'],
      {},
      '24:00 is no time of a start; type 00:00 to 23:59, or None',
    ],
    [
      ['exceptions', 'set', 'S', '2026-12-24', 'stop', '48:00'],
      {},
      '48:00 is no time of a stop; type 00:00 to 47:59, or None',
    ],
  ])('says in one line what is wrong with %j', async (argv, env, message) => {
    const { exitCode, out, err } = await runCurfew(argv, { env });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err.split('\n')).toHaveLength(1);
    expect(err.replace('curfew: ', '')).toMatch(message);
  });

  it('runs as a process from any folder, without a warning of Node or the SDK', async () => {
    const rows = await fileWith({ Schedule: [weekdays()] });
    const { stdout, stderr } = await spawn(
      'plan',
      '--rows',
      rows,
      '--from',
      '2026-11-20',
      '--to',
      '2026-11-21',
      '--json',
    );
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toBe('');
  });

  it('gives its exit code to the shell', async () => {
    await expect(spawn('plan', '--rows', '/nowhere.json')).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'curfew: cannot read /nowhere.json: there is no such file or folder\n',
    });
  });

  it.each([
    ['no region is set', {}, /^curfew: no AWS region is set; .*\n$/],
    [
      'there are no credentials',
      { AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' },
      /^curfew: no AWS credentials were found; .*\n$/,
    ],
    [
      'the endpoint does not answer',
      {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      },
      /^curfew: http:\/\/127\.0\.0\.1:1 does not answer: .*ECONNREFUSED.*\n$/,
    ],
  ])('says in one line that %s', async (_, env, stderr) => {
    await expect(spawnWith({ ...env, HOME: '/nowhere' }, 'get')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(stderr),
    });
  });
});
