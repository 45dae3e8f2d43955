import { describe, expect, it } from 'vitest';
import { chainOf, CHAIN, development, ec2, exception, Scenario, seoul } from './scenario.ts';

// 2026-11-20 is a Friday.

describe('3 no stop without its warning', () => {
  it('warns late and waits when nothing ran at the time of the warning', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 23:00',
    });
    await play.at('2026-11-20 23:11');
    expect(play.told).toEqual(['23:00 stop-warning', '23:10 stopping', '23:10:41 stopped']);
  });

  it('warns in time with ticks of five minutes', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ StopTime: '22:03' })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:00',
      tickMinutes: 5,
    });
    await play.at('2026-11-20 22:06');
    expect(play.told).toEqual(['21:50 stop-warning', '22:05 stopping', '22:05:41 stopped']);
  });

  it.each([41, 60])('warns once and stops with ticks of %i minutes, by ticks alone', async (tickMinutes) => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ StopTime: '18:00' })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 10:00',
      tickMinutes,
      events: false,
    });
    await play.at('2026-11-20 21:00');
    expect(play.notices('stop-warning')).toHaveLength(1);
    expect(play.state('i-1')).toBe('stopped');
  });

  it('says nothing of a stop that the next start comes before', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ StartTime: '09:00', StopTime: '18:00' })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 08:52',
    });
    await play.at('2026-11-20 09:10');
    expect(play.told).toEqual([]);
    expect(play.calls).toEqual([]);
  });

  it('warns a machine that somebody started just before the stop, and says nothing where nobody is up', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ StartTime: 'None' })] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 21:45',
    });
    play.world.clock.schedule(seoul('2026-11-20 21:57:30'), () => play.world.fleet.startByHand('i-1'));
    await play.at('2026-11-20 22:10');
    expect(play.told).toEqual(['21:58 stop-warning', '22:08 stopping', '22:08:41 stopped']);
  });

  it('warns again when a start came between the warning and the stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:02');
    const { memory } = play.world.ports;
    await memory.putHold('Development', { kind: 'start', at: seoul('2026-11-20 22:02'), by: 'kim' });
    await play.at('2026-11-20 22:05');
    await memory.deleteHold('Development');
    await play.at('2026-11-20 22:20');
    expect(play.told.filter((line) => /warning|stopping/.test(line))).toEqual([
      '21:50 stop-warning',
      '22:00 stopping',
      '22:06 stop-warning',
      '22:16 stopping',
    ]);
  });

  it('warns anew for a stop that comes back after its time has passed', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 21:58');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:59')] });
    await play.at('2026-11-20 22:20');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:40');
    expect(play.told).toEqual(['21:50 stop-warning', '22:21 stop-warning', '22:31 stopping', '22:31:41 stopped']);
  });

  it('warns anew where ticks are rare and overtime is taken back just after the stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:43',
      tickMinutes: 5,
    });
    await play.at('2026-11-20 21:59');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.world.tickNow();
    await play.at('2026-11-20 22:02');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:20');
    expect(play.told).toEqual(['21:48 stop-warning', '22:03 stop-warning', '22:13 stopping', '22:13:41 stopped']);
  });

  it('stops in time where overtime is taken back before the stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 21:55');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.at('2026-11-20 21:57');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:20');
    expect(play.told).toEqual(['21:50 stop-warning', '22:00 stopping', '22:00:41 stopped']);
  });

  it('warns anew for the rest of a stop that lay idle while the schedule was switched off', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('running'),
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:00:30');
    await play.edit({ Schedule: [development({ Enabled: false })] });
    await play.at('2026-11-21 03:00:30');
    await play.edit({ Schedule: [development()] });
    await play.at('2026-11-21 03:15');
    expect(play.told.slice(2)).toEqual(['03:01 stop-warning', '03:11 stopping db', '03:11:41 stopped']);
  });

  it('says nothing of a stop while it cannot see whether anybody is up', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    play.world.fleet.denyList('EC2');
    await play.at('2026-11-20 23:59');
    expect(play.notices('stop-warning')).toEqual([]);
    play.world.fleet.allowList('EC2');
    await play.at('2026-11-21 00:15');
    expect(play.state('i-1')).toBe('stopped');
    expect(play.notices('stop-warning')).toHaveLength(1);
  });

  it('stops at once and says so when a person orders it in the console', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ ForceStop: true })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 15:00',
    });
    await play.at('2026-11-20 15:01');
    expect(play.told).toEqual(['15:00 hold-changed', '15:00 stopping', '15:00:41 stopped']);
    expect((await play.world.ports.rows.read()).Schedule[0]?.['ForceStop']).toBe(false);
  });

  it('does not stop before the time that the warning said, though WarnMinutes is less by then', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ WarnMinutes: 45 })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 23:00',
    });
    await play.at('2026-11-20 23:10');
    await play.edit({ Schedule: [development({ WarnMinutes: 5 })] });
    await play.at('2026-11-20 23:50');
    expect(play.told).toEqual(['23:00 stop-warning', '23:45 stopping', '23:45:41 stopped']);
  });

  it('gives no warning where WarnMinutes is 0', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ WarnMinutes: '0' })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:01');
    expect(play.told).toEqual(['22:00 stopping', '22:00:41 stopped']);
  });

  it('warns before the end of a hold on a disabled schedule, and stops then', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ Enabled: false })] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 15:00',
    });
    const at = seoul('2026-11-20 15:00');
    await play.world.ports.memory.putHold('Development', { kind: 'start', at, until: at + 2 * 3_600_000, by: 'kim' });
    await play.at('2026-11-20 17:01');
    expect(play.told).toEqual([
      '15:00 starting',
      '15:00:51 started',
      '16:50 stop-warning',
      '17:00 stopping',
      '17:00:41 stopped',
    ]);
  });

  it('warns anew where overtime that began after the stop is taken back', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:02');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '24:02')] });
    await play.at('2026-11-20 22:12:30');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:24');
    expect(play.told).toEqual([
      ...['21:50 stop-warning', '22:00 stopping', '22:00:41 stopped', '22:03 starting', '22:03:51 started'],
      ...['22:13 stop-warning', '22:23 stopping', '22:23:41 stopped'],
    ]);
  });

  /** WarnMinutes 30; at 21:40 the stop at 22:00, warned for, is moved to 22:25, and warned for again. */
  async function shortExtension(): Promise<Scenario> {
    const play = await Scenario.begin({
      rows: { Schedule: [development({ WarnMinutes: 30 })] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:15',
    });
    await play.at('2026-11-20 21:40');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '22:25')] });
    return play;
  }

  it('counts the warning of a short extension, though the first stop has gone by', async () => {
    const play = await shortExtension();
    await play.at('2026-11-20 22:26');
    expect(play.told).toEqual(['21:30 stop-warning', '21:55 stop-warning', '22:25 stopping', '22:25:41 stopped']);
  });

  it('counts the warning for a later time though the first has passed between two ticks', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:30',
      tickMinutes: 15,
    });
    await play.edit({ Schedule: [development({ StopTime: '21:50' })] });
    await play.at('2026-11-20 21:31');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '21:58')] });
    await play.at('2026-11-20 22:30');
    expect(play.told.slice(1)).toEqual(['21:45 stop-warning', '22:00 stopping', '22:00:41 stopped']);
  });

  it('warns anew where the row was deleted over an announced stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 21:55');
    await play.world.ports.rows.delete('Schedule', { ScheduleName: 'Development' });
    await play.at('2026-11-20 22:20');
    await play.edit({ Schedule: [development()] });
    await play.at('2026-11-20 22:32');
    expect(play.told.slice(1)).toEqual(['22:21 stop-warning', '22:31 stopping', '22:31:41 stopped']);
  });

  it('warns anew where the schedule was switched off over an announced stop', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 21:55');
    await play.edit({ Schedule: [development({ Enabled: false })] });
    await play.at('2026-11-20 22:20');
    await play.edit({ Schedule: [development()] });
    await play.at('2026-11-20 22:32');
    expect(play.told).toEqual([...['21:50 stop-warning', '22:21 stop-warning', '22:31 stopping', '22:31:41 stopped']]);
  });

  it('stops nothing before the time that was told, though warnings are switched off meanwhile', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' }), ec2('i-2', { state: 'running' })],
      from: '2026-11-20 22:05',
    });
    await play.at('2026-11-20 22:07');
    await play.edit({ Schedule: [development({ WarnMinutes: 0 })] });
    play.world.fleet.stopByHand('i-2');
    await play.at('2026-11-20 22:20');
    expect(play.calls).toEqual(['22:15 StopInstances i-1']);
  });

  it('warns anew where a short extension is taken back after the first stop has gone by', async () => {
    const play = await shortExtension();
    await play.at('2026-11-20 22:15:30');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:47');
    expect(play.told).toEqual([
      ...['21:30 stop-warning', '21:55 stop-warning', '22:16 stop-warning', '22:46 stopping', '22:46:41 stopped'],
    ]);
  });
});
