import { expect, it } from 'vitest';
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
