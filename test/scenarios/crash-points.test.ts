import { expect, it } from 'vitest';
import type { SchedulerPorts } from '../../functions/scheduler/ports.ts';
import { development, ec2, group, Scenario } from './scenario.ts';

/*
 * The order intent, calls, results, queue, clear (functions/scheduler/carry-out.ts) is right when it does not matter where an
 * invocation dies. So it dies everywhere: after every single write, call and queueing of a run, one after the other.
 */

class Crash extends Error {}

/** Passes everything on, and dies after the `crashAt`th change to the outside world until the next invocation; counts them all. */
class Crasher {
  changes = 0;
  #isDead = false;
  readonly #crashAt: number;

  constructor(crashAt: number) {
    this.#crashAt = crashAt;
  }

  wrap = (ports: SchedulerPorts): SchedulerPorts => ({
    ...ports,
    rows: this.#dying(ports.rows, []),
    memory: this.#dying(ports.memory, ['saveRun', 'recordWarning', 'recordLook', 'claimWakeUp', 'takeHold']),
    notices: this.#dying(ports.notices, ['send']),
    wakeUps: this.#dying(ports.wakeUps, ['send']),
    fleet: async () => this.#dying(await ports.fleet(), ['start', 'stop']),
  });

  #dying<Port extends object>(port: Port, changing: readonly (keyof Port)[]): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          // An invocation begins with its rows.
          if (name === 'read') this.#isDead = false;
          if (this.#isDead) throw new Crash('already dead');
          const result: unknown = await Reflect.apply(method, target, given);
          if (!changing.includes(name as keyof Port)) return result;
          this.changes += 1;
          this.#isDead = this.changes === this.#crashAt;
          if (this.#isDead) throw new Crash(`after ${String(name)}`);
          return result;
        };
      },
    });
  }
}

interface Played {
  readonly states: readonly string[];
  readonly noticeIds: readonly string[];
  readonly calls: readonly string[];
  readonly changes: number;
}

async function play(kind: 'start' | 'stop', crashAt: number): Promise<Played> {
  const crasher = new Crasher(crashAt);
  const fleet = ['db', 'web', 'api'].map((name) =>
    ec2(`i-${name}`, { group: name, state: kind === 'start' ? 'stopped' : 'running' }),
  );
  const scenario = await Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] }), group('api', { Dependency: ['web'] })],
    },
    fleet,
    from: kind === 'start' ? '2026-11-20 09:30' : '2026-11-20 21:59',
    warnMinutes: 1,
    wrap: crasher.wrap,
  });
  const { world } = scenario;
  await scenario.at(kind === 'start' ? '2026-11-20 09:35' : '2026-11-20 22:05');
  return {
    states: fleet.map(({ id }) => scenario.state(id)),
    noticeIds: world.notices.map(({ id }) => id),
    calls: scenario.calls,
    changes: crasher.changes,
  };
}

it.each(['start', 'stop'] as const)(
  'reaches the same state and loses no notice wherever a %s run dies',
  async (kind) => {
    const whole = await play(kind, Number.POSITIVE_INFINITY);
    expect(whole.changes).toBeGreaterThan(10);
    expect(whole.noticeIds).toHaveLength(kind === 'start' ? 4 : 5);
    for (let crashAt = 1; crashAt <= whole.changes; crashAt++) {
      const died = await play(kind, crashAt);
      const where = `died after change ${crashAt} of ${whole.changes}`;
      expect(died.states, where).toEqual(whole.states);
      const lost = whole.noticeIds.filter((id) => !died.noticeIds.includes(id));
      expect(lost, where).toEqual([]);
      expect(new Set(died.noticeIds).size, where).toBe(died.noticeIds.length);
    }
  },
  180_000,
);
