import { describe, expect, it } from 'vitest';
import { ROLE_DENIED } from '../../functions/shared/fleet/target.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { SimulatedFleet } from '../../local/simulated-fleet.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { CHAIN, chainOf, development, exception, rds, Scenario, seoul, type ScenarioOptions } from './scenario.ts';

// 2026-11-20 is a Friday. The other target's ticks come five seconds after the home one's.

const ROLE = 'arn:aws:iam::222222222222:role/CurfewTarget-us-east-1';
const ELSEWHERE = '222222222222/us-east-1';

const far = (state: 'stopped' | 'running'): readonly FleetInstance[] =>
  chainOf(state).map((instance) => ({ ...instance, id: instance.id.replace('i-', 'far-') }));

const begin = (options: Partial<ScenarioOptions> & { readonly from: string }, farFleet: readonly FleetInstance[]) =>
  Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
    fleet: chainOf('stopped'),
    elsewhere: [{ region: 'us-east-1', roleArn: ROLE, fleet: farFleet }],
    ...options,
  });

const farFleet = ({ world }: Scenario): SimulatedFleet => {
  const [, second] = world.schedulers;
  if (second === undefined) throw new Error('there is no second target');
  return second.fleet;
};

const denyRole = (fleet: SimulatedFleet): void => {
  for (const op of ['DescribeInstances', 'DescribeDBInstances'] as const)
    fleet.failNext({ op, code: ROLE_DENIED, times: 'always' });
};

describe('two targets', () => {
  it('are started, warned for and stopped each in its own order, and each says so once', async () => {
    const play = await begin({ from: '2026-11-20 09:29' }, far('stopped'));
    await play.at('2026-11-20 22:10');
    expect(play.told).toEqual([
      '09:30 starting db @embedded',
      `09:30:05 starting db @${ELSEWHERE}`,
      '09:30:51 starting web @embedded',
      `09:30:56 starting web @${ELSEWHERE}`,
      '09:31:42 started @embedded',
      `09:31:47 started @${ELSEWHERE}`,
      `21:49:05 stop-warning @${ELSEWHERE}`,
      '21:50 stop-warning @embedded',
      '22:00 stopping web @embedded',
      `22:00:05 stopping web @${ELSEWHERE}`,
      '22:00:41 stopping db @embedded',
      `22:00:46 stopping db @${ELSEWHERE}`,
      '22:01:22 stopped @embedded',
      `22:01:27 stopped @${ELSEWHERE}`,
    ]);
    expect(play.world.errors).toEqual([]);
  });

  it('leave the notices of the home one the ids that they have where it is the only one', async () => {
    const idsOf = async (elsewhere: ScenarioOptions['elsewhere']): Promise<string[]> => {
      const play = await begin({ from: '2026-11-20 21:40', fleet: chainOf('running'), elsewhere }, []);
      await play.at('2026-11-20 22:10');
      return play.world.notices.map(({ id }) => id).filter((id) => id.startsWith('Development/'));
    };
    const alone = await idsOf([]);
    expect(alone).toHaveLength(4);
    expect(await idsOf([{ region: 'us-east-1', fleet: far('running') }])).toEqual(alone);
  });

  it('are told apart in words', async () => {
    const play = await begin({ from: '2026-11-20 21:40', fleet: chainOf('running') }, far('running'));
    await play.at('2026-11-20 22:00');
    const titles = play.notices('stop-warning').map((notice) => sayNotice(notice, 'en').title);
    expect(titles).toEqual([
      'Development (222222222222/us-east-1) stops at 22:00 KST',
      'Development (embedded) stops at 22:00 KST',
    ]);
    const [, korean] = play.notices('stop-warning').map((notice) => sayNotice(notice, 'ko').title);
    expect(korean).toContain('Development (embedded): ');
  });

  it('do not count a warning that was given for the members of another', async () => {
    const play = await begin({ from: '2026-11-20 21:40', fleet: chainOf('running') }, far('running'));
    await play.at('2026-11-20 21:41');
    for (const id of ['far-db', 'far-web']) farFleet(play).stopByHand(id);
    play.world.clock.schedule(seoul('2026-11-20 21:57:30'), () => farFleet(play).startByHand('far-web'));
    await play.at('2026-11-20 22:20');
    expect(play.told.filter((line) => /warning|stopping/.test(line))).toEqual([
      '21:50 stop-warning @embedded',
      `21:58:05 stop-warning @${ELSEWHERE}`,
      '22:00 stopping web @embedded',
      '22:00:41 stopping db @embedded',
      `22:08:05 stopping web @${ELSEWHERE}`,
    ]);
  });

  it('move their stops together where somebody extends the day', async () => {
    const play = await begin({ from: '2026-11-20 21:40', fleet: chainOf('running') }, far('running'));
    await play.at('2026-11-20 21:55');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.at('2026-11-20 23:10');
    expect(play.told.filter((line) => /warning|stopping web/.test(line))).toEqual([
      `21:49:05 stop-warning @${ELSEWHERE}`,
      '21:50 stop-warning @embedded',
      `22:49:05 stop-warning @${ELSEWHERE}`,
      '22:50 stop-warning @embedded',
      '23:00 stopping web @embedded',
      `23:00:05 stopping web @${ELSEWHERE}`,
    ]);
  });

  it.each([
    ['the home one', '2026-11-20 12:00:58', '12:01 hold-changed', '12:01 stopping web @embedded'],
    ['the other', '2026-11-20 12:00:02', '12:00:05 hold-changed', `12:00:05 stopping web @${ELSEWHERE}`],
  ])('stop at once by one ForceStop, taken over and told by whoever is first: %s', async (_who, at, hold, first) => {
    const play = await begin({ from: '2026-11-20 11:58', fleet: chainOf('running') }, far('running'));
    play.world.clock.schedule(seoul(at), () => play.edit({ Schedule: [development({ ForceStop: true })] }));
    await play.at('2026-11-20 12:10');
    expect(play.told.slice(0, 2)).toEqual([hold, first]);
    expect(play.notices('hold-changed').map(({ id }) => id)).toHaveLength(1);
    expect(play.notices('stopped')).toHaveLength(2);
    expect((await play.world.ports.rows.read()).Schedule[0]?.['ForceStop']).toBe(false);
    expect([play.state('i-db'), farFleet(play).stateOf('far-db')]).toEqual(['stopped', 'stopped']);
  });

  it('are stopped and brought back by what a command wrote, each when it is woken', async () => {
    const play = await begin({ from: '2026-11-20 11:58', fleet: chainOf('running') }, far('running'));
    await play.at('2026-11-20 12:00:20');
    const { memory } = play.world.ports;
    await memory.putHold('Development', { kind: 'stop', at: play.world.clock.now, by: 'mina' });
    await play.world.tickNow();
    await play.at('2026-11-20 12:03');
    expect([play.state('i-db'), farFleet(play).stateOf('far-db')]).toEqual(['stopped', 'stopped']);
    await memory.deleteHold('Development');
    await play.world.tickNow();
    await play.at('2026-11-20 12:06');
    expect(play.notices('started').map((notice) => play.fact(notice, 'target'))).toEqual(['embedded', ELSEWHERE]);
  });

  it('keep what is alike in both apart: databases of one name, and what is skipped of them', async () => {
    const alike = [rds('orders', { group: 'db' }), { ...rds('replica', { group: 'db' }), readReplicaOf: 'orders' }];
    const rows = { Schedule: [development()], ScheduleServerGroup: [{ ...CHAIN[0], InstanceType: 'RDS' }] };
    const play = await begin({ from: '2026-11-20 09:29', rows, fleet: alike }, alike);
    await play.at('2026-11-20 09:40');
    expect(play.notices('skipped').map((notice) => play.fact(notice, 'target'))).toEqual(['embedded', ELSEWHERE]);
    expect(new Set(play.world.notices.map(({ id }) => id)).size).toBe(play.world.notices.length);
  });
});

describe('a target whose role cannot be taken on', () => {
  it('says so once a run and in plain words, and holds up no other', async () => {
    const play = await begin({ from: '2026-11-20 09:30' }, far('stopped'));
    denyRole(farFleet(play));
    await play.at('2026-11-20 09:40');
    expect(play.told).toEqual([
      '09:30 starting db @embedded',
      `09:30:05 instance-failed @${ELSEWHERE}`,
      '09:30:51 starting web @embedded',
      '09:31:42 started @embedded',
    ]);
    const [failed] = play.notices('instance-failed');
    if (failed === undefined) throw new Error('nothing failed');
    expect(sayNotice(failed, 'en')).toMatchObject({
      title: `Development (${ELSEWHERE}): instances cannot be listed`,
      text: expect.stringMatching(/^AWS does not let Curfew into that account: .*\(`roleArn`\).*docs\/targets\.md/),
    });
    expect(sayNotice(failed, 'ko').title).toBe(`Development (${ELSEWHERE}): 서버 목록을 가져오지 못했어요`);
  });

  it('is carried on where the role is put right, and warned for first', async () => {
    const play = await begin({ from: '2026-11-20 21:40', fleet: chainOf('running') }, far('running'));
    denyRole(farFleet(play));
    await play.at('2026-11-20 22:30');
    expect(farFleet(play).stateOf('far-web')).toBe('running');
    farFleet(play).heal();
    await play.at('2026-11-20 22:50');
    const told = play.told.filter((line) => line.endsWith(ELSEWHERE) && /warning|stopp/.test(line));
    expect(told.map((line) => line.split(' ')[1])).toEqual(['stop-warning', 'stopping', 'stopping', 'stopped']);
    expect(farFleet(play).stateOf('far-db')).toBe('stopped');
  });
});

describe('what concerns all targets', () => {
  it('is told once: a mistake in the rows, and again at the edge that is not carried out', async () => {
    const play = await begin(
      { from: '2026-11-20 09:25', rows: { Schedule: [development({ DaysActive: 'weekdayz' })] } },
      far('stopped'),
    );
    await play.at('2026-11-20 09:40');
    expect(play.told).toEqual(['09:25 row-error']);
    await play.edit({ Schedule: [development({ WarnMinutes: 'ten' })] });
    await play.at('2026-11-20 22:05');
    expect(play.told.slice(1).every((line) => line.endsWith(' row-error'))).toBe(true);
    expect(new Set(play.told).size).toBe(play.told.length);
  });

  it('says nothing of a schedule whose instances are all in one of them', async () => {
    const play = await begin({ from: '2026-11-20 09:29', fleet: [] }, far('stopped'));
    await play.at('2026-11-21 09:29');
    expect(play.notices('row-error')).toEqual([]);
    expect(play.notices('started')).toHaveLength(1);
  });

  it('says once that no target has an instance with the tag, when all have looked', async () => {
    const play = await begin({ from: '2026-11-20 09:29', fleet: [] }, []);
    await play.at('2026-11-20 23:00');
    expect(play.told).toEqual(['09:30 row-error']);
    expect(String(play.fact(play.notices('row-error')[0], 'problems'))).toContain('there is none in any target');
  });
});
