import { describe, expect, test } from 'vitest';
import { ec2Skip, rdsSkip, spotMayStop } from '../../../functions/shared/fleet/skip.ts';
import { taggingOf } from '../../../functions/shared/fleet/tags.ts';

const PLAIN_EC2 = { autoScalingGroup: undefined, isSpot: false, spotMayStop: false, rootDeviceType: 'ebs' };
const PLAIN_RDS = {
  clusterId: undefined,
  isReadReplica: false,
  hasReadReplicas: false,
  engine: 'postgres',
  multiAz: false,
};
const PERSISTENT = { type: 'persistent', state: 'active', launchGroup: undefined, availabilityZoneGroup: undefined };

describe('what cannot be stopped is skipped', () => {
  test.each([
    ['an on-demand instance is not', {}, undefined],
    ['a member of an Auto Scaling group', { autoScalingGroup: 'web-asg' }, 'auto-scaling-group'],
    ['a spot instance', { isSpot: true }, 'spot'],
    ['a spot instance that may stop is not', { isSpot: true, spotMayStop: true }, undefined],
    ['a root in the instance store', { rootDeviceType: 'instance-store' }, 'instance-store'],
  ])('EC2: %s', (_rule, facts, because) => {
    expect(ec2Skip({ ...PLAIN_EC2, ...facts })).toBe(because);
  });

  test.each([
    ['a single instance is not', {}, undefined],
    ['Multi-AZ is not', { multiAz: true }, undefined],
    ['a member of a cluster', { clusterId: 'orders' }, 'cluster-member'],
    ['a read replica', { isReadReplica: true }, 'read-replica'],
    ['the source of a read replica', { hasReadReplicas: true }, 'has-read-replicas'],
    ['a replica that is a source too', { isReadReplica: true, hasReadReplicas: true }, 'read-replica'],
    ['SQL Server with Multi-AZ', { engine: 'sqlserver-se', multiAz: true }, 'sql-server-multi-az'],
    ['SQL Server without is not', { engine: 'sqlserver-se' }, undefined],
  ])('RDS: %s', (_rule, facts, because) => {
    expect(rdsSkip({ ...PLAIN_RDS, ...facts })).toBe(because);
  });

  test.each([
    ['persistent and active', {}, true],
    ['persistent and disabled by a stop', { state: 'disabled' }, true],
    ['one-time', { type: 'one-time' }, false],
    ['cancelled', { state: 'cancelled' }, false],
    ['closed', { state: 'closed' }, false],
    ['in a launch group', { launchGroup: 'batch' }, false],
    ['in an Availability Zone group', { availabilityZoneGroup: 'a' }, false],
  ])('a spot request that is %s lets its instance stop: %s', (_rule, facts, expected) => {
    expect(spotMayStop({ ...PERSISTENT, ...facts })).toBe(expected);
  });
});

describe('tags', () => {
  const tagging = (values: Record<string, string>): ReturnType<typeof taggingOf> =>
    taggingOf(Object.entries(values).map(([Key, Value]) => ({ Key, Value })));

  test('a blank group is no group', () => {
    expect(tagging({ ScheduleName: 'Development', ScheduleGroupName: '  ' }).groupName).toBeUndefined();
  });

  test('an instance without any tags is none of ours', () => {
    expect(taggingOf(undefined)).toMatchObject({ tagValue: undefined, name: '', autoScalingGroup: undefined });
  });

  test.each(['aws:ec2:fleet-id', 'aws:ec2spot:fleet-request-id'])('%s tells that a fleet keeps the instance', (key) => {
    expect(tagging({ [key]: 'fleet-1' }).inFleet).toBe(true);
    expect(tagging({}).inFleet).toBe(false);
  });
});
