import { describe, expect, test } from 'vitest';
import { awsFleet } from '../../../../functions/shared/fleet/adapters/fleet.ts';
import { DAY_MS, HOUR_MS } from '../../../../functions/shared/calendar/instant.ts';
import { ExternalFailure } from '../../../../functions/shared/failure/external-failure.ts';
import type { Fleet, Member } from '../../../../functions/shared/fleet/member.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import type { FleetInstance } from '../../../../local/fleet-file.ts';
import { SimulatedFleet } from '../../../../local/simulated-fleet.ts';

const NOW = Date.parse('2026-11-20T00:00:00Z');
const inTime = { hasPassed: () => false };

const instance = (given: Partial<FleetInstance> & { id: string }): FleetInstance => ({
  type: 'EC2',
  tags: { ScheduleName: 'Development' },
  state: 'running',
  bootSeconds: 60,
  stopSeconds: 60,
  ...given,
});

function world(instances: readonly FleetInstance[]): { clock: VirtualClock; aws: SimulatedFleet; fleet: Fleet } {
  const clock = new VirtualClock(NOW);
  const aws = new SimulatedFleet({ clock, instances });
  return { clock, aws, fleet: awsFleet({ ec2: aws.ec2, rds: aws.rds, pause: async () => {} }) };
}

async function listed(fleet: Fleet, id: string): Promise<Member> {
  const member = (await fleet.list()).members.find((one) => one.id === id);
  if (member === undefined) throw new Error(`${id} is not listed`);
  return member;
}

describe('listing the fleet', () => {
  test('takes a call for each thousand instances and each hundred databases, and none per instance', async () => {
    const many = (count: number, type: 'EC2' | 'RDS'): FleetInstance[] =>
      Array.from({ length: count }, (_, index) => instance({ id: `${type}-${index}`, type }));
    const { aws, fleet } = world([...many(2_500, 'EC2'), ...many(250, 'RDS')]);
    const { members } = await fleet.list();
    expect(new Set(members.map(({ id }) => id)).size).toBe(2_750);
    expect(aws.callCounts).toEqual({ DescribeInstances: 3, DescribeDBInstances: 3 });
  });

  test('leaves databases as they are seen when instances cannot be listed, and says so', async () => {
    const { aws, fleet } = world([instance({ id: 'i-1' }), instance({ id: 'db', type: 'RDS' })]);
    aws.denyList('EC2');
    const view = await fleet.list();
    expect(view.members.map(({ id }) => id)).toEqual(['db']);
    expect(view.unseen).toMatchObject([{ type: 'EC2', failure: { reason: 'denied', code: 'UnauthorizedOperation' } }]);
    expect(view.unseen[0]?.failure).toBeInstanceOf(ExternalFailure);
  });

  test('leaves instances as they are seen when databases cannot be listed, and says so', async () => {
    const { aws, fleet } = world([instance({ id: 'i-1' }), instance({ id: 'db', type: 'RDS' })]);
    aws.failNext({ op: 'DescribeDBInstances', code: 'Throttling' });
    const view = await fleet.list();
    expect(view.members.map(({ id }) => id)).toEqual(['i-1']);
    expect(view.unseen).toMatchObject([{ type: 'RDS', failure: { reason: 'throttled' } }]);
  });

  test('gives no half of a listing whose second page fails', async () => {
    const { aws, fleet } = world(Array.from({ length: 1_500 }, (_, index) => instance({ id: `i-${index}` })));
    let pages = 0;
    const ec2 = {
      send: (command: never) => {
        pages += 1;
        if (pages === 2) aws.failNext({ op: 'DescribeInstances', code: 'InternalError' });
        return aws.ec2.send(command);
      },
    } as unknown as typeof aws.ec2;
    const view = await awsFleet({ ec2, rds: aws.rds, pause: async () => {} }).list();
    expect(view.members).toEqual([]);
    expect(view.unseen).toMatchObject([{ type: 'EC2', failure: { reason: 'unavailable' } }]);
    expect((await fleet.list()).members).toHaveLength(1_500);
  });

  test('asks for spot requests only when there is a spot instance, and once', async () => {
    const { aws, fleet } = world([
      instance({ id: 'i-demand' }),
      instance({ id: 'i-keeps', spot: 'persistent' }),
      instance({ id: 'i-once', spot: 'one-time' }),
      instance({ id: 'i-fleet', spot: 'persistent', tags: { ScheduleName: 'Development', 'aws:ec2:fleet-id': 'f' } }),
    ]);
    const { members } = await fleet.list();
    expect(members.map(({ id, skip }) => [id, skip])).toEqual([
      ['i-demand', undefined],
      ['i-keeps', undefined],
      ['i-once', 'spot'],
      ['i-fleet', 'spot'],
    ]);
    expect(aws.callCount('DescribeSpotInstanceRequests')).toBe(1);
  });

  test('recognises what cannot be stopped', async () => {
    const { fleet } = world([
      instance({ id: 'i-asg', autoScalingGroup: 'web' }),
      instance({ id: 'i-store', instanceStore: true }),
      instance({ id: 'source', type: 'RDS' }),
      instance({ id: 'replica', type: 'RDS', readReplicaOf: 'source' }),
      instance({ id: 'aurora-1', type: 'RDS', clusterId: 'aurora' }),
      instance({ id: 'mssql', type: 'RDS', engine: 'sqlserver-se', multiAz: true }),
    ]);
    const { members } = await fleet.list();
    expect(Object.fromEntries(members.map(({ id, skip }) => [id, skip]))).toEqual({
      'i-asg': 'auto-scaling-group',
      'i-store': 'instance-store',
      source: 'has-read-replicas',
      replica: 'read-replica',
      'aurora-1': 'cluster-member',
      mssql: 'sql-server-multi-az',
    });
  });

  test('tells why an instance fell back from pending, and nothing of a stop that was meant', async () => {
    const { clock, aws, fleet } = world([instance({ id: 'i-1', state: 'stopped' })]);
    expect((await listed(fleet, 'i-1')).fellBack).toBeUndefined();
    aws.fallBack('i-1');
    await fleet.start([await listed(fleet, 'i-1')], inTime);
    expect(await listed(fleet, 'i-1')).toMatchObject({ phase: 'starting', stoppable: false, fellBack: undefined });
    await clock.runUntil(NOW + HOUR_MS);
    expect(await listed(fleet, 'i-1')).toMatchObject({
      phase: 'stopped',
      fellBack: { code: 'Server.InsufficientInstanceCapacity', message: expect.stringContaining('capacity') },
    });
  });

  test('tells when RDS will start a stopped database by itself', async () => {
    const { clock, fleet } = world([instance({ id: 'db', type: 'RDS' })]);
    expect((await listed(fleet, 'db')).restartsAt).toBeUndefined();
    await fleet.stop([await listed(fleet, 'db')], inTime, { hibernate: false });
    expect(await listed(fleet, 'db')).toMatchObject({ phase: 'stopping', status: 'stopping', stoppable: false });
    await clock.runUntil(NOW + HOUR_MS);
    expect((await listed(fleet, 'db')).restartsAt).toBe(NOW + 60_000 + 7 * DAY_MS);
  });
});

describe('status checks', () => {
  test('are asked a hundred instances at a time', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `i-${index}`);
    const { aws, fleet } = world(ids.map((id) => instance({ id })));
    expect((await fleet.statusOk(ids)).size).toBe(250);
    expect(aws.callCount('DescribeInstanceStatus')).toBe(3);
  });

  test('are not passed while they initialise', async () => {
    const { clock, fleet } = world([instance({ id: 'i-1', state: 'stopped', statusSeconds: 120 })]);
    await fleet.start([await listed(fleet, 'i-1')], inTime);
    await clock.runUntil(NOW + 61_000);
    expect(await listed(fleet, 'i-1')).toMatchObject({ phase: 'up' });
    expect(await fleet.statusOk(['i-1'])).toEqual(new Set());
    await clock.runUntil(NOW + 181_000);
    expect(await fleet.statusOk(['i-1'])).toEqual(new Set(['i-1']));
  });

  test('that cannot be asked are an ExternalFailure, not checks that failed', async () => {
    const { aws, fleet } = world([instance({ id: 'i-1' })]);
    aws.failNext({ op: 'DescribeInstanceStatus', code: 'UnauthorizedOperation' });
    await expect(fleet.statusOk(['i-1'])).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'denied' });
  });
});
