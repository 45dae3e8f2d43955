import { describe, expect, it } from 'vitest';
import { CHAIN, chainOf, development, ec2, group, Scenario } from './scenario.ts';

const warnings = (play: Scenario): string[] => play.told.filter((line) => line.includes('stop-warning'));

/** Friday's stop stays open because AWS refuses to stop web's machine. */
async function openStop(
  rows: readonly ReturnType<typeof group>[],
  ids: readonly (readonly [string, string])[],
): Promise<Scenario> {
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: rows },
    fleet: ids.map(([id, name]) => ec2(id, { group: name, state: 'running' })),
    from: '2026-11-20 21:45',
  });
  play.world.fleet.fail('i-web', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
  await play.at('2026-11-21 11:00');
  return play;
}

describe('who comes up while a stop is open', () => {
  it('stops who comes up, however late, in a group whose turn has not come', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('running'),
      from: '2026-11-20 21:45',
      events: false,
    });
    play.world.fleet.fail('i-web', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 23:20');
    play.world.fleet.add(ec2('i-db2', { group: 'db', state: 'running' }));
    await play.at('2026-11-20 23:50');
    play.world.fleet.heal('i-web');
    await play.at('2026-11-21 01:00');
    expect(['i-web', 'i-db', 'i-db2'].map((id) => play.state(id))).toEqual(['stopped', 'stopped', 'stopped']);
  });

  it('leaves alone who comes up while a stop is open only because of others', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running' }), ec2('i-protected', { state: 'running' })],
      from: '2026-11-20 21:45',
    });
    play.world.fleet.fail('i-protected', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-21 11:00');
    play.world.fleet.add(ec2('i-new', { state: 'running' }));
    await play.at('2026-11-21 14:00');
    expect(play.state('i-new')).toBe('running');
    expect(warnings(play)).toEqual(['21:50 stop-warning']);
  });

  it('warns once more for who comes up while a stop is under way', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()] },
      fleet: [ec2('i-1', { state: 'running', stopSeconds: 300 })],
      from: '2026-11-20 21:45',
    });
    await play.at('2026-11-20 22:02');
    play.world.fleet.add(ec2('i-late'));
    play.world.fleet.startByHand('i-late');
    await play.at('2026-11-20 22:30');
    expect(play.calls).toEqual(['22:00 StopInstances i-1', '22:12:15 StopInstances i-late']);
    expect(warnings(play)).toEqual(['21:50 stop-warning', '22:02:15 stop-warning']);
  });

  it('is left alone in a group whose turn came long ago, though nobody was up in it', async () => {
    const play = await openStop([group('web'), group('ci')], [['i-web', 'web']]);
    play.world.fleet.add(ec2('i-ci', { group: 'ci', state: 'running' }));
    await play.at('2026-11-21 14:00');
    expect(play.state('i-ci')).toBe('running');
    expect(warnings(play)).toEqual(['21:50 stop-warning']);
  });

  it('is left alone where he comes late, though one who came early is warned', async () => {
    const play = await Scenario.begin({
      rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
      fleet: chainOf('running'),
      from: '2026-11-20 21:45',
    });
    play.world.fleet.fail('i-db', { op: 'StopInstances', code: 'OperationNotPermitted', times: 'always' });
    await play.at('2026-11-20 22:05');
    play.world.fleet.startByHand('i-web');
    await play.at('2026-11-20 22:30');
    play.world.fleet.add(ec2('i-early', { group: 'db', state: 'running' }));
    await play.at('2026-11-20 23:50');
    play.world.fleet.add(ec2('i-late', { group: 'db', state: 'running' }));
    await play.at('2026-11-21 00:30');
    play.world.fleet.stopByHand('i-web');
    play.world.fleet.heal('i-db');
    await play.at('2026-11-21 01:00');
    expect(['i-db', 'i-early', 'i-late'].map((id) => play.state(id))).toEqual(['stopped', 'stopped', 'running']);
  });

  it('is warned when the turn of its group comes, and not before', async () => {
    const play = await openStop(CHAIN, [
      ['i-web', 'web'],
      ['i-db', 'db'],
    ]);
    play.world.fleet.add(ec2('i-db2', { group: 'db', state: 'running' }));
    await play.at('2026-11-21 13:00');
    expect(warnings(play)).toEqual(['21:50 stop-warning']);
    play.world.fleet.heal('i-web');
    await play.at('2026-11-21 15:00');
    expect(warnings(play)).toHaveLength(2);
    expect(play.calls.at(-1)).toMatch(/StopInstances i-db,i-db2$/);
  });
});
