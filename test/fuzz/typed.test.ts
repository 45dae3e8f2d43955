import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCurfew } from '../cli/run-curfew.ts';
import { fakeSsm, type FakeSsm } from '../webhook/adapters/fake-ssm.ts';

let ssm: FakeSsm;
beforeAll(async () => {
  ssm = await fakeSsm();
  vi.stubEnv('AWS_ENDPOINT_URL', ssm.endpoint);
  vi.stubEnv('AWS_REGION', 'ap-northeast-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake');
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  ssm.close();
});

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '-',
    'none',
    'https://',
    'http://10.0.0.1/hook',
    'https://[::1]/hook',
    '{"a":1}',
    '\u001b[2J',
  ),
  fc.constantFrom('https://hooks.slack.com/services/T0001/B0001/a1b2c3d4', `https://chat.example/${'x'.repeat(9_000)}`),
  fc.stringMatching(/^[\w.~-]{20,40}$/),
);
const input = fc.oneof(
  { weight: 4, arbitrary: fc.array(line, { maxLength: 4 }).map((lines) => Buffer.from(lines.join('\n'))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
);

it.each([
  'channel set ops --kind slack --language en --token - --alert-token -',
  'channel set ops --kind jandi --language ko --url - --token - -',
  'drain set shop --secret -',
])('curfew %s takes what is piped into it, or refuses it in one line that does not repeat it', async (argv) => {
  const property = fc.asyncProperty(input, async (typed) => {
    ssm.values.clear();
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([typed]) as typeof process.stdin);
    const { exitCode, out, err } = await runCurfew(argv.split(' '));
    expect([0, 1, 2]).toContain(exitCode);
    expect(err).not.toMatch(/bug in Curfew/);
    if (exitCode !== 0) expect([out, err.split('\n').length]).toEqual(['', 1]);
    for (const secret of typed.toString().split(/\s+/)) if (secret.length > 7) expect(out + err).not.toContain(secret);
  });
  await fc.assert(property, { numRuns: 150 });
});
