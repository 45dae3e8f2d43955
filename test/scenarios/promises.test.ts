import { describe, expect, it } from 'vitest';
import { chainOf, CHAIN, development, ec2, exception, group, rds, Scenario } from './scenario.ts';

// 2026-11-20 is a Friday.

describe('1 no group starts before its dependencies are ready', () => {
  it('keeps web waiting while its database is still starting', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development()],
        ScheduleServerGroup: [group('db', { InstanceType: 'RDS' }), group('web', { Dependency: ['db'] })],
      },
      fleet: [rds('db-1', { group: 'db', bootSeconds: 310 }), ec2('i-web', { group: 'web' })],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:35:09');
    expect(play.state('i-web')).toBe('stopped');
    await play.at('2026-11-20 09:36:10');
    expect(play.calls).toEqual(['09:30 StartDBInstance db-1', '09:35:11 StartInstances i-web']);
  });

  it('keeps web waiting for status checks where the group asks for them', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development()],
        ScheduleServerGroup: [group('db', { ReadyWhen: 'status-ok' }), group('web', { Dependency: ['db'] })],
      },
      fleet: [ec2('i-db', { group: 'db', statusSeconds: 120 }), ec2('i-web', { group: 'web' })],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:32:49');
    expect(play.state('i-web')).toBe('stopped');
    await play.at('2026-11-20 09:35');
    expect(play.state('i-web')).toBe('running');
  });

  it('waits for the status checks of a member that somebody restarts during the start', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development()],
        ScheduleServerGroup: [group('db', { ReadyWhen: 'status-ok' }), group('web', { Dependency: ['db'] })],
      },
      fleet: [
        ec2('i-db', { group: 'db', bootSeconds: 10, stopSeconds: 5, statusSeconds: 120 }),
        ec2('i-slow', { group: 'db', bootSeconds: 300 }),
        ec2('i-web', { group: 'web' }),
      ],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:34');
    play.world.fleet.stopByHand('i-db');
    await play.at('2026-11-20 09:34:30');
    play.world.fleet.startByHand('i-db');
    await play.at('2026-11-20 09:38');
    // Up at 09:34:40, its checks passed at 09:36:40.
    expect(play.calls.at(-1)).toBe('09:37:01 StartInstances i-web');
  });

  it('keeps web waiting for them again where Enforce starts again what somebody stopped', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development({ Enforce: true })],
        ScheduleServerGroup: [group('db', { ReadyWhen: 'status-ok' }), group('web', { Dependency: ['db'] })],
      },
      fleet: [
        ec2('i-db', { group: 'db', statusSeconds: 120 }),
        ec2('i-web', { group: 'web' }),
        ec2('i-slow', { group: 'web', bootSeconds: 1_800 }),
      ],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:40');
    play.world.fleet.stopByHand('i-db');
    play.world.fleet.stopByHand('i-web');
    await play.at('2026-11-20 09:42:59');
    expect(play.state('i-db')).toBe('running');
    expect(play.state('i-web')).toBe('stopped');
    await play.at('2026-11-20 09:46');
    expect(play.state('i-web')).toBe('running');
  });

  it('keeps web down and says who waits when somebody stops the database during the start', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development()],
        ScheduleServerGroup: [group('db', { ReadyTimeoutMinutes: 5 }), group('web', { Dependency: ['db'] })],
      },
      fleet: [
        ec2('i-db', { group: 'db' }),
        ec2('i-slow', { group: 'db', bootSeconds: 180 }),
        ec2('i-web', { group: 'web' }),
      ],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:32');
    play.world.fleet.stopByHand('i-db');
    await play.at('2026-11-20 10:30');
    expect(play.state('i-db')).toBe('stopped');
    expect(play.state('i-web')).toBe('stopped');
    const [stuck, ...more] = play.notices('stuck');
    expect(more).toEqual([]);
    expect(play.fact(stuck, 'waiting')).toEqual(['web']);
    expect(play.fact(stuck, 'instances')).toEqual([expect.stringContaining('i-db')]);
  });
});

describe('2 no group stops before its dependents are stopped', () => {
  it('names nobody as waiting who is up already', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: [...CHAIN, group('ci')] },
      fleet: [...chainOf('stopped'), ec2('i-ci', { group: 'ci' })],
      from: '2026-11-20 09:29',
    });
    play.world.fleet.capacity('i-ci');
    await play.at('2026-11-20 14:00');
    play.world.fleet.stopByHand('i-db');
    await play.at('2026-11-20 14:30');
    expect(play.notices('stuck')).toEqual([]);
  });

  it('names who waits behind a group that somebody started again during the stop', async () => {
    const chain = [group('db'), group('app', { Dependency: ['db'] }), group('web', { Dependency: ['app'] })];
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: chain },
      fleet: ['db', 'app', 'web'].map((name) => ec2(`i-${name}`, { group: name, state: 'running' })),
      from: '2026-11-20 21:45',
    });
    play.world.fleet.fail('i-db', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 22:07');
    for (const id of ['i-web', 'i-app']) play.world.fleet.startByHand(id);
    await play.at('2026-11-20 22:30');
    expect(play.notices('stuck').map((notice) => play.fact(notice, 'waiting'))).toEqual([['db']]);
  });

  it('keeps the database up while web does not stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: [
        ec2('i-db', { group: 'db', state: 'running' }),
        ec2('i-web', { group: 'web', state: 'running', stopSeconds: 3_600 }),
      ],
      from: '2026-11-20 21:00',
    });
    await play.at('2026-11-20 22:59');
    expect(play.state('i-db')).toBe('running');
    expect(play.told).toContain('22:15 stuck web');
    await play.at('2026-11-20 23:02');
    expect(play.state('i-db')).toBe('stopped');
  });
});

describe('4 once faults end, the fleet reaches the desired state', () => {
  it('goes on after an outage of the scheduler, however long', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('stopped'),
      from: '2026-11-20 14:07',
    });
    await play.at('2026-11-20 14:10');
    expect(play.state('i-web')).toBe('running');
  });

  it('tries a failed instance again with growing pauses and starts its dependents then', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('stopped'),
      from: '2026-11-20 09:29',
    });
    play.world.fleet.capacity('i-db');
    await play.at('2026-11-20 09:40');
    const tries = play.calls.map((call) => call.split(' ')[0]);
    expect(tries).toEqual(['09:30', '09:31', '09:33', '09:37']);
    play.world.fleet.heal('i-db');
    await play.at('2026-11-20 09:50');
    expect(play.state('i-web')).toBe('running');
    expect(play.notices('instance-failed')).toHaveLength(1);
  });

  it('tells of an instance that falls back while it starts, with the reason of AWS', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:29',
    });
    play.world.fleet.fallBack('i-1');
    await play.at('2026-11-20 09:33');
    expect(String(play.fact(play.notices('instance-failed')[0], 'code'))).toContain('InsufficientInstanceCapacity');
    expect(play.told).toEqual(['09:30 starting', '09:30:51 instance-failed', '09:32:42 started']);
  });

  it('reaches the state by ticks alone, without any event', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('stopped'),
      from: '2026-11-20 09:29',
      events: false,
    });
    await play.at('2026-11-20 09:33');
    expect(play.calls).toEqual(['09:30 StartInstances i-db', '09:31 StartInstances i-web']);
    expect(play.state('i-web')).toBe('running');
  });
});

describe('6 a manual change lasts until the next edge', () => {
  it('leaves alone what somebody stopped during the day, and starts it the next morning', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ DaysActive: 'all' })] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 12:00');
    play.world.fleet.stopByHand('i-1');
    await play.at('2026-11-21 09:00');
    expect(play.state('i-1')).toBe('stopped');
    await play.at('2026-11-21 09:32');
    expect(play.state('i-1')).toBe('running');
  });

  it('undoes it at the next tick where Enforce is on', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ Enforce: true })] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 12:00:10');
    play.world.fleet.stopByHand('i-1');
    await play.at('2026-11-20 12:03');
    expect(play.state('i-1')).toBe('running');
    await play.at('2026-11-20 22:05');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 22:08');
    expect(play.state('i-1')).toBe('stopped');
  });

  it.each(['08:00', '10:30'])('does not restart anything when this morning’s start is moved to %s', async (start) => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 11:00');
    play.world.fleet.stopByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'start', start)] });
    await play.at('2026-11-20 12:00');
    expect(play.state('i-1')).toBe('stopped');
  });

  it('stops nothing that somebody started when tonight’s stop is moved to a later time that is past', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ StopTime: '18:00' })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 17:00',
    });
    await play.at('2026-11-20 19:30');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 20:00');
    await play.edit({ Schedule: [development({ StopTime: '19:00' })] });
    await play.at('2026-11-20 23:00');
    expect(play.state('i-1')).toBe('running');
  });
});

describe('7 one bad row or instance disturbs no other', () => {
  it('leaves a schedule with a bad row alone, says so once, and again at the edge it did not carry out', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: [group('web', { Dependency: ['dbb'] })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:00',
    });
    await play.at('2026-11-20 23:00');
    expect(play.state('i-1')).toBe('running');
    expect(play.told).toEqual(['21:00 row-error', '22:00 row-error']);
  });

  it('starts the siblings of an instance that AWS refuses', async () => {
    const fleet = Array.from({ length: 60 }, (_, index) => ec2(`i-${index}`));
    const play = await Scenario.begin({ rows: { Schedule: [development()] }, fleet, from: '2026-11-20 09:29' });
    play.world.fleet.capacity('i-17');
    await play.at('2026-11-20 09:33');
    expect(fleet.filter(({ id }) => play.state(id) === 'running')).toHaveLength(59);
  });

  it('explains once what it never stops, and stops the rest', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' }), ec2('i-asg', { state: 'running', autoScalingGroup: 'workers' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:05');
    expect(play.state('i-1')).toBe('stopped');
    expect(play.state('i-asg')).toBe('running');
    expect(play.notices('skipped')).toHaveLength(1);
  });
});

it('makes no EC2 or RDS call while there is nothing to do', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: chainOf('stopped'),
    from: '2026-11-20 09:29',
  });
  await play.at('2026-11-20 09:40');
  const before = JSON.stringify(play.world.fleet.callCounts);
  await play.at('2026-11-20 21:49');
  expect(JSON.stringify(play.world.fleet.callCounts)).toBe(before);
});
