import { describe, expect, it } from 'vitest';
import { development, ec2, exception, Scenario } from './scenario.ts';

/** The morning switches machines on, and people switch them off. */
const MORNINGS = development({ DaysActive: 'all', StopTime: 'None' });

/** No times of its own: what starts is in exceptions. */
const NEVER = { ScheduleName: 'Development', TimeZone: 'Asia/Seoul' };

/** Friday's start was carried out, and somebody has stopped the machine since. */
async function stoppedByHand(): Promise<Scenario> {
  const play = await Scenario.begin({ rows: { Schedule: [MORNINGS] }, fleet: [ec2('i-1')], from: '2026-11-20 09:20' });
  await play.at('2026-11-20 09:50');
  play.world.fleet.stopByHand('i-1');
  await play.at('2026-11-20 10:00');
  return play;
}

describe('in a schedule that only starts', () => {
  it.each([
    ['by an exception', { ScheduleException: [exception('2026-11-20', 'start', '12:00')] }],
    ['in the row', { Schedule: [{ ...MORNINGS, StartTime: '12:00' }] }],
  ])('a start that is moved to a time that is still to come is made then: %s', async (_, rows) => {
    const play = await stoppedByHand();
    await play.edit(rows);
    await play.at('2026-11-20 12:10');
    expect(play.calls.slice(1)).toEqual(['12:00 StartInstances i-1']);
  });

  it('it is made though the start before is still open for somebody else, and nobody looks at its time', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [MORNINGS] },
      fleet: [ec2('i-1'), ec2('i-2')],
      from: '2026-11-20 09:20',
      tickMinutes: 5,
    });
    play.world.fleet.capacity('i-2');
    await play.at('2026-11-20 09:50');
    play.world.fleet.stopByHand('i-1');
    await play.at('2026-11-20 10:00');
    await play.edit({ Schedule: [{ ...MORNINGS, StartTime: '12:00' }] });
    await play.at('2026-11-20 11:52');
    await play.edit({ Schedule: [{ ...MORNINGS, StartTime: '12:00', Enabled: false }] });
    await play.at('2026-11-20 12:20');
    await play.edit({ Schedule: [{ ...MORNINGS, StartTime: '12:00' }] });
    await play.at('2026-11-20 12:30');
    expect(play.state('i-1')).toBe('running');
  });

  it('it is made where no other start was before it', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [NEVER], ScheduleException: [exception('2026-11-20', 'start', '09:30')] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:20',
    });
    await play.at('2026-11-20 09:50');
    play.world.fleet.stopByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'start', '12:00')] });
    await play.at('2026-11-20 12:10');
    expect(play.state('i-1')).toBe('running');
  });

  it('a start that is moved to a time that is past starts nothing', async () => {
    const play = await stoppedByHand();
    await play.edit({ ScheduleException: [exception('2026-11-20', 'start', '09:59')] });
    await play.at('2026-11-20 12:10');
    expect(play.state('i-1')).toBe('stopped');
  });

  it('a start is made that takes the place of one of the day before', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [{ ...MORNINGS, DaysActive: 'weekdays' }],
        ScheduleException: [exception('2026-11-21', 'start', '10:00')],
      },
      fleet: [ec2('i-1')],
      from: '2026-11-20 09:20',
    });
    await play.at('2026-11-21 14:00');
    play.world.fleet.stopByHand('i-1');
    await play.strike('2026-11-21', 'start');
    await play.edit({ ScheduleException: [exception('2026-11-22', 'start', '09:00')] });
    await play.at('2026-11-22 09:10');
    expect(play.calls.slice(1)).toEqual(['09:00 StartInstances i-1']);
  });
});
