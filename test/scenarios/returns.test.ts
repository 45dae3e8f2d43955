import { describe, expect, it } from 'vitest';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { chainOf, CHAIN, development, exception, Scenario, seoul } from './scenario.ts';

// 2026-11-20 is a Friday; web stops at 22:00, and db once web is down, 40 seconds later.

const OVERTIME = { ...exception('2026-11-20', 'stop', '26:00'), By: 'mina', Note: 'Release night' };
const KEY = { ScheduleName: 'Development', ExceptionUuid: '2026-11-20-stop' };

async function evening(exceptions: readonly Item[] = []): Promise<Scenario> {
  return Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: CHAIN, ScheduleException: [...exceptions] },
    fleet: chainOf('running'),
    from: '2026-11-20 19:30',
  });
}

/** What the team reads of the starts and stops from then on. */
const said = (play: Scenario, from: Instant): string[] =>
  play.world.notices
    .filter(({ at, kind }) => at >= from && /^(starting|stopping|stop-warning)$/.test(kind))
    .map((notice) => sayNotice(notice, 'en').text.replace(/ To keep them up.*/, ''));

describe('servers that come back after their stop', () => {
  it.each([
    ['while the stop is carried out', '2026-11-20 22:00:20', ['web']],
    ['after the stop is settled', '2026-11-20 23:10', ['db', 'web']],
  ])('say who moved the stop: %s', async (_when, written, groups) => {
    const play = await evening();
    await play.at(written);
    await play.edit({ ScheduleException: [OVERTIME] });
    await play.at('2026-11-21 02:03');
    expect(said(play, seoul(written))).toEqual([
      ...groups.map((name) => `Starting 1 instance of ${name} because mina changed the stop (Release night).`),
      '2 instances will be stopped in 10 minutes. mina set this stop (Release night).',
      'Stopping 1 instance of web as mina set it for 02:00 KST (Release night).',
      'Stopping 1 instance of db as mina set it for 02:00 KST (Release night).',
    ]);
  });

  it('name nobody where the exception that stopped them was deleted', async () => {
    const play = await evening([{ ...OVERTIME, ExceptionValue: '20:00' }]);
    await play.at('2026-11-20 20:10');
    await play.world.ports.rows.delete('ScheduleException', KEY);
    await play.at('2026-11-20 20:15');
    expect(said(play, seoul('2026-11-20 20:10'))).toEqual([
      'Starting 1 instance of db because the schedule changed.',
      'Starting 1 instance of web because the schedule changed.',
    ]);
  });

  it('say whose stop was lifted', async () => {
    const play = await evening();
    const { memory } = play.world.ports;
    await memory.putHold('Development', { kind: 'stop', at: seoul('2026-11-20 20:00'), by: 'kim' });
    await play.at('2026-11-20 20:10');
    await memory.deleteHold('Development');
    await play.at('2026-11-20 20:15');
    expect(said(play, seoul('2026-11-20 20:10'))).toContain(
      'Starting 1 instance of web because the stop ordered by kim was lifted.',
    );
  });
});
