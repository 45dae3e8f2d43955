import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { awsFleet } from '../../../../functions/shared/fleet/adapters/fleet.ts';
import type { Deadline, Fleet, Member, Outcome } from '../../../../functions/shared/fleet/member.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import type { FleetInstance } from '../../../../local/fleet-file.ts';
import type { SimulatedCall } from '../../../../local/simulated-account.ts';
import { SimulatedFleet } from '../../../../local/simulated-fleet.ts';

const inTime: Deadline = { hasPassed: () => false };

interface World {
  readonly aws: SimulatedFleet;
  readonly fleet: Fleet;
  readonly members: readonly Member[];
  readonly calls: readonly SimulatedCall[];
  /** Milliseconds waited so far for AWS's token buckets. */
  waited(): number;
}

async function world(count: number, given: Partial<FleetInstance> = {}): Promise<World> {
  const clock = new VirtualClock(Date.parse('2026-11-20T00:00:00Z'));
  const type = given.type ?? 'EC2';
  const instances = Array.from({ length: count }, (_, index): FleetInstance => {
    const id = type === 'EC2' ? `i-${index}` : `db-${index}`;
    return {
      id,
      type,
      tags: { ScheduleName: 'Development' },
      state: 'stopped',
      bootSeconds: 60,
      stopSeconds: 60,
      ...given,
    };
  });
  const aws = new SimulatedFleet({ clock, instances });
  const calls: SimulatedCall[] = [];
  aws.onCall((call) => calls.push(call));
  let waitedMs = 0;
  const pause = async (ms: number): Promise<void> => {
    waitedMs += ms;
  };
  const fleet = awsFleet({ ec2: aws.ec2, rds: aws.rds, pause });
  const { members } = await fleet.list();
  return { aws, fleet, members, calls, waited: () => waitedMs };
}

const kinds = (outcomes: readonly Outcome[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** Passes when asked for the nth time. */
const afterAsks = (asks: number): Deadline => {
  let asked = 0;
  return { hasPassed: () => (asked += 1) > asks };
};

describe('starting EC2 instances', () => {
  test('takes a call for each fifty', async () => {
    const { fleet, members, calls } = await world(230);
    expect(kinds(await fleet.start(members, inTime))).toEqual({ accepted: 230 });
    expect(calls.map(({ ids }) => ids.length)).toEqual([50, 50, 50, 50, 30]);
  });

  test('answers for every member in its order', async () => {
    const { fleet, members } = await world(60);
    expect((await fleet.start(members, inTime)).map(({ id }) => id)).toEqual(members.map(({ id }) => id));
  });

  test('starts the others when one has a state in which it cannot start, and looks again at that one', async () => {
    const { aws, fleet, members, calls } = await world(3);
    aws.terminate('i-1');
    const outcomes = await fleet.start(members, inTime);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'look-again', 'accepted']);
    expect(calls).toEqual([
      { op: 'StartInstances', ids: ['i-0', 'i-1', 'i-2'], error: 'IncorrectInstanceState' },
      { op: 'StartInstances', ids: ['i-0', 'i-2'] },
    ]);
  });

  test('starts the others when one is described but not found', async () => {
    const { aws, fleet, members } = await world(50);
    aws.ghost('i-7');
    expect(kinds(await fleet.start(members, inTime))).toEqual({ accepted: 49, 'look-again': 1 });
  });

  test('starts the others when AWS has no capacity for one', async () => {
    const { aws, fleet, members } = await world(50);
    aws.capacity('i-30');
    const outcomes = await fleet.start(members, inTime);
    expect(kinds(outcomes)).toEqual({ accepted: 49, failed: 1 });
    expect(outcomes.find(({ kind }) => kind === 'failed')).toMatchObject({
      id: 'i-30',
      failure: { reason: 'no-capacity', code: 'InsufficientInstanceCapacity', retryable: true },
    });
  });

  test('postpones what throttling leaves, and sends nothing more', async () => {
    const { aws, fleet, members, calls } = await world(200);
    aws.throttle('StartInstances', 1);
    expect(kinds(await fleet.start(members, inTime))).toEqual({ postponed: 200 });
    expect(calls).toHaveLength(1);
  });

  test("waits for the account's tokens: five calls at once, then two a second", async () => {
    const { fleet, members, waited } = await world(450);
    await fleet.start(members.slice(0, 250), inTime);
    expect(waited()).toBe(0);
    await fleet.start(members.slice(250), inTime);
    expect(waited()).toBe(2_000);
  });

  test("waits for the account's tokens: a thousand instances at once, then two a second", async () => {
    const { fleet, members, waited } = await world(1_050);
    await fleet.start(members, inTime);
    // 16 calls beyond the first five take 8 s, and the last 50 instances 25 s.
    expect(waited()).toBe(33_000);
  });

  test('gives up waiting for tokens soon after the deadline', async () => {
    const { fleet, members, calls, waited } = await world(1_050);
    const slow: Deadline = { hasPassed: () => waited() >= 10_000 };
    expect(kinds(await fleet.start(members, slow))).toEqual({ accepted: 1_000, postponed: 50 });
    expect(calls).toHaveLength(20);
    expect(waited()).toBeLessThanOrEqual(11_000);
  });

  test('hopes for full buckets after each new look', async () => {
    const { fleet, members, waited } = await world(500);
    await fleet.start(members.slice(0, 250), inTime);
    await fleet.list();
    await fleet.start(members.slice(250), inTime);
    expect(waited()).toBe(0);
  });

  test('postpones what the deadline leaves', async () => {
    const { fleet, members, calls } = await world(200);
    // Two buckets ask before each call.
    expect(kinds(await fleet.start(members, afterAsks(4)))).toEqual({ accepted: 100, postponed: 100 });
    expect(calls).toHaveLength(2);
  });
});

describe('stopping with hibernation', () => {
  async function hibernating(setUp: { able: number; unable: number }): Promise<World & { hibernated: string[][] }> {
    const made = await world(setUp.able, { state: 'running', hibernation: true });
    for (let index = 0; index < setUp.unable; index += 1) {
      const spec = { type: 'EC2', tags: { ScheduleName: 'Development' }, state: 'running' } as const;
      made.aws.add({ id: `plain-${index}`, ...spec, bootSeconds: 60, stopSeconds: 60 });
    }
    const hibernated: string[][] = [];
    const ec2 = {
      send: (command: never) => {
        const input: unknown = command;
        if (input instanceof StopInstancesCommand && input.input.Hibernate)
          hibernated.push(input.input.InstanceIds ?? []);
        return made.aws.ec2.send(command);
      },
    } as unknown as typeof made.aws.ec2;
    const fleet = awsFleet({ ec2, rds: made.aws.rds, pause: async () => {} });
    return { ...made, fleet, members: (await fleet.list()).members, hibernated };
  }

  test('hibernates those that can be, and stops the others plainly', async () => {
    const { fleet, members, calls, hibernated } = await hibernating({ able: 2, unable: 1 });
    expect(kinds(await fleet.stop(members, inTime, { hibernate: true }))).toEqual({ accepted: 3 });
    expect(hibernated).toEqual([['i-0', 'i-1']]);
    expect(calls.map(({ ids }) => ids)).toEqual([['i-0', 'i-1'], ['plain-0']]);
  });

  test('hibernates nothing where the schedule does not ask for it', async () => {
    const { fleet, members, hibernated } = await hibernating({ able: 2, unable: 1 });
    expect(kinds(await fleet.stop(members, inTime, { hibernate: false }))).toEqual({ accepted: 3 });
    expect(hibernated).toEqual([]);
  });

  test.each(['UnsupportedHibernationConfiguration', 'IncorrectInstanceState', 'UnsupportedOperation'])(
    'stops plainly, after %s, the one that AWS will not hibernate just now',
    async (code) => {
      const { aws, fleet, members, hibernated } = await hibernating({ able: 3, unable: 1 });
      aws.fail('i-1', { op: 'StopInstances', code, message: `Instance i-1 is not ready to hibernate yet.` });
      expect(kinds(await fleet.stop(members, inTime, { hibernate: true }))).toEqual({ accepted: 4 });
      expect(hibernated).toEqual([
        ['i-0', 'i-1', 'i-2'],
        ['i-0', 'i-2'],
      ]);
      expect(aws.stateOf('i-1')).toBe('stopping');
    },
  );

  test('sends no plain stop after a throttled hibernation', async () => {
    const { aws, fleet, members, calls } = await hibernating({ able: 1, unable: 1 });
    aws.throttle('StopInstances', 1);
    expect(kinds(await fleet.stop(members, inTime, { hibernate: true }))).toEqual({ postponed: 2 });
    expect(calls).toHaveLength(1);
  });

  test('does not stop plainly what may not be stopped at all', async () => {
    const { aws, fleet, members, calls } = await hibernating({ able: 1, unable: 0 });
    aws.fail('i-0', { op: 'StopInstances', code: 'UnauthorizedOperation' });
    expect(kinds(await fleet.stop(members, inTime, { hibernate: true }))).toEqual({ failed: 1 });
    expect(calls).toHaveLength(1);
  });
});

describe('starting and stopping databases', () => {
  test('calls once for each, five at a time', async () => {
    const { aws, members, calls } = await world(12, { type: 'RDS' });
    let under = 0;
    let most = 0;
    const rds = {
      send: async (command: never) => {
        most = Math.max(most, (under += 1));
        await new Promise(setImmediate);
        under -= 1;
        return aws.rds.send(command);
      },
    } as unknown as typeof aws.rds;
    const fleet = awsFleet({ ec2: aws.ec2, rds, pause: async () => {} });
    expect(kinds(await fleet.start(members, inTime))).toEqual({ accepted: 12 });
    expect(calls).toHaveLength(12);
    expect(most).toBe(5);
  });

  test('looks again at one in another state or gone, and does the others', async () => {
    const { aws, fleet, members } = await world(4, { type: 'RDS' });
    aws.startByHand('db-1');
    aws.ghost('db-2');
    const outcomes = await fleet.start(members, inTime);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'look-again', 'look-again', 'accepted']);
  });

  test('tells of missing capacity for the one and does the others', async () => {
    const { aws, fleet, members } = await world(3, { type: 'RDS' });
    aws.capacity('db-1');
    const outcomes = await fleet.start(members, inTime);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'failed', 'accepted']);
    expect(outcomes[1]).toMatchObject({ failure: { reason: 'no-capacity', code: 'InsufficientDBInstanceCapacity' } });
  });

  test('postpones the rest once RDS throttles', async () => {
    const { aws, fleet, members, calls } = await world(50, { type: 'RDS', state: 'running' });
    aws.throttle('StopDBInstance', 5);
    expect(kinds(await fleet.stop(members, inTime, { hibernate: false }))).toEqual({ postponed: 50 });
    expect(calls).toHaveLength(5);
  });

  test('is not held up by EC2 throttling', async () => {
    const { aws, fleet, members } = await world(1, { type: 'RDS' });
    aws.add({
      id: 'i-1',
      type: 'EC2',
      tags: { ScheduleName: 'Development' },
      state: 'stopped',
      bootSeconds: 1,
      stopSeconds: 1,
    });
    aws.throttle('StartInstances', 1);
    const all = (await fleet.list()).members;
    expect(members).toHaveLength(1);
    const outcomes = await fleet.start(all, inTime);
    expect(Object.fromEntries(outcomes.map(({ id, kind }) => [id, kind]))).toEqual({
      'i-1': 'postponed',
      'db-0': 'accepted',
    });
  });
});
