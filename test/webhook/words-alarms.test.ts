import { describe, expect, it } from 'vitest';
import type { FactValue, NoticeKind } from '../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { notice } from './sample-notices.ts';

const said = (kind: NoticeKind, facts: Record<string, FactValue>, schedule = 'Development') =>
  (['en', 'ko'] as const).map((language) => {
    const { title, text } = sayNotice({ ...notice(kind, facts), schedule }, language);
    return `${title} | ${text}`;
  });

describe('the end of an alarm, in words', () => {
  it.each([
    [
      'values',
      { rule: 'cpu', because: 'ok', metric: 'AWS/EC2 CPUUtilization Average' },
      'OK again: cpu | The values are fine again.',
      '정상으로 돌아왔어요: cpu | 값이 다시 정상이에요.',
    ],
    [
      'a composite',
      { rule: 'workers-wait', because: 'ok', rules: ['latency', 'not cpu'] },
      'OK again: workers-wait | Its condition does not hold any more.',
      '정상으로 돌아왔어요: workers-wait | 조건에 더는 해당하지 않아요.',
    ],
    [
      'an alert from elsewhere',
      { rule: 'DiskFull', because: 'ok' },
      'OK again: DiskFull | It is over.',
      '정상으로 돌아왔어요: DiskFull | 이제 괜찮아요.',
    ],
    [
      'what was left on',
      { rule: 'should-be-off:Development', because: 'ok', watches: 'should-be-off' },
      'Off again: Development | They are off now.',
      '다시 꺼졌어요: Development | 이제 모두 꺼져 있어요.',
    ],
    [
      'what is started by schedule',
      { rule: 'should-be-off:Development', because: 'superseded', watches: 'should-be-off' },
      'Closed: Development on after its stop | Its schedule does not want them off any more.',
      '종료: Development 중지 시간인데 켜져 있어요 | 이제 스케줄에 따라 꺼져 있을 시간이 아니에요.',
    ],
    [
      'what was down',
      { rule: 'should-be-on:Development', because: 'ok', watches: 'should-be-on' },
      'Up again: Development | They are up now.',
      '다시 켜졌어요: Development | 이제 모두 켜져 있어요.',
    ],
    [
      'a stuck run',
      { rule: 'run-stuck:Development', because: 'ok', watches: 'run-stuck' },
      'Done after all: Development | The start or stop has come to its end.',
      '늦게나마 끝났어요: Development | 시작이나 중지가 끝났어요.',
    ],
    [
      'an instance that somebody stopped',
      { rule: 'cpu', because: 'down' },
      'Closed: cpu | It is down, though its schedule did not stop it.',
      '종료: cpu | 스케줄이 중지하지 않았는데 꺼져 있어요.',
    ],
  ])('of %s says what is true', (_what, facts, english, korean) => {
    expect(said('alarm-resolved', facts)).toEqual([english, korean]);
  });
});

describe('a type of instance that cannot be listed', () => {
  it('is told with what AWS forbids', () => {
    const facts = { rule: 'listing:RDS', watches: 'listing', because: 'fetch-failed', failure: 'AccessDenied' };
    expect(said('alarm', facts, '')).toEqual([
      'RDS instances cannot be listed | Curfew may not do that: it lacks rds:DescribeDBInstances. Its role grants it, so look for what ' +
        'forbids it. Until they can, nothing is said of which of them should be on or off, and rules on them stay as they are.',
      'RDS 서버 목록을 읽지 못해요 | Curfew에 rds:DescribeDBInstances 권한이 없어요. Curfew의 역할에 들어 있는 권한이니, 무엇이 막고 있는지 확인해 ' +
        '주세요. 다시 읽을 때까지 켜지거나 꺼져 있어야 할 서버를 확인하지 못하고, 이 서버들의 알람은 지금 상태로 둬요.',
    ]);
  });

  it("is named where it is silenced, though it is no schedule's own", () => {
    const facts = { rule: 'listing:RDS', watches: 'listing', change: 'silence', by: 'mina' };
    expect(said('alarm-changed', facts, '')).toEqual([
      'RDS instances cannot be listed: silenced | mina silenced it.',
      'RDS 서버 목록을 읽지 못해요: 알림을 껐어요 | mina 님이 이 알람의 알림을 껐어요.',
    ]);
  });
});

describe('a notice that was not delivered', () => {
  it.each([
    ['Development', 'a notice of Development was', 'dev 채널에 Development 알림을'],
    ['', 'a notice was', 'dev 채널에 알림을'],
  ])('is told by its schedule %j where it has one', (schedule, english, korean) => {
    const [en, ko] = said('channel-failed', { channel: 'dev', because: 'refused' }, schedule);
    expect(en).toContain(`Channel dev: ${english} not delivered | `);
    expect(ko).toContain(`${korean} 보내지 못했어요 | `);
  });
});
