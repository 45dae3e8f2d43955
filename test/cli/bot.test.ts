import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let aws: FakeAws;

beforeAll(async () => {
  aws = await fakeAws();
  aws.instances.push({ id: 'i-1', name: 'db-1', group: 'db', state: 'running' });
  const rows = {
    Schedule: [weekdays()],
    ScheduleServerGroup: [{ ScheduleName: 'Development', GroupName: 'db', InstanceType: 'EC2' }],
    AlarmRule: [{ RuleName: 'cpu', Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Critical: 90 }],
  };
  await runCurfew(['put', await fileWith(rows), '--create-tables']);
});
afterAll(() => aws.close());

// Friday 2026-11-20, 21:50 in Seoul.
const now = '2026-11-20T12:50:00Z';

// One account's story, told in order: each test goes on from where the one before it left off.
describe('curfew bot', () => {
  it('answers as a chat would, from the instances of the account', async () => {
    const { exitCode, out, err } = await runCurfew(['bot', 'Development status'], { now });
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'Development: 1 of 1 up',
      '  It should be on since 09:30 KST. Next stop 22:00 KST, next start Mon 09:30 KST.',
      '  db: 1 of 1 up',
      '  · db-1 (i-1): running',
    ]);
  });

  it('changes what it is told to, in the name of --who, and says what no queue means', async () => {
    const { exitCode, out, err } = await runCurfew(['bot', 'development', 'extend', '1h', '--who', 'mina'], { now });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Development: stays up until 23:00 KST\n[^]*Changed by mina$/);
    expect(err.split('\n')).toEqual([
      'NOTICE_QUEUE_URL is not set: no channel is told of it',
      'SCHEDULER_QUEUE_URL is not set: the scheduler follows at its next tick',
    ]);
    expect((await runCurfew(['exceptions', 'list'], { now })).out).toMatch(/2026-11-20 +Development +stop 23:00 +mina/);
  });

  it('names the user of the machine where nobody is named', async () => {
    const { out } = await runCurfew(['bot', 'Development force_stop'], { now, env: { USER: 'jun' } });
    expect(out).toMatch(/Changed by jun$/);
  });

  it('answers in Korean', async () => {
    const { out } = await runCurfew(['bot', 'Development 해제', '--language', 'ko'], { now });
    expect(out).toMatch(/^Development: 다시 스케줄대로 움직여요/);
  });

  it('silences an alarm rule, and lists it', async () => {
    await runCurfew(['bot', 'silence cpu 2h deploying', '--who', 'mina'], { now });
    const { exitCode, out } = await runCurfew(['bot', 'alarms'], { now });
    expect([exitCode, ...out.split('\n')]).toEqual([
      0,
      'Nothing is in alarm',
      '  Of 1 rule, 1 OK and 0 muted.',
      '  cpu: OK; silenced by mina until 23:50 KST (deploying)',
    ]);
  });

  it.each([
    ['Development extend', 1, /Development extend 2h \| 30m \| 23:00/],
    ['Developmnt', 1, /Did you mean one of these\?\n {2}Development/],
    ['help', 0, /^What you can ask/],
  ])('exits for %s with %i', async (line, code, says) => {
    const { exitCode, out } = await runCurfew(['bot', line], { now });
    expect(exitCode).toBe(code);
    expect(out).toMatch(says);
  });

  it('refuses a language that nobody here speaks', async () => {
    const { exitCode, err } = await runCurfew(['bot', 'help', '--language', 'fr'], { now });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/en, ko/);
  });
});
