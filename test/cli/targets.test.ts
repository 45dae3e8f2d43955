import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let aws: FakeAws;
const ROLE = 'arn:aws:iam::222222222222:role/Curfew';
const TARGETS = JSON.stringify([{}, { region: 'us-east-1' }]);

const rows = {
  Schedule: [weekdays(), weekdays({ ScheduleName: 'Nobody' })],
  ScheduleServerGroup: [{ ScheduleName: 'Development', GroupName: 'db', InstanceType: 'EC2' }],
};

beforeAll(async () => {
  aws = await fakeAws();
  aws.instances.push(
    { id: 'i-1', name: 'db-1', group: 'db', state: 'running' },
    { id: 'i-far', name: 'far-db', group: 'db', state: 'stopped', region: 'us-east-1' },
  );
  await runCurfew(['put', await fileWith(rows), '--create-tables']);
});
afterAll(() => aws.close());

// Friday 2026-11-20, 09:31 in Seoul.
const now = '2026-11-20T00:31:00Z';
const curfew = (argv: readonly string[], env: Record<string, string> = {}) =>
  runCurfew(argv, { now, env: { TARGETS, ...env } });

// One account's story, told in order: each test goes on from where the one before it left off.
describe('the command line over two targets', () => {
  it('says in a dry run what each target would do', async () => {
    const { out } = await curfew(['tick', '--dry-run']);
    expect(out.split('\n').filter((line) => /^A tick|^would start|^Nothing/.test(line))).toEqual([
      'A tick (dry run) of ap-northeast-2 at Fri 2026-11-20 09:31 KST',
      'Nothing would be started or stopped.',
      'A tick (dry run) of us-east-1 at Fri 2026-11-20 09:31 KST',
      'would start: far-db (i-far)',
    ]);
  });

  it('ticks each, and prints a list of what each did', async () => {
    const { exitCode, out } = await curfew(['tick', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { target: 'ap-northeast-2', calls: [] },
      { target: 'us-east-1', at: now, calls: [{ op: 'start', ids: ['i-far'], failed: [] }] },
    ]);
    expect(aws.actions).toEqual(['StartInstances i-far']);
  });

  it('shows every schedule in each target in which it has instances', async () => {
    const { out, err } = await curfew(['status']);
    expect(err).toBe('');
    const [heading, ...lines] = out.split('\n');
    expect([heading, ...lines.sort()]).toEqual([
      'SCHEDULE     TARGET          DESIRED  UP      RUN                    NEXT',
      'Development  ap-northeast-2  running  1 of 1  settled                stop Fri 2026-11-20 22:00 KST',
      'Development  us-east-1       running  1 of 1  starting, 0 of 1 done  stop Fri 2026-11-20 22:00 KST',
      'Nobody       ap-northeast-2  running  0 of 0  settled                stop Fri 2026-11-20 22:00 KST',
    ]);
  });

  it('explains what each target waits for and in which state its instances are', async () => {
    const { out } = await curfew(['explain', 'Development']);
    expect(out.slice(out.indexOf('Target')).split('\n')).toEqual([
      'Target     ap-northeast-2',
      expect.stringMatching(/^Run {8}the start begun at 09:31 KST settled/),
      'Instances  db  db-1 (i-1)  running',
      'Target     us-east-1',
      expect.stringMatching(/^Run {8}the start begun at 09:31 KST is under way: 0 of 1 done$/),
      'Instances  db  far-db (i-far)  running',
    ]);
  });

  it('counts the savings of both', async () => {
    const { out } = await curfew(['savings', '--json']);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ schedule: 'Development', instances: 2 }));
  });

  it('answers as a chat would, and says which scheduler nobody wakes', async () => {
    expect((await curfew(['bot', 'Development'])).out).toContain('us-east-1: db: 1 of 1 up');
    const { err } = await curfew(['bot', 'Development extend 1h']);
    expect(err.split('\n').slice(1)).toEqual([
      'TICK_QUEUE_URLS names no queue of ap-northeast-2: its scheduler follows at its next tick',
      'TICK_QUEUE_URLS names no queue of us-east-1: its scheduler follows at its next tick',
    ]);
  });

  it('goes on beside a target whose role lets nobody in', async () => {
    const denied = JSON.stringify([{}, { region: 'us-east-1', roleArn: ROLE }]);
    const { exitCode, out, err } = await curfew(['status'], { TARGETS: denied });
    expect([exitCode, err]).toEqual([
      0,
      '222222222222/us-east-1: instances cannot be listed: AccessDenied: not allowed: sts:AssumeRole',
    ]);
    expect(out).toMatch(/^Development +ap-northeast-2 +running +1 of 1/m);
    expect(out).toMatch(/^Development +222222222222\/us-east-1 +running +0 of \? +no run yet/m);
  });

  it.each([
    [
      { TARGETS: 'us-east-1' },
      /^curfew: TARGETS is us-east-1; type a JSON list such as \[{}, {"region": "us-east-1"}\]/,
    ],
    [{ TICK_QUEUE_URLS: 'https://sqs' }, /^curfew: TICK_QUEUE_URLS is https:\/\/sqs; type a JSON list of URLs$/],
  ])('refuses %j', async (env, message) => {
    const { exitCode, err } = await curfew(['status'], env);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
