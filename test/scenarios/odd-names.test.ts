import { expect, it } from 'vitest';
import { development, ec2, group, rds, Scenario } from './scenario.ts';

// Every object of JavaScript has these names; instances and groups may have them too.

const GROUPS = [
  group('__proto__', { InstanceType: 'RDS' }),
  group('toString', { Dependency: ['__proto__'] }),
  group('constructor', { Dependency: ['toString'] }),
];
const fleet = [
  rds('constructor', { group: '__proto__' }),
  ec2('i-1', { group: 'toString' }),
  ec2('i-2', { group: 'constructor' }),
];

it('starts and tells of groups and instances by names that every object knows', async () => {
  const rows = { Schedule: [development()], ScheduleServerGroup: GROUPS };
  const play = await Scenario.begin({ rows, fleet, from: '2026-11-20 09:29' });
  play.world.fleet.throttle('StartDBInstance', 1);
  await play.at('2026-11-20 10:00');
  expect(play.world.errors).toEqual([]);
  expect(play.told.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'starting __proto__',
    'starting toString',
    'starting constructor',
    'started',
  ]);
});

it('says which group named __proto__ keeps whom waiting', async () => {
  const rows = { Schedule: [development()], ScheduleServerGroup: GROUPS };
  const slow = rds('orders', { group: '__proto__', bootSeconds: 3_600 });
  const play = await Scenario.begin({ rows, fleet: [slow, ...fleet], from: '2026-11-20 09:29' });
  await play.at('2026-11-20 10:20');
  expect(play.told).toEqual(['09:30 starting __proto__', '10:00:01 stuck __proto__']);
});
