import { describe, expect, it } from 'vitest';
import { MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, DEVELOPMENT, failure, run, WatchHouse } from './watch-house.ts';

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
    expect(told(house).at(-1)).toBe('10:30 run-stuck:Development alarm-resolved superseded');
  });
});

describe('what was told of a built-in rule', () => {
  /** Stopped at 07:00, and up all the same: told at 08:10. */
  async function leftOn(): Promise<WatchHouse> {
    const house = developmentUp();
    house.runs = [run('stop', monday('07:00'), { settledAt: monday('07:05') })];
    house.now = monday('08:00');
    await house.watchUntil(monday('08:15'));
    expect(told(house)).toEqual(['08:10 should-be-off:Development alarm warning']);
    return house;
  }
  const last = (house: WatchHouse) => told(house).at(-1);

  it('is over when the instance is off, and not before', async () => {
    const house = await leftOn();
    house.members = [member({ phase: 'stopping', status: 'stopping' })];
    await house.watchUntil(monday('08:20'));
    expect(told(house)).toHaveLength(1);
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    await house.watchUntil(monday('08:25'));
    expect(told(house)).toEqual([expect.anything(), '08:21 should-be-off:Development alarm-resolved ok']);
  });

  it('is superseded when the schedule starts', async () => {
    const house = await leftOn();
    house.now = monday('09:30');
    house.runs = [run('start', monday('09:30'))];
    await house.evaluate();
    expect(last(house)).toBe('09:30 should-be-off:Development alarm-resolved superseded');
  });

  it('stays while the instance is stopped once more, by a run that repeats the stop', async () => {
    const house = await leftOn();
    house.runs = [run('stop', monday('08:15'))];
    await house.watchUntil(monday('08:20'));
    expect(told(house)).toHaveLength(1);
  });

  it('is closed as gone when the instance is', async () => {
    const house = await leftOn();
    house.members = [];
    await house.evaluate();
    expect(last(house)).toBe('08:16 should-be-off:Development alarm-resolved gone');
  });

  it('stays as it is where its schedule gets another channel', async () => {
    const house = await leftOn();
    house.schedules = [{ ...DEVELOPMENT, Channels: ['ops'] }];
    await house.watchUntil(monday('08:40'));
    expect(told(house)).toHaveLength(1);
  });

  it('is over where a stuck run settles', async () => {
    const house = developmentUp();
    house.runs = [run('start', monday('09:30'))];
    house.now = monday('10:30');
    await house.evaluate();
    house.runs = [run('start', monday('09:30'), { settledAt: monday('10:45') })];
    house.now = monday('10:46');
    await house.evaluate();
    expect(last(house)).toBe('10:46 run-stuck:Development alarm-resolved ok');
  });

  it('is superseded where the schedule is left alone for a mistake in its row', async () => {
    const house = await leftOn();
    house.schedules = [{ ...DEVELOPMENT, StartTime: 'dawn' }];
    await house.evaluate();
    expect(last(house)).toBe('08:16 should-be-off:Development alarm-resolved superseded');
  });
});

describe('where RDS cannot be listed', () => {
  const denied = [{ type: 'RDS' as const, failure: failure('AccessDenied') }];

  it('goes on for EC2 and for runs', async () => {
    const house = developmentUp();
    house.unseen = denied;
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    house.now = monday('12:00');
    await house.watchUntil(monday('12:15'));
    expect(told(house)).toContain('12:10 should-be-on:Development alarm warning');
    house.runs = [run('start', monday('09:30'))];
    await house.evaluate();
    expect(told(house)).toContain('12:16 run-stuck:Development alarm warning');
  });

  it('says so once for all schedules, and once more when it is over', async () => {
    const house = developmentUp();
    house.schedules = [DEVELOPMENT, { ...DEVELOPMENT, ScheduleName: 'Staging', Channels: ['staging'] }];
    house.unseen = denied;
    house.now = monday('12:00');
    await house.watchUntil(monday('12:30'));
    house.unseen = [];
    await house.watchUntil(monday('12:40'));
    expect(told(house)).toEqual([
      '12:02 listing:RDS alarm fetch-failed',
      '12:31 listing:RDS alarm-resolved fetch-works',
    ]);
    expect(house.notices[0]).toMatchObject({ channels: ['default', 'staging'] });
  });

  it('keeps what was told of a database until it is seen again', async () => {
    const house = developmentUp();
    house.members = [member({ id: 'orders', type: 'RDS', phase: 'stopped', status: 'stopped' })];
    house.now = monday('12:00');
    await house.watchUntil(monday('12:15'));
    const { members } = house;
    house.unseen = denied;
    house.members = [];
    await house.watchUntil(monday('12:30'));
    house.unseen = [];
    house.members = members;
    await house.watchUntil(monday('12:45'));
    const ofRule = told(house).filter((line) => line.includes('should-be-on'));
    expect(ofRule).toEqual(['12:10 should-be-on:Development alarm warning']);
  });
});

describe('schedules that act on the same instances', () => {
  /** Development until 18:00, and Evening from 12:00 to 20:00 on the same instances. */
  function shared(): WatchHouse {
    const house = developmentUp();
    house.schedules = [
      { ...DEVELOPMENT, StopTime: '18:00' },
      { ...DEVELOPMENT, ScheduleName: 'Evening', TagValue: 'Development', StartTime: '12:00', StopTime: '20:00' },
    ];
    return house;
  }
  const stopAt18 = run('stop', monday('18:00'), { settledAt: monday('18:01') });
  const startAt12 = run('start', monday('12:00'), { settledAt: monday('12:01'), of: 'Evening' });
  const stopAt20 = run('stop', monday('20:00'), { settledAt: monday('20:01'), of: 'Evening' });

  it('raise nothing while one wants them up and the other off', async () => {
    for (const phase of ['up', 'stopped'] as const) {
      const house = shared();
      house.runs = [stopAt18, startAt12];
      house.members = [member({ phase, status: phase })];
      house.now = monday('18:05');
      await house.watchUntil(monday('19:59'));
      expect(told(house)).toEqual([]);
    }
  });

  it('raise nothing while one of them is at work', async () => {
    const house = shared();
    house.runs = [stopAt18, run('stop', monday('20:00'), { of: 'Evening' })];
    house.now = monday('20:00');
    await house.watchUntil(monday('20:50'));
    expect(told(house)).toEqual([]);
  });

  it('raise one alarm where both want them off, in the name of the one that stopped last', async () => {
    const house = shared();
    house.runs = [stopAt18, stopAt20];
    house.now = monday('20:30');
    await house.watchUntil(monday('21:30'));
    expect(told(house)).toEqual(['20:40 should-be-off:Evening alarm warning']);
  });
});

describe('a schedule with ends on one side only', () => {
  it('does not mind what people start by hand after its stop, where it never starts', async () => {
    const house = developmentUp();
    house.schedules = [{ ...DEVELOPMENT, StartTime: 'None' }];
    house.runs = [run('stop', at('2026-11-20T22:00'), { settledAt: at('2026-11-20T22:01') })];
    house.now = monday('09:00');
    await house.watchUntil(monday('12:00'));
    expect(told(house)).toEqual([]);
  });

  it('does not mind what people stop by hand after its start, where it never stops', async () => {
    const house = developmentUp();
    house.schedules = [{ ...DEVELOPMENT, StopTime: 'None' }];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    house.now = monday('20:00');
    await house.watchUntil(monday('23:00'));
    expect(told(house)).toEqual([]);
  });

  it('minds what is up under a force_stop', async () => {
    const house = developmentUp();
    house.schedules = [{ ...DEVELOPMENT, StartTime: 'None' }];
    house.holds.set('Development', { kind: 'stop', at: monday('10:00'), by: 'mina' });
    house.runs = [run('stop', monday('10:00'), { settledAt: monday('10:01') })];
    house.now = monday('10:01');
    await house.watchUntil(monday('11:00'));
    expect(told(house)).toEqual(['10:11 should-be-off:Development alarm warning']);
  });
});
