import { expect, it } from 'vitest';
import type { SchedulerPorts } from '../../functions/scheduler/ports.ts';
import { tick } from '../../functions/scheduler/tick.ts';
import { chainOf, CHAIN, development, ec2, group, Scenario, seoul } from './scenario.ts';

/** Puts something between the scheduler and its first stop call. */
const atFirstStop =
  (happens: (stop: () => Promise<unknown>) => Promise<void>) =>
  (ports: SchedulerPorts): SchedulerPorts => {
    let isFirst = true;
    return {
      ...ports,
      fleet: async () => {
        const fleet = await ports.fleet();
        return {
          ...fleet,
          stop: async (...given) => {
            const stop = () => fleet.stop(...given);
            if (isFirst) {
              isFirst = false;
              await happens(stop);
            }
            return stop();
          },
        };
      },
    };
  };

/** Lets something happen before the scheduler's first write of a record. */
const beforeFirstSave =
  (happens: () => Promise<void>) =>
  (ports: SchedulerPorts): SchedulerPorts => {
    let isFirst = true;
    const saveRun: SchedulerPorts['memory']['saveRun'] = async (record) => {
      const wasFirst = isFirst;
      isFirst = false;
      if (wasFirst) await happens();
      return ports.memory.saveRun(record);
    };
    const memory = new Proxy(ports.memory, {
      get: (target, name) => {
        const method: unknown = name === 'saveRun' ? saveRun : Reflect.get(target, name);
        return typeof method === 'function' ? (method.bind(target) as unknown) : method;
      },
    });
    return { ...ports, memory };
  };

it('calls nobody on a decision that another tick was first to write', async () => {
  const play: Scenario = await Scenario.begin({
    rows: { Schedule: [development({ WarnMinutes: 0 })], ScheduleServerGroup: CHAIN },
    fleet: chainOf('running'),
    from: '2026-11-20 22:00',
    wrap: beforeFirstSave(() => play.world.tickNow()),
  });
  await play.at('2026-11-20 22:05');
  expect(play.calls).toEqual(['22:00 StopInstances i-web', '22:00:41 StopInstances i-db']);
});

it('loses no time when another tick comes between a call and its result', async () => {
  const play: Scenario = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
    fleet: chainOf('running'),
    from: '2026-11-20 21:45',
    wrap: atFirstStop(() => play.world.tickNow()),
  });
  await play.at('2026-11-20 22:05');
  // i-web takes 40 s, and its event a second.
  expect(play.calls).toEqual(['22:00 StopInstances i-web', '22:00:41 StopInstances i-db']);
});

it('tells of every member that it stops, also where one comes up after an invocation has died over its group', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: [group('web')] },
    fleet: [
      ec2('i-1', { group: 'web', state: 'running' }),
      ec2('i-2', { group: 'web', state: 'pending', bootSeconds: 910 }),
    ],
    from: '2026-11-20 21:45',
    wrap: atFirstStop(async (stop) => {
      await stop();
      throw new Error('dead');
    }),
  });
  await play.at('2026-11-20 22:05');
  expect([play.state('i-1'), play.state('i-2')]).toEqual(['stopped', 'stopped']);
  const told = play.notices('stopping').map((notice) => String(play.fact(notice, 'instances')));
  expect(told).toEqual([expect.stringContaining('i-1'), expect.stringContaining('i-2')]);
});

it('warns anew, and says "stopping" once, where AWS takes no call for longer than the warning counts', async () => {
  const play = await Scenario.begin({
    rows: { Schedule: [development()] },
    fleet: [ec2('i-1', { state: 'running' })],
    from: '2026-11-20 21:45',
  });
  play.world.fleet.throttle('StopInstances', 10_000);
  await play.at('2026-11-20 23:00:30');
  play.world.fleet.heal();
  await play.at('2026-11-20 23:40');
  expect(play.told).toEqual([
    '21:50 stop-warning',
    '22:00 stopping',
    '22:15 stuck',
    '22:31:15 stop-warning',
    '23:01:26 stopped',
  ]);
});

it('calls nobody once an invocation is past its deadline, and leaves the calls to the next tick', async () => {
  const play: Scenario = await Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
    fleet: chainOf('stopped'),
    from: '2026-11-20 09:29',
    tickMinutes: 60,
  });
  await play.at('2026-11-20 09:30');
  const late = {
    now: seoul('2026-11-20 09:30'),
    deadline: { hasPassed: () => true },
    trigger: { kind: 'tick' },
  } as const;
  expect(await tick(play.world.ports, late)).toMatchObject({ called: 1, failures: [] });
  expect(play.calls).toEqual([]);
  await play.at('2026-11-20 09:32');
  expect(play.calls).toEqual(['09:30:15 StartInstances i-db', '09:31:06 StartInstances i-web']);
  expect(play.notices('instance-failed')).toEqual([]);
});
