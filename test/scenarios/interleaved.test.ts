import { expect, it } from 'vitest';
import type { SchedulerPorts } from '../../functions/scheduler/ports.ts';
import { chainOf, CHAIN, development, Scenario } from './scenario.ts';

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
