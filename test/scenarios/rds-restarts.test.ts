import { describe, expect, it } from 'vitest';
import { development, ec2, group, rds, Scenario } from './scenario.ts';

/** Stopped on Monday the 16th at 22:00, and not to start again for months. */
const ONCE = development({ DaysActive: 'mon', StartTime: 'None' });
const NEVER_AGAIN = development({ DaysActive: 'fri#5', StartTime: 'None' });

describe('what RDS starts by itself after seven days', () => {
  it('is stopped again, and what a person started is left alone', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [ONCE] },
      fleet: [rds('db-1', { state: 'available' }), rds('db-2', { state: 'available' })],
      from: '2026-11-16 21:30',
      tickMinutes: 30,
    });
    await play.at('2026-11-18 12:00');
    play.world.fleet.startByHand('db-2');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-23 23:00');
    expect(play.notices('rds-restarted')).toHaveLength(1);
    expect(play.state('db-1')).toBe('stopped');
    expect(play.state('db-2')).toBe('available');
  });

  it('is warned for where nobody was looking when RDS was to start it', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [ONCE] },
      fleet: [rds('db-1', { state: 'available' }), ec2('i-1', { state: 'running' })],
      from: '2026-11-16 21:30',
      tickMinutes: 5,
    });
    await play.at('2026-11-17 12:00');
    await play.edit({ Schedule: [{ ...NEVER_AGAIN, Enabled: false }] });
    for (const id of ['db-1', 'i-1']) play.world.fleet.startByHand(id);
    await play.at('2026-11-25 10:02');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-25 10:30');
    expect(play.told.slice(-3)).toEqual(['10:05 stop-warning', '10:15 stopping', '10:17 stopped']);
    expect(play.fact(play.notices('stop-warning').at(-1), 'members')).toBe(1);
    expect(play.state('i-1')).toBe('running');
  });

  it('is told from what a person started though no event said so', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [ONCE] },
      fleet: [rds('db-1', { state: 'available' }), rds('db-2', { state: 'available' })],
      from: '2026-11-16 21:30',
      tickMinutes: 5,
      events: false,
    });
    await play.at('2026-11-18 12:00');
    play.world.fleet.startByHand('db-2');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-24 01:00');
    expect(play.state('db-1')).toBe('stopped');
    expect(play.state('db-2')).toBe('available');
  });

  it('is stopped again though somebody had started it, and stopped it again, in between', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [ONCE] },
      fleet: [rds('db-1', { state: 'available' })],
      from: '2026-11-16 21:30',
      tickMinutes: 30,
    });
    await play.at('2026-11-18 12:00');
    play.world.fleet.startByHand('db-1');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-18 18:00');
    play.world.fleet.stopByHand('db-1');
    await play.at('2026-11-25 20:00');
    expect(play.notices('rds-restarted')).toHaveLength(1);
    expect(play.state('db-1')).toBe('stopped');
  });

  it('is stopped again also while the stop is still open for somebody else', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [ONCE] },
      fleet: [rds('db-1', { state: 'available' }), ec2('i-1', { state: 'running' })],
      from: '2026-11-16 21:30',
      tickMinutes: 2,
    });
    play.world.fleet.fail('i-1', { op: 'StopInstances', code: 'UnauthorizedOperation', times: 'always' });
    await play.at('2026-11-17 12:00');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-23 23:00');
    expect(play.state('i-1')).toBe('running');
    expect(play.state('db-1')).toBe('stopped');
  });

  it('waits for those above it that somebody started, and says so', async () => {
    const play = await Scenario.begin({
      rows: {
        Schedule: [ONCE],
        ScheduleServerGroup: [group('db', { InstanceType: 'RDS' }), group('web', { Dependency: ['db'] })],
      },
      fleet: [rds('db-1', { group: 'db', state: 'available' }), ec2('i-web', { group: 'web', state: 'running' })],
      from: '2026-11-16 21:30',
      tickMinutes: 10,
    });
    await play.at('2026-11-18 12:00');
    play.world.fleet.startByHand('i-web');
    await play.edit({ Schedule: [NEVER_AGAIN] });
    await play.at('2026-11-23 23:00');
    expect(play.state('db-1')).toBe('available');
    expect(play.told.slice(-1)).toEqual(['21:57:42 stuck web']);
    play.world.fleet.stopByHand('i-web');
    await play.at('2026-11-23 23:30');
    expect(play.state('db-1')).toBe('stopped');
    expect(play.notices('rds-restarted')).toHaveLength(1);
  });
});
