import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { KINDS, notice, WARNING_ACTIONS, type SampleFacts } from './sample-notices.ts';

const say = (kind: NoticeKind, facts: SampleFacts) => sayNotice(notice(kind, facts), 'ko');

describe('Korean notices', () => {
  it('warn of a stop as the original did, with the command that moves it', () => {
    const facts = { stopAt: '2026-11-20T13:00:00Z', minutesLeft: 10, members: 8 };
    expect(sayNotice(notice('stop-warning', facts, WARNING_ACTIONS), 'ko')).toEqual({
      title: 'Development: 22:00 KST에 중지해요',
      text: '10분 뒤에 서버 8대를 중지해요. 더 켜 두려면 이렇게 보내 주세요: Development extend 1h',
      fields: [
        { name: '중지 시간', value: '22:00 KST' },
        { name: '남은 시간', value: '10분' },
        { name: '대상 서버', value: '8대' },
      ],
      lines: [],
    });
  });

  it('list the servers that start, and how many are left out', () => {
    const instances = ['api-1 (i-1) : ap-northeast-2a', 'api-2 (i-2) : ap-northeast-2c'];
    const facts = { group: 'api', instances, more: 3, because: 'edge', edgeAt: '2026-11-20T00:30:00Z' };
    expect(say('starting', facts)).toEqual({
      title: 'Development: api 그룹을 시작해요',
      text: '09:30 KST 스케줄에 따라 api 그룹의 서버 5대를 시작해요.',
      heading: '시작 서버 목록',
      lines: [...instances, '외 3개'],
      leftOut: 3,
    });
  });

  it.each<[SampleFacts, string]>([
    [
      { because: 'edge', cause: 'exception', by: 'mina', edgeAt: '2026-11-20T13:00:00Z', note: '배포' },
      'mina 님이 정한 22:00 KST 예외(배포)에 따라',
    ],
    [{ because: 'edge', cause: 'exception', edgeAt: '2026-11-20T13:00:00Z' }, '22:00 KST 예외에 따라'],
    [{ because: 'edge', cause: 'hold', by: 'mina' }, 'mina 님의 요청으로'],
    [{ because: 'edge', cause: 'hold', by: 'console' }, '콘솔 요청으로'],
    [{ because: 'enforce' }, '손으로 바꾼 상태를 되돌리는 Enforce 설정에 따라'],
  ])('say why it stops: %j', (facts, why) => {
    expect(say('stopping', { group: '', instances: ['i-1'], ...facts }).text).toBe(`${why} 서버 1대를 중지해요.`);
  });

  it.each<[SampleFacts, string]>([
    [{ cause: 'exception', by: 'mina', note: '배포' }, 'mina 님이 중지 예외(배포)를 등록해서'],
    [{ cause: 'exception' }, '누군가 중지 예외를 등록해서'],
    [{ cause: 'hold', by: 'mina' }, 'mina 님의 요청으로'],
    [{ cause: 'lifted', by: 'mina' }, 'mina 님이 걸어 둔 중지가 풀려서'],
    [{ cause: 'lifted', by: 'console' }, '콘솔에서 걸어 둔 중지가 풀려서'],
    [{ cause: 'changed' }, '스케줄이 바뀌어서'],
  ])('say why what was stopped comes back: %j', (facts, why) => {
    const said = say('starting', { group: '', instances: ['i-1'], because: 'return', ...facts });
    expect(said.text).toBe(`${why} 서버 1대를 시작해요.`);
  });

  it.each<[SampleFacts, string]>([
    [{ cause: 'exception', by: 'mina', note: '배포' }, 'mina 님이 예외(배포)로 정한 중지예요.'],
    [{ cause: 'exception' }, '예외로 정한 중지예요.'],
    [{ cause: 'hold', by: 'mina' }, 'mina 님이 요청한 중지예요.'],
  ])('say whose stop it warns of: %j', (facts, whose) => {
    const said = say('stop-warning', { minutesLeft: 10, members: 8, ...facts });
    expect(said.text).toBe(`10분 뒤에 서버 8대를 중지해요. ${whose}`);
  });

  it.each<[NoticeKind, SampleFacts, string]>([
    ['started', { members: 8, tookSeconds: 491 }, '서버 8대가 8분 11초 만에 모두 켜졌어요.'],
    ['started', { members: 1, tookSeconds: 45 }, '서버 1대가 45초 만에 켜졌어요.'],
    ['stopped', { members: 2, tookSeconds: 7_500 }, '서버 2대가 2시간 5분 만에 모두 꺼졌어요.'],
    [
      'hold-changed',
      { hold: 'start', by: 'mina', until: '2026-11-21T17:00:00Z' },
      'mina 님이 일 02:00 KST까지 켜 두기로 했어요.',
    ],
    ['hold-changed', { hold: 'stop', by: 'console' }, '콘솔에서 다음 시작이나 중지까지 꺼 두기로 했어요.'],
    [
      'hold-changed',
      { hold: 'start', by: 'mina', until: '2026-11-20T12:55:00Z', goesOn: 'true' },
      'mina 님이 21:55 KST까지 켜 두기로 했어요. 그 뒤에도 스케줄에 따라 그대로 켜 둬요.',
    ],
    ['hold-changed', { by: 'mina' }, 'mina 님이 스케줄에 다시 맡겼어요.'],
    ['exception-changed', { type: 'stop', value: '26:00', by: 'mina' }, 'mina 님이 중지 시간을 26:00으로 바꿨어요.'],
    ['exception-changed', { type: 'stop', value: 'None', by: 'mina' }, 'mina 님이 중지 없이 지나가도록 했어요.'],
    ['exception-changed', { type: 'start', value: '', by: '' }, '누군가 시작 예외를 지웠어요.'],
    [
      'stuck',
      { group: 'db', minutes: 30, waiting: ['api', 'batch'] },
      '30분이 지났는데 아직 준비되지 않았어요. api, batch가 기다리고 있어요.',
    ],
    ['alarm', { metric: 'CPUUtilization', value: 93, threshold: 80 }, 'CPUUtilization 값이 93이에요 (기준 80).'],
    ['heartbeat', { tickedAt: '2026-11-20T12:49:00Z' }, '마지막 실행은 21:49 KST였어요.'],
  ])('say %s %j', (kind, facts, text) => {
    expect(say(kind, facts).text).toBe(text);
  });

  it('name what failed, why, and when it is tried again', () => {
    const facts = {
      ...{ instances: ['api-1 (i-1) : ap-northeast-2a'], group: 'api', operation: 'start', size: 'm5.large' },
      ...{ code: 'InsufficientInstanceCapacity', zone: 'ap-northeast-2a', nextTryAt: '2026-11-20T13:01:00Z' },
    };
    expect(say('instance-failed', facts)).toMatchObject({
      title: 'Development: api-1 (i-1)을 시작하지 못했어요',
      text:
        'AWS ap-northeast-2a에 남은 m5.large가 없어요. 22:01 KST에 다시 시도하고, 그 뒤로도 늦어도 15분마다 다시 시도해요. ' +
        'api 그룹의 나머지 서버는 그대로 진행해요.',
    });
  });

  it('name row, attribute and value of a bad row, and the edge it cost', () => {
    const problems = ['Schedule Development | StartTime | 25:00 | a time from 00:00 to 23:59 such as 09:30, or None'];
    const said = say('row-error', { problems, leftAlone: 'true', edgeAt: '2026-11-20T13:00:00Z', edgeKind: 'stop' });
    expect(said.text).toMatch(/^22:00 KST 중지를 실행하지 않았어요\. 고칠 때까지/);
    expect(said.lines).toEqual([
      'Schedule Development, StartTime: 입력값 25:00 → 올바른 값 00:00부터 23:59까지의 시각(예: 09:30) 또는 None',
    ]);
  });

  it('say of an alarm rule with a bad row that it watches nothing', () => {
    const problems = ['AlarmRule latency | Critical | much | a number'];
    const said = say('row-error', { rule: 'latency', problems, leftAlone: 'true' });
    expect(said.title).toBe('알람 규칙 latency: 설정에 오류가 있어 빼 두었어요');
    expect(said.text).toContain('이 규칙은 아무것도 살펴보지 않아요');
  });

  it('stand without any fact, for every kind, and keep one tone', () => {
    for (const kind of KINDS) {
      const { title, text, lines } = say(kind, {});
      const all = [title, text, ...lines].join('\n');
      expect(title, kind).toMatch(/[가-힣]/);
      expect(all, kind).not.toMatch(/undefined|NaN|null|\s[.,]|\(\)|Invalid|습니다|^\s|  /);
      for (const sentence of text.split(/(?<=[.]) /)) expect(sentence, kind).toMatch(/(^|요|Development)\.?$/);
    }
  });
});
