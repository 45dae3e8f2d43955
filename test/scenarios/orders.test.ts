import { expect, it } from 'vitest';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Scenario, development, ec2, exception, seoul } from './scenario.ts';

it('warns for a stop that an order of earlier that day would have, once the order is over', async () => {
  const scenario = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 14:00',
  });
  await scenario.at('2026-11-20 15:00');
  const hold = { kind: 'stop', at: seoul('2026-11-20 15:00'), until: seoul('2026-11-20 15:20'), by: 'mina' } as const;
  await scenario.world.ports.memory.putHold('Development', hold);
  await scenario.at('2026-11-20 16:00');
  // Without the day's start, the order's stop is the latest edge again.
  await scenario.edit({ ScheduleException: [exception('2026-11-20', 'start', 'None')] });
  await scenario.at('2026-11-20 16:30');
  expect(scenario.calls).toEqual(['15:01 StopInstances i-1', '15:20 StartInstances i-1', '16:11 StopInstances i-1']);
  expect(scenario.told.filter((line) => line.includes('stop-warning'))).toEqual(['16:01 stop-warning']);
});

it('carries out an order from a clock that is ahead, where it replaces another', async () => {
  const scenario = await Scenario.begin({
    rows: { Schedule: [development({ StartTime: 'None', WarnMinutes: 0 })] },
    fleet: [ec2('i-1')],
    from: '2026-11-20 14:00',
  });
  const { memory } = scenario.world.ports;
  await scenario.at('2026-11-20 14:59:59');
  await memory.putHold('Development', { kind: 'start', at: seoul('2026-11-20 15:00'), by: 'mina' });
  await scenario.at('2026-11-20 15:59:59');
  const ahead = seoul('2026-11-20 16:00') + 1_500;
  await memory.putHold('Development', { kind: 'start', at: ahead, until: seoul('2026-11-20 20:00'), by: 'jun' });
  await scenario.at('2026-11-20 19:00');
  expect(scenario.calls).toEqual(['15:00 StartInstances i-1']);
});

const NO_START = exception('2026-11-20', 'start', 'None');

it.each<[edit: string, rows: { Schedule?: Item[]; ScheduleException?: Item[] }, calls: string[]]>([
  ['switches the schedule off', { Schedule: [development({ Enabled: false })] }, []],
  ['moves that start to later', { Schedule: [development({ StartTime: '12:00' })] }, ['11:11 StopInstances i-1']],
  ['leaves that start out', { ScheduleException: [NO_START] }, ['11:11 StopInstances i-1']],
])('does not bring back an order that a start has ended, where somebody %s', async (_edit, rows, calls) => {
  const scenario = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 05:00',
  });
  await scenario.at('2026-11-20 05:10');
  const { memory } = scenario.world.ports;
  await memory.putHold('Development', { kind: 'stop', at: seoul('2026-11-20 05:10'), by: 'mina' });
  await scenario.at('2026-11-20 11:00');
  await scenario.edit(rows);
  await scenario.at('2026-11-20 11:30');
  expect(scenario.calls.slice(2)).toEqual(calls);
  expect(scenario.told.includes('11:01 stop-warning')).toBe(calls.length > 0);
});
