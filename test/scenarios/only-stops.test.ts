import { describe, expect, it } from 'vitest';
import { development, ec2, exception, Scenario } from './scenario.ts';

/** People start their machines, and the evening switches them off: before a stop comes another. */
const EVENINGS = development({ DaysActive: 'all', StartTime: 'None', StopTime: '20:00' });
const ROW = { ScheduleName: 'Development' };
const LATER = { ScheduleName: 'Development', ExceptionUuid: '2026-11-20-stop' };

const warnings = (play: Scenario): string[] => play.told.filter((line) => line.includes('stop-warning'));

async function evening(tickMinutes = 1): Promise<Scenario> {
  const play = await Scenario.begin({
    rows: { Schedule: [EVENINGS] },
    fleet: [ec2('i-1', { state: 'running' }), ec2('i-2')],
    from: '2026-11-19 21:15',
    tickMinutes,
  });
  await play.at('2026-11-19 23:00');
  play.world.fleet.startByHand('i-1');
  return play;
}

describe('a schedule that only stops', () => {
  it('carries out no stop twice that is moved away and back', async () => {
    const play = await evening();
    await play.at('2026-11-20 20:10');
    play.world.fleet.startByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.at('2026-11-20 20:20');
    await play.world.ports.rows.delete('ScheduleException', LATER);
    await play.at('2026-11-21 06:00');
    expect(play.state('i-1')).toBe('running');
    await play.at('2026-11-21 20:01');
    expect(play.calls.at(-1)).toBe('20:00 StopInstances i-1');
  });

  it('warns anew where an announced stop is moved away and back after its time', async () => {
    const play = await evening();
    await play.at('2026-11-20 19:55');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '22:30')] });
    await play.at('2026-11-20 20:15');
    play.world.fleet.startByHand('i-2');
    await play.at('2026-11-20 20:20');
    await play.world.ports.rows.delete('ScheduleException', LATER);
    await play.at('2026-11-20 21:00');
    expect(warnings(play).slice(-2)).toEqual(['19:50 stop-warning', '20:21 stop-warning']);
    expect(play.calls.at(-1)).toBe('20:31 StopInstances i-1,i-2');
  });

  it('warns anew where a stop under way is moved away and back', async () => {
    const play = await evening();
    await play.at('2026-11-20 20:00:10');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '22:30')] });
    await play.at('2026-11-20 20:15');
    for (const id of ['i-1', 'i-2']) play.world.fleet.startByHand(id);
    await play.at('2026-11-20 20:20');
    await play.world.ports.rows.delete('ScheduleException', LATER);
    await play.at('2026-11-20 21:00');
    expect(warnings(play).at(-1)).toBe('20:21 stop-warning');
    expect(play.calls.at(-1)).toBe('20:31 StopInstances i-1,i-2');
  });

  it('warns once where a stop under way is moved by a few minutes', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1', { state: 'running', stopSeconds: 600 }), ec2('i-2')],
      from: '2026-11-19 19:45',
    });
    await play.at('2026-11-20 12:00');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 20:00:59');
    play.world.fleet.startByHand('i-2');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '20:11')] });
    await play.at('2026-11-20 21:00');
    expect(warnings(play).slice(-2)).toEqual(['19:50 stop-warning', '20:01 stop-warning']);
    expect(play.calls.at(-1)).toBe('20:11 StopInstances i-2');
  });

  it('carries out no stop twice that is moved twice, to a time that is past', async () => {
    const play = await evening();
    await play.at('2026-11-20 20:08');
    play.world.fleet.startByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.at('2026-11-20 20:30');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '20:25')] });
    await play.at('2026-11-21 06:00');
    expect(play.state('i-1')).toBe('running');
  });

  it('makes an announced stop though the one before it is struck from the rows', async () => {
    const twice = { ...ROW, Periods: [{ StopTime: '18:00' }, { StopTime: '22:00' }] };
    const play = await Scenario.begin({
      rows: { Schedule: [twice] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 17:40',
    });
    await play.at('2026-11-20 19:00');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 21:59');
    await play.edit({ Schedule: [{ ...ROW, Periods: [{ StopTime: '22:00' }] }] });
    await play.at('2026-11-20 22:05');
    expect(play.calls.at(-1)).toBe('22:00 StopInstances i-1');
  });

  it('makes a stop that is written after another, and comes before the next tick', async () => {
    const play = await evening(30);
    await play.at('2026-11-20 20:16');
    play.world.fleet.startByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '20:40')] });
    await play.at('2026-11-20 21:30');
    expect(warnings(play).at(-1)).toBe('20:45 stop-warning');
    expect(play.calls.at(-1)).toBe('20:55 StopInstances i-1');
  });

  it('warns ahead of its time though a machine of yesterday cannot be stopped', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1', { state: 'running' }), ec2('i-protected', { state: 'running' })],
      from: '2026-11-19 19:30',
    });
    play.world.fleet.fail('i-protected', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 12:00');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 20:05');
    expect(warnings(play).at(-1)).toBe('19:50 stop-warning');
    expect(play.calls).toContain('20:00 StopInstances i-1');
  });
});
