import { expect, it } from 'vitest';
import { development, ec2, exception, group, rds, Scenario } from './scenario.ts';

// Each of these is a fault of the original scheduler, named for what its users saw. 2026-11-20 is a Friday.

it('starts on a Saturday when somebody entered weekend overtime', async () => {
  const play = await Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleException: [exception('2026-11-21', 'start', '10:00'), exception('2026-11-21', 'stop', '15:00')],
    },
    fleet: [ec2('i-1')],
    from: '2026-11-21 09:00',
  });
  await play.at('2026-11-21 10:02');
  expect(play.state('i-1')).toBe('running');
  await play.at('2026-11-21 15:01');
  expect(play.state('i-1')).toBe('stopped');
  expect(play.told).toEqual([
    '10:00 starting',
    '10:00:51 started',
    '14:50 stop-warning',
    '15:00 stopping',
    '15:00:41 stopped',
  ]);
});

it("ends Friday's night window on Saturday morning, not on Monday", async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development({ DaysActive: 'fri', StartTime: '22:00', StopTime: '06:00' })] },
    fleet: [ec2('i-1')],
    from: '2026-11-20 21:30',
  });
  await play.at('2026-11-21 05:59');
  expect(play.state('i-1')).toBe('running');
  await play.at('2026-11-21 06:01');
  expect(play.state('i-1')).toBe('stopped');
});

it('keeps the servers up until 02:00 when overtime goes past midnight', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleException: [exception('2026-11-19', 'stop', '26:00')] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-19 21:00',
  });
  await play.at('2026-11-20 01:59');
  expect(play.state('i-1')).toBe('running');
  expect(play.told).toEqual(['01:50 stop-warning']);
  await play.at('2026-11-20 02:01');
  expect(play.state('i-1')).toBe('stopped');
});

it('carries a chain to its end though it takes longer than an hour', async () => {
  const boot = 25 * 60;
  const play = await Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleServerGroup: [group('a'), group('b', { Dependency: ['a'] }), group('c', { Dependency: ['b'] })],
    },
    fleet: ['a', 'b', 'c'].map((name) => ec2(`i-${name}`, { group: name, bootSeconds: boot })),
    from: '2026-11-20 09:00',
  });
  await play.at('2026-11-20 10:46');
  expect(play.calls).toEqual([
    '09:30 StartInstances i-a',
    '09:55:01 StartInstances i-b',
    '10:20:02 StartInstances i-c',
  ]);
  expect(play.told.at(-1)).toBe('10:45:03 started');
});

it('stops the servers one group after another, dependents first, not all at once', async () => {
  const play = await Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleServerGroup: [
        group('db', { InstanceType: 'RDS' }),
        group('middleware', { Dependency: ['db'] }),
        group('api', { Dependency: ['middleware'] }),
      ],
    },
    fleet: [
      rds('db-1', { group: 'db', state: 'available' }),
      ec2('i-mw', { group: 'middleware', state: 'running' }),
      ec2('i-api', { group: 'api', state: 'running' }),
    ],
    from: '2026-11-20 21:00',
  });
  await play.at('2026-11-20 22:10');
  expect(play.calls).toEqual([
    '22:00 StopInstances i-api',
    '22:00:41 StopInstances i-mw',
    '22:01:22 StopDBInstance db-1',
  ]);
  expect(play.state('db-1')).toBe('stopped');
});

it('warns once, not at every tick', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 21:00',
  });
  await play.at('2026-11-20 22:00');
  expect(play.told).toEqual(['21:50 stop-warning', '22:00 stopping']);
  expect(play.fact(play.notices('stop-warning')[0], 'minutesLeft')).toBe(10);
});

it('does not stop ten minutes later what somebody forced to start', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1')],
    from: '2026-11-20 23:00',
  });
  await play.edit({ Schedule: [development({ ForceStart: true })] });
  await play.at('2026-11-21 12:00');
  expect(play.state('i-1')).toBe('running');
  expect(play.calls).toEqual(['23:00 StartInstances i-1']);
});

it('carries out every other schedule beside one with a bad row', async () => {
  const broken = { ScheduleName: 'Broken', StartTime: '25:99', StopTime: '22:00' };
  const play = await Scenario.begin({
    rows: { Schedule: [broken, development()] },
    fleet: [ec2('i-1'), ec2('i-broken', { schedule: 'Broken' })],
    from: '2026-11-20 09:29',
  });
  await play.at('2026-11-20 09:32');
  expect(play.state('i-1')).toBe('running');
  expect(play.state('i-broken')).toBe('stopped');
  const [rowError, ...others] = play.notices('row-error');
  expect(others).toEqual([]);
  expect(play.fact(rowError, 'problems')).toEqual([expect.stringMatching(/^Schedule Broken \| StartTime \| .*25:99/)]);
});

it('handles more than one page of instances, of databases and of rows', async () => {
  const others = Array.from({ length: 300 }, (_, index) => ({
    ScheduleName: `Other ${index}`,
    Note: 'x'.repeat(6_000),
    Enabled: false,
  }));
  const instances = Array.from({ length: 120 }, (_, index) => ec2(`i-${index}`));
  const databases = Array.from({ length: 30 }, (_, index) => rds(`db-${index}`));
  const play = await Scenario.begin({
    rows: { Schedule: [...others, development()] },
    fleet: [...instances, ...databases],
    from: '2026-11-20 09:29',
    pageSize: 7,
  });
  await play.at('2026-11-20 09:36');
  const states = [...instances, ...databases].map(({ id }) => play.state(id));
  expect(new Set(states)).toEqual(new Set(['running', 'available']));
});

it('starts the dependents of a group though one of its instances was terminated', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] })] },
    fleet: [ec2('i-db', { group: 'db' }), ec2('i-old', { group: 'db' }), ec2('i-web', { group: 'web' })],
    from: '2026-11-20 09:29',
  });
  play.world.fleet.terminate('i-old');
  await play.at('2026-11-20 09:33');
  expect(play.state('i-web')).toBe('running');
});

it('does not say started where a start failed, but which instance and why', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1'), ec2('i-2')],
    from: '2026-11-20 09:29',
  });
  play.world.fleet.capacity('i-2');
  await play.at('2026-11-20 10:00');
  expect(play.state('i-1')).toBe('running');
  expect(play.told).toEqual(['09:30 starting', '09:30 instance-failed']);
  expect(play.fact(play.notices('instance-failed')[0], 'code')).toBe('InsufficientInstanceCapacity');
});

it('brings the servers back for overtime entered after the shutdown had begun', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] })] },
    fleet: [ec2('i-db', { group: 'db', state: 'running' }), ec2('i-web', { group: 'web', state: 'running' })],
    from: '2026-11-20 21:00',
  });
  await play.at('2026-11-20 22:00:10');
  expect(play.state('i-web')).toBe('stopping');
  await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '24:00')] });
  await play.at('2026-11-20 22:03');
  expect(play.state('i-web')).toBe('running');
  expect(play.state('i-db')).toBe('running');
});

it('does not warn again for a stop that moved away and back', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 21:00',
  });
  await play.at('2026-11-20 21:52');
  await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '22:05')] });
  await play.at('2026-11-20 21:56');
  await play.world.ports.rows.delete('ScheduleException', {
    ScheduleName: 'Development',
    ExceptionUuid: '2026-11-20-stop',
  });
  await play.at('2026-11-20 22:00');
  expect(play.told).toEqual(['21:50 stop-warning', '21:55 stop-warning', '22:00 stopping']);
});

it('takes the later of two exceptions for one day and says that there are two', async () => {
  const first = { ...exception('2026-11-20', 'stop', '20:00'), ExceptionUuid: 'a' };
  const second = { ...exception('2026-11-20', 'stop', '23:00'), ExceptionUuid: 'b' };
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleException: [first, second] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 19:00',
  });
  await play.at('2026-11-20 22:59');
  expect(play.state('i-1')).toBe('running');
  expect(String(play.fact(play.notices('row-error')[0], 'problems'))).toMatch(/a and b/);
  await play.at('2026-11-20 23:01');
  expect(play.state('i-1')).toBe('stopped');
});

it('calls and tells once when two invocations run at once', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1')],
    from: '2026-11-20 09:29:30',
  });
  play.world.clock.schedule(Date.parse('2026-11-20T00:30:00Z'), async () => {
    await Promise.all([play.world.tickNow(), play.world.tickNow(), play.world.tickNow()]);
  });
  await play.at('2026-11-20 09:32');
  expect(play.calls).toEqual(['09:30 StartInstances i-1']);
  expect(play.told).toEqual(['09:30 starting', '09:30:51 started']);
  expect(play.world.errors).toEqual([]);
});
