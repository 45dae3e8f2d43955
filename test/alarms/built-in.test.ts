import { describe, expect, it } from 'vitest';
import { MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, DEVELOPMENT, run, WatchHouse } from './watch-house.ts';

const monday = (time: string): Instant => at(`2026-11-23T${time}`);

/** Development is up since 09:32, with one instance. */
function developmentUp(): WatchHouse {
  const house = new WatchHouse();
  house.schedules = [DEVELOPMENT];
  house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
  house.members = [member({ startedAt: monday('09:31') })];
  return house;
}

/** What was said, with its rule and its time: `10:30 run-stuck:Development alarm warning`. */
const told = (house: WatchHouse): string[] =>
  house.notices.map((notice) => {
    const fact = (name: string) => notice.facts.find((one) => one.name === name)?.value;
    const time = new Date(notice.at + 9 * 60 * MINUTE_MS).toISOString().slice(11, 16);
    return [time, fact('rule'), notice.kind, fact('level') ?? fact('because')].join(' ');
  });

describe('a run that does not come to its end', () => {
  it('is told an hour after it began', async () => {
    const house = developmentUp();
    house.runs = [run('start', monday('09:30'))];
    house.now = monday('09:30');
    await house.watchUntil(monday('12:00'));
    expect(told(house)).toEqual(['10:30 run-stuck:Development alarm warning']);
  });

  it('is not told while a stop waits for its warning', async () => {
    const house = developmentUp();
    house.schedules = [{ ...DEVELOPMENT, WarnMinutes: 120 }];
    house.runs = [run('stop', monday('22:00'))];
    house.now = monday('22:00');
    await house.watchUntil(at('2026-11-24T00:59'));
    expect(told(house)).toEqual([]);
    await house.watchUntil(at('2026-11-24T01:00'));
    expect(told(house)).toEqual(['01:00 run-stuck:Development alarm warning']);
  });

  it('ends where its schedule is switched off, because nobody carries it out any more', async () => {
    const house = developmentUp();
    house.runs = [run('start', monday('09:30'))];
    house.now = monday('10:30');
    await house.evaluate();
    house.schedules = [{ ...DEVELOPMENT, Enabled: false }];
    await house.watchUntil(monday('20:00'));
    expect(told(house)).toHaveLength(2);
    expect(house.notices.at(-1)?.kind).toBe('alarm-resolved');
  });
});
