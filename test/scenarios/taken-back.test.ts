import { describe, expect, it } from 'vitest';
import { CHAIN, chainOf, development, ec2, exception, group, Scenario, seoul } from './scenario.ts';

/** People start their machines, and the evening switches them off. */
const EVENINGS = development({ DaysActive: 'all', StartTime: 'None' });
const SLOW_CHAIN = [
  ec2('i-db', { group: 'db', state: 'running' }),
  ec2('i-web', { group: 'web', state: 'running', stopSeconds: 300 }),
];

const order = async (play: Scenario, kind: 'start' | 'stop', at: string): Promise<void> =>
  play.world.ports.memory.putHold('Development', { kind, at: seoul(at), by: 'mina' });
const release = async (play: Scenario): Promise<void> => play.world.ports.memory.deleteHold('Development');
const warnings = (play: Scenario): string[] => play.told.filter((line) => line.includes('stop-warning'));

/** Yesterday's stop was carried out; tonight's has stopped web's machine, nearly, and not yet the database. */
async function stopUnderWay(): Promise<Scenario> {
  const play = await Scenario.begin({
    rows: { Schedule: [EVENINGS], ScheduleServerGroup: CHAIN },
    fleet: SLOW_CHAIN,
    from: '2026-11-19 22:20',
  });
  await play.at('2026-11-19 23:00');
  for (const id of ['i-db', 'i-web']) play.world.fleet.startByHand(id);
  await play.at('2026-11-20 22:02');
  return play;
}

describe('a stop under way that is taken back', () => {
  it('stops no more, where the stop before it was carried out', async () => {
    const play = await stopUnderWay();
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', 'None')] });
    await play.at('2026-11-20 23:00');
    expect(play.calls.slice(2)).toEqual(['22:00 StopInstances i-web']);
    expect(play.state('i-db')).toBe('running');
  });

  it('goes on as the one before, where that is still open, for whom it had not stopped', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS], ScheduleServerGroup: [...CHAIN, group('ci')] },
      fleet: [...SLOW_CHAIN, ec2('i-p', { group: 'ci', state: 'running' })],
      from: '2026-11-19 22:20',
    });
    play.world.fleet.fail('i-p', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 09:00');
    for (const id of ['i-db', 'i-web']) play.world.fleet.startByHand(id);
    await play.at('2026-11-20 22:02');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:30')] });
    await play.at('2026-11-20 22:30');
    play.world.fleet.heal('i-p');
    await play.at('2026-11-20 23:00');
    expect(['i-web', 'i-db', 'i-p'].map((id) => play.state(id))).toEqual(['stopped', 'running', 'stopped']);
  });

  it('is warned for anew where it comes back after it went on as the one before', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1', { state: 'running' }), ec2('i-p', { state: 'running' })],
      from: '2026-11-19 21:45',
    });
    play.world.fleet.fail('i-p', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 18:00');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 22:02');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', 'None')] });
    await play.at('2026-11-20 22:05');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 22:10');
    await play.strike('2026-11-20', 'stop');
    await play.at('2026-11-20 22:15');
    expect(play.state('i-1')).toBe('running');
    expect(warnings(play).at(-1)).toBe('22:11 stop-warning');
  });

  it('goes on as the order before it, for the groups whose turn has not come', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: [
        ec2('i-db', { group: 'db', state: 'running' }),
        ec2('i-web', { group: 'web', state: 'running', stopSeconds: 900 }),
      ],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 21:55');
    await order(play, 'stop', '2026-11-20 21:55');
    await play.at('2026-11-20 22:05');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', 'None')] });
    await play.at('2026-11-20 23:00');
    expect(play.state('i-db')).toBe('stopped');
  });

  it('goes on where it was to be the second stop of the evening', async () => {
    const twice = { ...EVENINGS, StopTime: undefined, StartTime: undefined, DaysActive: undefined };
    const play = await Scenario.begin({
      rows: {
        Schedule: [{ ...twice, Periods: [{ StopTime: '20:00' }, { StopTime: '20:10' }] }],
        ScheduleServerGroup: CHAIN,
      },
      fleet: [ec2('i-db', { group: 'db' }), ec2('i-web', { group: 'web', stopSeconds: 900 })],
      from: '2026-11-20 12:00',
    });
    await play.at('2026-11-20 12:10');
    for (const id of ['i-db', 'i-web']) play.world.fleet.startByHand(id);
    await play.at('2026-11-20 20:12');
    await play.edit({ Schedule: [{ ...twice, Periods: [{ StopTime: '20:00' }] }] });
    await play.at('2026-11-20 21:30');
    expect(['i-web', 'i-db'].map((id) => play.state(id))).toEqual(['stopped', 'stopped']);
    expect([warnings(play).at(-1), play.calls.at(-1)]).toEqual([
      '20:13:01 stop-warning',
      '20:23:01 StopInstances i-db',
    ]);
  });

  it('goes on where it is what an order to stop leaves when that is taken back', async () => {
    const play = await stopUnderWay();
    await order(play, 'stop', '2026-11-20 22:02:30');
    await play.at('2026-11-20 22:03');
    await release(play);
    await play.at('2026-11-20 22:30');
    expect(play.state('i-db')).toBe('stopped');
  });

  it('is not made either while it still waits for its warning', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 20:00',
    });
    await play.at('2026-11-20 21:58:50');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 22:05');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', 'None')] });
    await play.at('2026-11-20 23:00');
    expect(play.calls).toEqual([]);
  });

  it('goes on where it is only moved to an earlier time', async () => {
    const play = await stopUnderWay();
    await play.edit({ Schedule: [{ ...EVENINGS, StopTime: '21:30' }] });
    await play.at('2026-11-20 23:00');
    expect(play.state('i-db')).toBe('stopped');
  });
});

describe('a stop that takes the place of one under way', () => {
  it('does not rest on a warning that was taken back before', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 21:30',
    });
    const late = {
      kind: 'start',
      at: seoul('2026-11-20 21:31'),
      until: seoul('2026-11-20 22:30'),
      by: 'mina',
    } as const;
    await play.world.ports.memory.putHold('Development', late);
    await play.at('2026-11-20 22:12');
    await release(play);
    await play.at('2026-11-20 22:15');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:00')] });
    await play.at('2026-11-20 22:25');
    const leftOut = (['start', 'stop'] as const).map((end) => exception('2026-11-20', end, 'None'));
    await play.edit({ ScheduleException: leftOut });
    await play.at('2026-11-20 22:28');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '22:00')] });
    await play.at('2026-11-20 22:59');
    expect(warnings(play).slice(-3)).toEqual(['22:13 stop-warning', '22:26 stop-warning', '22:29 stop-warning']);
    expect(play.calls).toEqual(['22:39 StopInstances i-1']);
  });
});

describe('an order to stop that is taken back while it is carried out', () => {
  it('is over, where the schedule’s own stop was carried out before', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('stopped'),
      from: '2026-11-20 22:00',
    });
    await play.at('2026-11-20 23:00');
    for (const id of ['i-db', 'i-web']) play.world.fleet.startByHand(id);
    await play.at('2026-11-20 23:29');
    await order(play, 'stop', '2026-11-20 23:29:30');
    await play.at('2026-11-20 23:30:20');
    await release(play);
    await play.at('2026-11-20 23:59');
    expect(play.calls).toEqual(['23:30 StopInstances i-web']);
    expect(warnings(play)).toEqual([]);
  });

  it('leaves the schedule’s own stop, with a warning, where an order to start came before', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('stopped'),
      from: '2026-11-20 22:00',
    });
    await play.at('2026-11-20 23:00');
    await order(play, 'start', '2026-11-20 23:00');
    await play.at('2026-11-20 23:29');
    await order(play, 'stop', '2026-11-20 23:29:30');
    await play.at('2026-11-20 23:30:20');
    await release(play);
    await play.at('2026-11-20 23:59');
    expect(play.calls.slice(2)).toEqual(['23:30 StopInstances i-web', '23:40:30 StopInstances i-db']);
    expect(warnings(play)).toEqual(['23:30:30 stop-warning']);
  });
});

describe('an edge that moved after it was carried out', () => {
  it('hides no later one', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1')],
      from: '2026-11-19 22:20',
    });
    await play.at('2026-11-20 12:00');
    await play.edit({ Schedule: [{ ...EVENINGS, StopTime: '21:00' }] });
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 21:05');
    expect(play.calls).toEqual(['21:00 StopInstances i-1']);
  });

  it('is carried out, after its warning, where nothing that is done by hand is to last', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [EVENINGS] },
      fleet: [ec2('i-1')],
      from: '2026-11-20 22:20',
    });
    await play.at('2026-11-20 23:00');
    play.world.fleet.startByHand('i-1');
    await play.at('2026-11-20 23:50');
    await play.edit({ Schedule: [{ ...EVENINGS, StopTime: '23:30', Enforce: true }] });
    await play.at('2026-11-21 01:00');
    expect(warnings(play)).toEqual(['23:51 stop-warning']);
    expect(play.calls).toEqual(['00:01 StopInstances i-1']);
  });

  it('hides no later one after an order', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' })],
      from: '2026-11-20 19:30',
    });
    await play.at('2026-11-20 20:00');
    await order(play, 'stop', '2026-11-20 20:00');
    await play.at('2026-11-20 22:10');
    play.world.fleet.startByHand('i-1');
    await play.edit({ ScheduleException: [exception('2026-11-20', 'stop', '23:30')] });
    await play.at('2026-11-20 23:35');
    expect(play.calls.slice(1)).toEqual(['23:30 StopInstances i-1']);
    expect(warnings(play).at(-1)).toBe('23:20 stop-warning');
  });
});
