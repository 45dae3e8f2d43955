import { describe, expect, it } from 'vitest';
import type { FailureReason } from '../../functions/shared/failure/external-failure.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { FailedCall } from '../../functions/webhook/domain/failure-cause.ts';
import { explainFailure } from '../../functions/webhook/domain/words/en/failure-words.ts';
import { explainFailure as explainInKorean } from '../../functions/webhook/domain/words/ko/failure-words.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';

const explain = (call: Partial<FailedCall>): string =>
  explainFailure({ code: '', message: '', operation: 'start', size: 'm5.large', zone: 'ap-northeast-2a', ...call });

const REASONS: Record<FailureReason, true> = {
  ...{ throttled: true, denied: true, 'not-found': true, conflict: true, 'no-capacity': true },
  ...{ unsupported: true, timeout: true, unavailable: true, unexpected: true },
};

describe('why a call failed, in English', () => {
  it.each([
    ['InsufficientInstanceCapacity', 'AWS has no m5.large left in ap-northeast-2a'],
    ['Server.InsufficientInstanceCapacity', 'AWS has no m5.large left in ap-northeast-2a'],
    ['InsufficientDBInstanceCapacityFault', 'AWS has no m5.large left in ap-northeast-2a'],
    ['no-capacity', 'AWS has no m5.large left in ap-northeast-2a'],
  ])('says of %s which size is missing where', (code, words) => {
    expect(explain({ code })).toBe(words);
  });

  it.each([
    ['start', 'm5.large', 'ec2:StartInstances'],
    ['stop', 'm5.large', 'ec2:StopInstances'],
    ['start', 'db.t3.medium postgres', 'rds:StartDBInstance'],
    ['stop', 'db.t3.medium postgres', 'rds:StopDBInstance'],
    ['list', 'EC2', 'ec2:DescribeInstances'],
    ['list', 'RDS', 'rds:DescribeDBInstances'],
  ] as const)('names the right that a denied %s of %s lacks', (operation, size, right) => {
    for (const code of ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'denied'])
      expect(explain({ code, operation, size })).toContain(`lacks ${right}`);
  });

  it('tells a missing KMS grant by how EC2 behaves, and where to put the key', () => {
    expect(explain({ code: 'Client.InternalError' })).toMatch(/kms:CreateGrant.*`kmsKeyArns`/);
  });

  it("does not blame a KMS key for an error of AWS's own", () => {
    expect(explain({ code: 'Server.InternalError' })).toBe('AWS made an error of its own during the start');
  });

  it('sends whoever is over a quota to Service Quotas', () => {
    expect(explain({ code: 'VcpuLimitExceeded' })).toMatch(/quota for instances such as m5\.large .*Service Quotas/);
  });

  it("hands on AWS's own words for a code it does not know", () => {
    expect(explain({ code: 'BrandNewTrouble', message: 'BrandNewTrouble: The moon is full.' })).toBe(
      'AWS refused the start: BrandNewTrouble: The moon is full',
    );
    expect(explain({ code: 'constructor' })).toBe('AWS refused the start: constructor');
  });

  it.each([
    ['RequestLimitExceeded', 'AWS takes no more calls from this account for a moment'],
    ['ThrottlingException', 'AWS takes no more calls from this account for a moment'],
    ['TimeoutError', 'AWS did not answer in time'],
    ['ECONNRESET', 'AWS has trouble of its own'],
    ['ServiceUnavailable', 'AWS has trouble of its own'],
  ])('calls %s no refusal', (code, words) => {
    expect(explain({ code, message: `${code}: as the SDK says it` })).toBe(words);
  });

  it('has words for every reason that a code may stand in for', () => {
    for (const code of Object.keys(REASONS))
      expect(explain({ code, size: '', zone: '' })).toMatch(/^[A-Z][^`]*[^.\s]$/);
  });

  it('is explained in Korean wherever it is in English, with the same size, zone and right', () => {
    const codes = [...Object.keys(REASONS), 'Client.InternalError', 'KMSKeyNotAccessible', 'VcpuLimitExceeded'];
    const more = ['VolumeLimitExceeded', 'InternalError', 'ScheduledStop', 'SpotInstanceShutdown', 'fell-back'];
    for (const code of [...codes, ...more]) {
      const call = { code, message: '', operation: 'start', size: 'm5.large', zone: 'ap-northeast-2a' } as const;
      const [english, korean] = [explainFailure(call), explainInKorean(call)];
      expect(korean, code).toMatch(/[가-힣].*요$/);
      for (const detail of ['m5.large', 'ap-northeast-2a', 'ec2:StartInstances', 'kms:CreateGrant', 'Service Quotas'])
        expect(korean.includes(detail), `${code}: ${detail}`).toBe(english.includes(detail));
    }
  });

  const failed = (instances: readonly string[], more?: number): Notice => {
    const facts = Object.entries({
      ...{ instances, group: 'api', operation: 'start', code: 'InsufficientInstanceCapacity' },
      ...{ size: 'm5.large', zone: 'ap-northeast-2a', attempts: 1, nextTryAt: '2026-11-20T00:31:00Z' },
      ...(more !== undefined && { more }),
    }).map(([name, value]) => ({ name, value }));
    return {
      ...{ id: 'x', at: Date.parse('2026-11-20T00:30:00Z'), severity: 'error', kind: 'instance-failed' },
      ...{ schedule: 'Development', timeZone: 'Asia/Seoul', facts, actions: [], channels: ['default'] },
    };
  };

  it('says in the notice what failed, why, and when it is tried again', () => {
    const { title, text } = sayNotice(failed(['api-1 (i-1)']), 'en');
    expect(title).toBe('Development: api-1 (i-1) did not start');
    expect(text).toBe(
      'AWS has no m5.large left in ap-northeast-2a; trying again at 09:31 KST, then at least every 15 minutes. ' +
        'The others of api go on without it.',
    );
  });

  it('counts in one notice those that failed alike, also those left out of the list', () => {
    const { title, lines } = sayNotice(failed(['api-1', 'api-2'], 7), 'en');
    expect(title).toBe('Development: 9 instances did not start');
    expect(lines).toEqual(['api-1', 'api-2', '+7 more']);
  });
});
