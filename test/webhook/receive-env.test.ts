import { describe, expect, it } from 'vitest';
import { readReceiveConfig, type ReceiveEnv } from '../../functions/webhook/receive-env.ts';

const RIGHT = {
  SCHEDULE_TABLE: 'S',
  SCHEDULE_SERVER_GROUP_TABLE: 'G',
  SCHEDULE_EXCEPTION_TABLE: 'E',
  ALARM_RULE_TABLE: 'A',
  MEMORY_TABLE: 'M',
  NOTICE_QUEUE_URL: 'notices',
  TICK_QUEUE_URLS: '["scheduler"]',
  TIME_ZONE: 'Asia/Seoul',
  WARN_MINUTES: '10',
  CHANNEL_LANGUAGE: 'ko',
} satisfies ReceiveEnv;
const REGION = { AWS_REGION: 'ap-northeast-2' };

describe("the receiver's environment", () => {
  it('becomes its configuration', () => {
    expect(readReceiveConfig({ ...RIGHT, ...REGION })).toEqual({
      tableNames: expect.objectContaining({
        Schedule: 'S',
        ScheduleServerGroup: 'G',
        ScheduleException: 'E',
        AlarmRule: 'A',
        Memory: 'M',
      }),
      noticeQueueUrl: 'notices',
      targets: [{ id: 'self/ap-northeast-2', region: 'ap-northeast-2', tickQueueUrl: 'scheduler' }],
      settings: { timeZone: 'Asia/Seoul', warnMinutes: 10 },
      language: 'ko',
    });
  });

  it('gives each target its queue, in the order of both', () => {
    const TARGETS = JSON.stringify([{}, { region: 'us-east-1' }]);
    const { targets } = readReceiveConfig({ ...RIGHT, ...REGION, TARGETS, TICK_QUEUE_URLS: '["here", "there"]' });
    expect(targets).toMatchObject([
      { id: 'self/ap-northeast-2', tickQueueUrl: 'here' },
      { id: 'self/us-east-1', tickQueueUrl: 'there' },
    ]);
  });

  it.each([...Object.keys(RIGHT), 'AWS_REGION'])('needs %s', (name) => {
    expect(() => readReceiveConfig({ ...RIGHT, ...REGION, [name]: undefined })).toThrow(`wrong: ${name} is missing.`);
  });

  it.each([
    ['TIME_ZONE', 'KST', 'TIME_ZONE is "KST"; expected an IANA zone, such as Asia/Seoul'],
    ['TARGETS', '{}', /TARGETS and TICK_QUEUE_URLS are {} and \["scheduler"\]; expected JSON lists, of {region/],
    ['TARGETS', '[{},{"region":"us-east-1"}]', /; expected JSON lists, .* and of as many URLs/],
    ['TICK_QUEUE_URLS', 'https', /TARGETS and TICK_QUEUE_URLS are missing and https; expected JSON lists/],
    ['TICK_QUEUE_URLS', '["a", "b"]', /expected JSON lists/],
    ['TICK_QUEUE_URLS', '[""]', /expected JSON lists/],
    ['CHANNEL_LANGUAGE', 'fr', 'CHANNEL_LANGUAGE is "fr"; expected en or ko'],
    ['WARN_MINUTES', '-1', 'WARN_MINUTES is "-1"; expected whole minutes, 0 to 1440'],
    ['WARN_MINUTES', '1441', 'WARN_MINUTES is "1441"; expected whole minutes, 0 to 1440'],
  ])('refuses %s %s', (name, value, message) => {
    expect(() => readReceiveConfig({ ...RIGHT, ...REGION, [name]: value })).toThrow(message);
  });

  it('names everything that is wrong at once', () => {
    const environment = { ...RIGHT, ...REGION, MEMORY_TABLE: '', TIME_ZONE: 'Mars', WARN_MINUTES: 'few' };
    expect(() => readReceiveConfig(environment)).toThrow(/MEMORY_TABLE.*; TIME_ZONE.*; WARN_MINUTES/);
  });
});
