import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { development, ec2, Scenario } from '../scenarios/scenario.ts';
import { anyAttribute, LONGEST_ITEM } from './anything.ts';

const rowOf = (keys: Item, attributes: readonly string[]): fc.Arbitrary<Item> =>
  fc
    .record(Object.fromEntries(attributes.map((name) => [name, anyAttribute])), { requiredKeys: [] })
    .map((row) => ({ ...row, ...keys }));

const SCHEDULE = ['TagValue', 'Enabled', 'TimeZone', 'DaysActive', 'StartTime', 'StopTime', 'Periods', 'Calendar'];
const ORDERS = ['WarnMinutes', 'Enforce', 'ForceStart', 'ForceStop', 'Hibernate', 'Channels', 'Note', '__proto__'];
const GROUP = ['InstanceType', 'Dependency', 'ReadyWhen', 'ReadyTimeoutMinutes'];
const row = {
  Schedule: rowOf({ ScheduleName: 'odd' }, [...SCHEDULE, ...ORDERS]),
  ScheduleServerGroup: rowOf({ ScheduleName: 'odd', GroupName: 'g' }, GROUP),
  another: rowOf({ ScheduleName: 'odd', GroupName: 'h', InstanceType: 'EC2' }, GROUP.slice(1)),
  holiday: rowOf({ ScheduleName: 'calendar:KR', ExceptionUuid: '2026-11-20' }, ['ExceptionDate', 'Note', 'By']),
  ScheduleException: fc.oneof(
    rowOf({ ScheduleName: 'odd', ExceptionUuid: 'u' }, ['ExceptionDate', 'ExceptionType', 'ExceptionValue', 'By']),
    rowOf(
      {
        ScheduleName: 'odd',
        ExceptionUuid: 'v',
        ExceptionDate: '2026-11-20',
        ExceptionType: 'start',
        ExceptionValue: '09:30',
      },
      ['Note', 'By'],
    ),
  ),
};

it('starts the schedule beside any rows, and writes and queues nothing that AWS would not take', async () => {
  const property = fc.asyncProperty(fc.record(row), async (odd) => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [development(), odd.Schedule],
        ScheduleServerGroup: [odd.ScheduleServerGroup, odd.another],
        ScheduleException: [odd.ScheduleException, odd.holiday],
      },
      fleet: [ec2('i-1'), ec2('i-2', { schedule: 'odd' })],
      from: '2026-11-20 09:29',
    });
    await play.at('2026-11-20 09:32');
    expect(play.state('i-1')).toBe('running');
    expect(play.world.errors).toEqual([]);
    const records = await play.world.ports.memory.runs(play.world.ports.settings.targetId);
    for (const one of [...play.world.notices, ...records])
      expect(JSON.stringify(one).length).toBeLessThan(LONGEST_ITEM);
    for (const { channels } of play.world.notices) expect(channels.length).toBeLessThanOrEqual(20);
  });
  const many = Array.from({ length: 5_000 }, (_, nth) => `x${nth}`);
  const long = {
    Schedule: { ScheduleName: 'odd', StartTime: '09:30', Channels: many },
    ScheduleServerGroup: { ScheduleName: 'odd', GroupName: 'g', InstanceType: 'EC2' },
    ScheduleException: { ScheduleName: 'odd', ExceptionUuid: 'u' },
    another: { ScheduleName: 'odd', GroupName: 'h', InstanceType: 'EC2', Dependency: many },
    holiday: { ScheduleName: 'calendar:KR', ExceptionUuid: '2026-11-20', ExceptionDate: '2026-11-20' },
  };
  await fc.assert(property, { numRuns: 150, examples: [[long]] });
});
