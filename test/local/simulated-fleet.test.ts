import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../functions/shared/calendar/instant.ts';
import { VirtualClock } from '../../local/clock.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { SimulatedFleet } from '../../local/simulated-fleet.ts';

const NOW = Date.parse('2026-11-20T00:00:00Z');

const WEB: FleetInstance = {
  id: 'i-web',
  type: 'EC2',
  tags: { ScheduleName: 'Development' },
  state: 'stopped',
  bootSeconds: 60,
  stopSeconds: 30,
};
const DB: FleetInstance = { ...WEB, id: 'db', type: 'RDS', bootSeconds: 300, stopSeconds: 120 };

function world(...instances: FleetInstance[]) {
  const clock = new VirtualClock(NOW);
  const aws = new SimulatedFleet({ clock, instances, pageSize: 2 });
  const log: string[] = [];
  const seconds = (): number => (clock.now - NOW) / SECOND_MS;
  aws.onState(({ id, state }) => log.push(`${seconds()}s ${id} ${state}`));
  const events: string[] = [];
  aws.onStateChange(({ source, detail, time }) => {
    const what =
      'EventID' in detail ? `${detail.SourceIdentifier} ${detail.EventID}` : `${detail['instance-id']} ${detail.state}`;
    events.push(`${(Date.parse(time) - NOW) / SECOND_MS}s ${source} ${what}`);
  });
  const after = (s: number): Promise<void> => clock.runUntil(NOW + s * SECOND_MS + 1);
  const start = (...ids: string[]) => aws.ec2.send(new StartInstancesCommand({ InstanceIds: ids }));
  const stop = (...ids: string[]) => aws.ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
  const startDb = (id: string) => aws.rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier: id }));
  const stopDb = (id: string) => aws.rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: id }));
  return { clock, aws, log, events, after, start, stop, startDb, stopDb };
}

describe('the simulated EC2', () => {
  test('boots and stops in its own time, and tells EventBridge of every state', async () => {
    const { log, events, after, start, stop } = world(WEB);
    await start('i-web');
    await after(100);
    await stop('i-web');
    await after(200);
    expect(log).toEqual(['0s i-web pending', '60s i-web running', '100.001s i-web stopping', '130.001s i-web stopped']);
    expect(events).toEqual(log.map((line) => line.replace('i-web', 'aws.ec2 i-web')));
  });

  test('lets a stop during the boot win over the boot', async () => {
    const { aws, log, after, start } = world(WEB);
    await start('i-web');
    await after(10);
    aws.stopByHand('i-web');
    await after(600);
    expect(log.map((line) => line.split(' ')[2])).toEqual(['pending', 'stopping', 'stopped']);
  });

  test('takes a start of what runs, and a stop of what is stopped, and does nothing', async () => {
    const { aws, log, start, stop } = world({ ...WEB, state: 'running' }, { ...WEB, id: 'i-off' });
    await start('i-web');
    await stop('i-off');
    expect([aws.stateOf('i-web'), aws.stateOf('i-off'), log]).toEqual(['running', 'stopped', []]);
  });

  test('refuses a start while stopping, and does it to none of the call', async () => {
    const { aws, start } = world({ ...WEB, state: 'stopping' }, { ...WEB, id: 'i-other' });
    await expect(start('i-other', 'i-web')).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: "The instance 'i-web' is not in a state from which it can be started.",
    });
    expect(aws.stateOf('i-other')).toBe('stopped');
  });

  test('names every id it does not find', async () => {
    const { start } = world(WEB);
    await expect(start('i-no')).rejects.toMatchObject({ message: "The instance ID 'i-no' does not exist" });
    await expect(start('i-a', 'i-web', 'i-b')).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
      message: "The instance IDs 'i-a, i-b' do not exist",
    });
  });

  test('answers page by page', async () => {
    const { aws } = world(WEB, { ...WEB, id: 'i-2' }, { ...WEB, id: 'i-3' });
    const first = await aws.ec2.send(new DescribeInstancesCommand({}));
    const second = await aws.ec2.send(new DescribeInstancesCommand({ NextToken: first.NextToken }));
    expect([first.Reservations?.length, second.Reservations?.length, second.NextToken]).toEqual([2, 1, undefined]);
  });

  test('goes from a boot under way at the beginning to its end', async () => {
    const { log, after } = world({ ...WEB, state: 'pending' });
    await after(61);
    expect(log).toEqual(['60s i-web running']);
  });

  test('throws at a command that nobody taught it', async () => {
    const { aws } = world(WEB);
    await expect(aws.ec2.send(new DescribeImagesCommand({}))).rejects.toThrow('does not know this command');
    await expect(aws.rds.send(new DescribeEventsCommand({}))).rejects.toThrow('does not know this command');
  });
});

describe('the simulated RDS', () => {
  test('starts and stops in its own time, and tells EventBridge of the ends', async () => {
    const { log, events, after, startDb, stopDb } = world(DB);
    await startDb('db');
    await after(400);
    await stopDb('db');
    await after(600);
    expect(log.map((line) => line.split(' ')[2])).toEqual(['starting', 'available', 'stopping', 'stopped']);
    expect(events).toEqual(['300s aws.rds db RDS-EVENT-0088', '520.001s aws.rds db RDS-EVENT-0087']);
  });

  test('starts a stopped database by itself after seven days', async () => {
    const { aws, events, clock } = world(DB);
    const describe = async () => (await aws.rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.[0];
    expect((await describe())?.AutomaticRestartTime).toEqual(new Date(NOW + 7 * DAY_MS));
    await clock.runUntil(NOW + 8 * DAY_MS);
    expect(events).toEqual([
      `${7 * 86_400}s aws.rds db RDS-EVENT-0154`,
      `${7 * 86_400 + 300}s aws.rds db RDS-EVENT-0088`,
    ]);
    expect((await describe())?.AutomaticRestartTime).toBeUndefined();
  });

  test('counts the seven days from the last stop', async () => {
    const { aws, clock, startDb, stopDb } = world(DB);
    await startDb('db');
    await clock.runUntil(NOW + 5 * DAY_MS);
    await stopDb('db');
    await clock.runUntil(NOW + 11 * DAY_MS);
    expect(aws.stateOf('db')).toBe('stopped');
    await clock.runUntil(NOW + 13 * DAY_MS);
    expect(aws.stateOf('db')).toBe('available');
  });

  test('refuses what does not fit the state', async () => {
    const { startDb, stopDb } = world(DB, { ...DB, id: 'aurora-1', clusterId: 'aurora' });
    await expect(stopDb('db')).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await startDb('db');
    await expect(startDb('db')).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await expect(startDb('nowhere')).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
    await expect(startDb('aurora-1')).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });
});

describe('faults', () => {
  test('last for so many calls', async () => {
    const { aws, start } = world(WEB);
    aws.failNext({ op: 'StartInstances', code: 'InternalError', times: 2 });
    await expect(start('i-web')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await expect(start('i-web')).rejects.toThrow();
    await expect(start('i-web')).resolves.toBeDefined();
    expect(aws.callCount('StartInstances')).toBe(3);
  });

  test('of an instance leave calls for others alone, and end when healed', async () => {
    const { aws, start } = world(WEB, { ...WEB, id: 'i-2' });
    aws.capacity('i-web');
    await expect(start('i-2')).resolves.toBeDefined();
    await expect(start('i-2', 'i-web')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
    aws.heal('i-web');
    await expect(start('i-web')).resolves.toBeDefined();
  });

  test('can lose the answer of a call that was carried out', async () => {
    const { aws, start } = world(WEB);
    aws.failNext({ op: 'StartInstances', code: 'TimeoutError', carriedOut: true });
    await expect(start('i-web')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(aws.stateOf('i-web')).toBe('pending');
  });

  test('are told with the calls', async () => {
    const { aws, start, startDb } = world(WEB, DB);
    const calls: unknown[] = [];
    aws.onCall((call) => calls.push(call));
    aws.throttle('StartInstances', 1);
    await start('i-web').catch(() => undefined);
    aws.fail('db', { op: 'StartDBInstance', code: 'ECONNRESET' });
    await startDb('db').catch(() => undefined);
    await startDb('db');
    expect(calls).toEqual([
      { op: 'StartInstances', ids: ['i-web'], error: 'RequestLimitExceeded' },
      { op: 'StartDBInstance', ids: ['db'], error: 'ECONNRESET' },
      { op: 'StartDBInstance', ids: ['db'] },
    ]);
  });

  test('let a listing through again once it is allowed', async () => {
    const { aws } = world(WEB);
    aws.denyList('EC2');
    await expect(aws.ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    aws.allowList('EC2');
    await expect(aws.ec2.send(new DescribeInstancesCommand({}))).resolves.toBeDefined();
  });

  test('make the next start fall back, and only that one', async () => {
    const { aws, after, start } = world(WEB);
    aws.fallBack('i-web');
    await start('i-web');
    await after(61);
    expect(aws.stateOf('i-web')).toBe('stopped');
    await start('i-web');
    await after(200);
    expect(aws.stateOf('i-web')).toBe('running');
  });
});

test('an instance that does not exist is a mistake of the scenario, and told as one', () => {
  const { aws } = world(WEB);
  expect(() => aws.startByHand('i-typo')).toThrow('the simulated fleet has no instance i-typo');
  expect(() => aws.add(WEB)).toThrow('already has an instance i-web');
});
