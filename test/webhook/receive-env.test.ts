import { describe, expect, it } from 'vitest';
import { readReceiveConfig, type ReceiveEnv } from '../../functions/webhook/receive-env.ts';

const RIGHT = {
  SCHEDULE_TABLE: 'S',
  SCHEDULE_SERVER_GROUP_TABLE: 'G',
  SCHEDULE_EXCEPTION_TABLE: 'E',
  ALARM_RULE_TABLE: 'A',
  MEMORY_TABLE: 'M',
  NOTICE_QUEUE_URL: 'notices',
  SCHEDULER_QUEUE_URL: 'scheduler',
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
      schedulerQueueUrl: 'scheduler',
      settings: { targetId: 'self/ap-northeast-2', timeZone: 'Asia/Seoul', warnMinutes: 10 },
      language: 'ko',
    });
  });

  it.each([...Object.keys(RIGHT), 'AWS_REGION'])('needs %s', (name) => {
    expect(() => readReceiveConfig({ ...RIGHT, ...REGION, [name]: undefined })).toThrow(`wrong: ${name} is missing.`);
  });

  it.each([
    ['TIME_ZONE', 'KST', 'TIME_ZONE is "KST"; expected an IANA zone, such as Asia/Seoul'],
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
