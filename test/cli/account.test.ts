import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let aws: FakeAws;

const ROWS = {
  Schedule: [weekdays()],
  ScheduleServerGroup: [
    { ScheduleName: 'Development', GroupName: 'db', InstanceType: 'EC2' },
    { ScheduleName: 'Development', GroupName: 'web', InstanceType: 'EC2', Dependency: ['db'] },
  ],
};

beforeAll(async () => {
  aws = await fakeAws();
});
afterAll(() => aws.close());

// One account's story, told in order: each test goes on from where the one before it left off.
describe('the command line against an account', () => {
  it('says what to do where the tables are missing', async () => {
    const { exitCode, out, err } = await runCurfew(['plan'], { env: { AWS_ENDPOINT_URL: 'http://local' } });
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^curfew: http:\/\/local has no such table; deploy the stack, or .*put FILE --create-tables$/);
  });

  it('puts rows, creating the tables on request, and gets them back', async () => {
    const put = await runCurfew(['put', await fileWith(ROWS), '--create-tables']);
    expect(put).toEqual({ exitCode: 0, out: 'Schedule: 1 row written\nScheduleServerGroup: 2 rows written', err: '' });
    const { out } = await runCurfew(['get']);
    expect(JSON.parse(out)).toEqual({ ...ROWS, ScheduleException: [], AlarmRule: [] });
  });

  it('puts what get printed', async () => {
    const copy = await fileWith((await runCurfew(['get'])).out);
    expect((await runCurfew(['put', copy])).exitCode).toBe(0);
    expect(JSON.parse((await runCurfew(['get'])).out)).toMatchObject(ROWS);
  });

  it('refuses a row without its key and writes nothing', async () => {
    const { exitCode, err } = await runCurfew([
      'put',
      await fileWith({ Schedule: [weekdays({ ScheduleName: 'QA' }), {}] }),
    ]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^curfew: Schedule: every row needs ScheduleName, /);
    expect(JSON.parse((await runCurfew(['get'])).out).Schedule).toHaveLength(1);
  });

  it('sets an exception, once however often, and prints what becomes of the day', async () => {
    const set = (time: string) =>
      runCurfew(['exceptions', 'set', 'Development', '2026-11-20', 'stop', time, '--by', 'mina', '--note', 'Release']);
    expect((await set('25:00')).out).toContain('stop Sat 2026-11-21 01:00 KST (25:00), exception by mina: Release');
    expect((await set('26:00')).out).toContain('It replaces stop 25:00.');
    expect((await runCurfew(['exceptions', 'list'])).out.split('\n')).toEqual([
      'DATE        SCHEDULE     WHAT        BY    NOTE',
      '2026-11-20  Development  stop 26:00  mina  Release',
    ]);
  });

  it('lists past exceptions only on request', async () => {
    const later = { now: '2026-11-21T00:00:00Z' };
    expect((await runCurfew(['exceptions', 'list'], later)).out).toBe('There are no exceptions from 2026-11-21 on.');
    expect((await runCurfew(['exceptions', 'list', '--all'], later)).out).toContain('2026-11-20');
  });

  it('deletes an exception, and says whether there was one', async () => {
    const del = () => runCurfew(['exceptions', 'del', 'Development', '2026-11-20', 'stop']);
    expect((await del()).out).toMatch(
      /^Deleted the stop exception on 2026-11-20: stop 26:00\.\n[^]*stop Fri 2026-11-20 22:00 KST, weekly$/,
    );
    expect((await del()).out).toMatch(/^There was no stop exception on 2026-11-20\./);
  });

  it('sets no exception of a schedule that does not exist', async () => {
    const { exitCode, err } = await runCurfew(['exceptions', 'set', 'Developement', '2026-11-20', 'stop', 'None']);
    expect([exitCode, err]).toEqual([2, 'curfew: there is no schedule Developement; did you mean Development?']);
    expect((await runCurfew(['exceptions', 'list', '--all'])).out).toBe('There are no exceptions.');
  });

  it('writes a holiday calendar that a schedule then follows', async () => {
    await runCurfew(['holidays', 'KR', '2026', '--put', '--calendar', 'Korea']);
    await runCurfew(['put', await fileWith({ Schedule: [weekdays({ Calendar: 'Korea' })] })]);
    const { out } = await runCurfew(['plan', '--from', '2026-12-25', '--to', '2026-12-26']);
    expect(out).toMatch(/^Nothing starts or stops/);
  });

  it('shows every schedule with its instances, its run and what comes next', async () => {
    aws.instances.push(
      { id: 'i-1', name: 'db-1', group: 'db', state: 'running' },
      { id: 'i-2', name: '', group: 'web', state: 'stopped' },
    );
    const { exitCode, out, err } = await runCurfew(['status'], { now: '2026-11-20T00:00:00Z' });
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'SCHEDULE     DESIRED  UP      RUN         NEXT',
      'Development  stopped  1 of 2  no run yet  start Fri 2026-11-20 09:30 KST',
    ]);
  });

  it('shows the mistake for which a schedule is left alone in place of what comes next', async () => {
    const bad = { Schedule: [weekdays({ ScheduleName: 'Bad', StartTime: '25:00', WarnMinutes: 'ten' })] };
    const stops = { ScheduleName: 'Stops', StopTime: '22:00' };
    await runCurfew(['put', await fileWith({ Schedule: [...bad.Schedule, stops] })]);
    const { out } = await runCurfew(['status'], { now: '2026-11-20T14:00:00Z' });
    expect(out).toMatch(
      /^Bad +left alone +0 of 0 +no run yet +left alone: Schedule Bad, StartTime: got 25:00, expected .*; 1 more problem, see curfew validate$/m,
    );
    expect(out).toMatch(/^Stops +stopped .* stop Sat 2026-11-21 22:00 KST$/m);
  });

  it('says in a dry run what a tick would do, and does none of it', async () => {
    const tick = () => runCurfew(['tick', '--dry-run', '--at', '2026-11-20T09:31', '--json']);
    const first = JSON.parse((await tick()).out);
    expect(first).toMatchObject({
      at: '2026-11-20T00:31:00Z',
      dryRun: true,
      calls: [{ op: 'start', ids: ['i-2'], failed: [] }],
    });
    expect(JSON.parse((await tick()).out)).toEqual(first);
    const instants = JSON.stringify(first.notices).match(/"(at|\w+At)(","value)?":"?[^",]+/g);
    expect(instants?.length).toBeGreaterThan(1);
    for (const instant of instants ?? []) expect(instant).toMatch(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(aws.actions).toEqual([]);
    expect((await runCurfew(['tick', '--dry-run', '--at', '2026-11-20T09:31'])).out).toContain('would start: i-2');
    expect((await runCurfew(['status'])).out).toContain('no run yet');
  });

  it('does in a tick what the dry run said, and says where the notices went', async () => {
    const { exitCode, out, err } = await runCurfew(['tick', '--at', '2026-11-20T09:31']);
    expect(exitCode).toBe(0);
    expect(aws.actions).toEqual(['StartInstances i-2']);
    expect(out).toContain('starting: i-2');
    expect(out).toContain('told: Development: starting web');
    expect(out).toContain('Starting 1 instance of web as scheduled for 09:30 KST.');
    expect(err).toBe('NOTICE_QUEUE_URL is not set: what is told above was told here only');
  });

  it('explains from the account what the run is waiting for and in which state each instance is', async () => {
    const { out } = await runCurfew(['explain', 'Development'], { now: '2026-11-20T00:31:05Z' });
    expect(out).toMatch(/^Run {8}the start begun at 09:31 KST is under way: 1 of 2 done$/m);
    expect(out).toMatch(/^Instances {2}db {3}db-1 \(i-1\) {2}running\n +web {2}i-2 +running$/m);
  });

  it('names the variable that holds a wrong number of minutes', async () => {
    const { exitCode, err } = await runCurfew(['tick'], { env: { TICK_MINUTES: '90' } });
    expect([exitCode, err]).toEqual([2, 'curfew: TICK_MINUTES is 90; type whole minutes, 1 to 60']);
  });
});
