import { describe, expect, it } from 'vitest';
import { readConfig, type SchedulerEnv } from '../../functions/scheduler/env.ts';

const RIGHT = {
  SCHEDULE_TABLE: 'S',
  SCHEDULE_SERVER_GROUP_TABLE: 'G',
  SCHEDULE_EXCEPTION_TABLE: 'E',
  MEMORY_TABLE: 'M',
  NOTICE_QUEUE_URL: 'notices',
  SCHEDULER_QUEUE_URL: 'scheduler',
  TIME_ZONE: 'Asia/Seoul',
  WARN_MINUTES: '10',
  TICK_MINUTES: '1',
} satisfies SchedulerEnv;
const REGION = { AWS_REGION: 'ap-northeast-2' };

describe("the scheduler's environment", () => {
  it('becomes its configuration', () => {
    expect(readConfig({ ...RIGHT, ...REGION })).toEqual({
      tableNames: {
        Schedule: 'S',
        ScheduleServerGroup: 'G',
        ScheduleException: 'E',
        AlarmRule: 'AlarmRule',
        Memory: 'M',
      },
      noticeQueueUrl: 'notices',
      schedulerQueueUrl: 'scheduler',
      target: { id: 'self/ap-northeast-2', region: 'ap-northeast-2' },
      settings: { targetId: 'self/ap-northeast-2', timeZone: 'Asia/Seoul', warnMinutes: 10, tickMinutes: 1 },
    });
  });

  it.each([...Object.keys(RIGHT), 'AWS_REGION'])('needs %s', (name) => {
    expect(() => readConfig({ ...RIGHT, ...REGION, [name]: undefined })).toThrow(`wrong: ${name} is missing.`);
  });

  it.each([
    ['TIME_ZONE', 'KST', 'TIME_ZONE is "KST"; expected an IANA zone, such as Asia/Seoul'],
    ['WARN_MINUTES', '-1', 'WARN_MINUTES is "-1"; expected whole minutes, 0 to 1440'],
    ['WARN_MINUTES', '1441', 'WARN_MINUTES is "1441"; expected whole minutes, 0 to 1440'],
    ['TICK_MINUTES', '0', 'TICK_MINUTES is "0"; expected whole minutes, 1 to 60'],
    ['TICK_MINUTES', '1.5', 'TICK_MINUTES is "1.5"; expected whole minutes, 1 to 60'],
  ])('refuses %s %s', (name, value, message) => {
    expect(() => readConfig({ ...RIGHT, ...REGION, [name]: value })).toThrow(message);
  });

  it('names everything that is wrong at once', () => {
    const environment = { ...RIGHT, ...REGION, MEMORY_TABLE: '', TIME_ZONE: 'Mars', TICK_MINUTES: 'often' };
    expect(() => readConfig(environment)).toThrow(/MEMORY_TABLE.*; TIME_ZONE.*; TICK_MINUTES/);
  });
});
