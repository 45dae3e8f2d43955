import { describe, expect, test } from 'vitest';
import { RDS_STATUSES, rdsStatus } from '../../../functions/shared/fleet/rds-status.ts';

describe('an RDS status', () => {
  test.each([
    // A day of storage optimization must not keep dependents waiting, nor the database up.
    ['available', 'up', true],
    ['storage-optimization', 'up', true],
    ['backing-up', 'up', false],
    ['configuring-enhanced-monitoring', 'up', false],
    ['modifying', 'up', false],
    ['stopped', 'stopped', false],
    ['inaccessible-encryption-credentials-recoverable', 'stopped', false],
    ['starting', 'starting', false],
    ['creating', 'starting', false],
    ['stopping', 'stopping', false],
    ['rebooting', 'changing', false],
    ['upgrading', 'changing', false],
    ['failed', 'changing', false],
  ])('%s means %s, stoppable: %s', (word, phase, stoppable) => {
    expect(rdsStatus(word)).toEqual({ phase, stoppable });
  });

  test('is stoppable only while the instance is up', () => {
    for (const { phase, stoppable } of Object.values(RDS_STATUSES)) if (stoppable) expect(phase).toBe('up');
  });

  test.each(['deleting', 'delete-precheck'])('%s means that nobody should wait for it', (word) => {
    expect(rdsStatus(word)).toBeUndefined();
  });

  test.each(['a-status-of-next-year', '', 'constructor'])('%j, which is new to us, is left alone', (word) => {
    expect(rdsStatus(word)).toEqual({ phase: 'changing', stoppable: false });
  });
});
