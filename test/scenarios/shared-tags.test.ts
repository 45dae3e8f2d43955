import { describe, expect, it } from 'vitest';
import { development, ec2, Scenario } from './scenario.ts';

const window = (name: string, StartTime: string, StopTime: string) =>
  development({ ScheduleName: name, TagValue: 'Development', DaysActive: 'all', StartTime, StopTime });

describe('two schedules with one TagValue', () => {
  it('start nothing any more that the other has stopped', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [window('on', '09:00', 'None'), window('off', 'None', '18:00')] },
      fleet: [ec2('i-1'), ec2('i-bad')],
      from: '2026-11-20 08:30',
    });
    play.world.fleet.capacity('i-bad');
    await play.at('2026-11-20 19:05');
    play.world.fleet.heal('i-bad');
    await play.at('2026-11-20 20:00');
    expect([play.state('i-1'), play.state('i-bad')]).toEqual(['stopped', 'stopped']);
    await play.at('2026-11-21 09:05');
    expect([play.state('i-1'), play.state('i-bad')]).toEqual(['running', 'running']);
  });

  it('stop nothing any more that the other has started', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [window('day', '09:00', '12:00'), window('late', '14:00', '18:00')] },
      fleet: [ec2('i-1'), ec2('i-protected')],
      from: '2026-11-20 08:30',
    });
    await play.at('2026-11-20 11:00');
    play.world.fleet.fail('i-protected', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 15:01');
    play.world.fleet.heal('i-protected');
    await play.at('2026-11-20 17:59');
    expect([play.state('i-1'), play.state('i-protected')]).toEqual(['running', 'running']);
    await play.at('2026-11-20 18:05');
    expect([play.state('i-1'), play.state('i-protected')]).toEqual(['stopped', 'stopped']);
  });
});
