import { beforeEach, describe, expect, it } from 'vitest';
import { relayAlarm } from '../../functions/alarms/relay-alarm.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';

interface State {
  readonly value: string;
  readonly reason?: string;
  readonly timestamp: string;
  readonly actionsSuppressedBy?: string;
}

const OK: State = { value: 'OK', reason: 'Fine.', timestamp: '2026-11-20T12:00:00.000+0000' };
const ALARM: State = {
  value: 'ALARM',
  reason: 'Threshold Crossed: 1 out of the last 1 datapoints [99.5] was greater than the threshold (50.0).',
  timestamp: '2026-11-20T12:40:10.985+0000',
};
const UNKNOWN: State = { value: 'INSUFFICIENT_DATA', timestamp: '2026-11-20T12:50:00.000+0000' };
const OVER: State = { value: 'OK', timestamp: '2026-11-20T13:10:00.000+0000' };
const waiting = (state: State): State => ({ ...state, actionsSuppressedBy: 'WaitPeriod' });

const event = (previousState: State | undefined, state: State) => ({
  'detail-type': 'CloudWatch Alarm State Change',
  detail: {
    alarmName: 'ServerCpuTooHigh',
    state,
    ...(previousState && { previousState }),
    configuration: {
      description: 'See docs/runbook.md.',
      metrics: [{ metricStat: { metric: { dimensions: { InstanceId: 'i-12345678901234567' } } } }, {}],
    },
  },
});

const unreadable: object[] = [];
beforeEach(() => void unreadable.splice(0));

async function told(...events: readonly unknown[]): Promise<Notice[]> {
  const notices: Notice[] = [];
  const ports = {
    notices: { send: async (sent: readonly Notice[]) => void notices.push(...sent) },
    settings: { targetId: 'self/ap-northeast-2', timeZone: 'Asia/Seoul', warnMinutes: 10 },
  };
  const log = { error: (_message: string, fields: object = {}) => void unreadable.push(fields) };
  for (const one of events) await relayAlarm(ports, one, log);
  return notices;
}

describe('an alarm of CloudWatch', () => {
  it('that fires is told to the default channel, with its reason and what its description says', async () => {
    const [notice] = await told(event(OK, ALARM));
    expect(notice).toMatchObject({
      ...{ kind: 'alarm', severity: 'error', channels: ['default'], at: Date.parse('2026-11-20T12:40:10.985Z') },
    });
    expect(notice && sayNotice(notice, 'en')).toEqual({
      title: 'Critical: ServerCpuTooHigh',
      text:
        'Threshold Crossed: 1 out of the last 1 datapoints [99.5] was greater than the threshold (50.0). ' +
        'See docs/runbook.md.',
      heading: 'Where',
      lines: ['InstanceId=i-12345678901234567'],
    });
  });

  it('that is over says when it began', async () => {
    const [notice] = await told(event(ALARM, OVER));
    expect(notice?.severity).toBe('ok');
    expect(notice && sayNotice(notice, 'ko')).toMatchObject({
      title: '정상으로 돌아왔어요: ServerCpuTooHigh',
      text: '이제 괜찮아요. 21:40 KST에 시작됐어요.',
    });
  });

  it('has one id for one change, however often it comes', async () => {
    const notices = await told(event(OK, ALARM), event(OK, ALARM), event(ALARM, OVER));
    expect(notices.map(({ id }) => id)).toEqual([
      'cloudwatch/ServerCpuTooHigh/2026-11-20T12:40:10.985Z/ALARM',
      'cloudwatch/ServerCpuTooHigh/2026-11-20T12:40:10.985Z/ALARM',
      'cloudwatch/ServerCpuTooHigh/2026-11-20T13:10:00.000Z/OK',
    ]);
  });

  it.each<[rule: string, from: State | undefined, to: State, says: string | undefined]>([
    ['a new alarm that fires is told', undefined, ALARM, 'alarm'],
    ['a new alarm that finds its first data is not', UNKNOWN, OVER, undefined],
    ['data that stops is not told while nothing fired', OK, UNKNOWN, undefined],
    ['data that stops while it fires leaves nobody in the dark', ALARM, UNKNOWN, 'alarm-resolved no-data'],
    ['data that comes back and breaches is told', UNKNOWN, ALARM, 'alarm'],
    ['what a suppressor keeps from acting says nothing', OK, waiting(ALARM), undefined],
    ['and is told once the suppressor lets it', waiting(ALARM), ALARM, 'alarm'],
    ['or never, if it is over by then', waiting(ALARM), OVER, undefined],
    ['what was told is not taken back for a suppressor', ALARM, waiting(ALARM), undefined],
    ['another reason is no news', ALARM, { ...ALARM, reason: 'more' }, undefined],
  ])('%s', async (_rule, from, to, says) => {
    const [notice] = await told(event(from, to));
    const because = notice?.facts.find(({ name, value }) => name === 'because' && value !== 'ok')?.value;
    expect(notice && [notice.kind, because].filter(Boolean).join(' ')).toBe(says);
  });

  it('without metrics, description or reason is told all the same', async () => {
    const [notice] = await told({
      'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName: 'composite', state: { value: 'ALARM', timestamp: ALARM.timestamp } },
    });
    expect(notice && sayNotice(notice, 'en').title).toBe('Critical: composite');
  });

  it('is told to be over where nobody can read since when it fired, nor the words around it', async () => {
    const { detail } = event({ ...ALARM, timestamp: 'soon' }, OVER);
    const [notice] = await told({ detail: { ...detail, configuration: { description: 5, metrics: 'all' } } });
    expect(notice && sayNotice(notice, 'en')).toMatchObject({ title: 'OK again: ServerCpuTooHigh', lines: [] });
  });

  it('of which nobody knows when is logged, and the one after it told', async () => {
    const { detail } = event(OK, ALARM);
    const notices = await told({ detail: { ...detail, state: { value: 'ALARM' } } }, event(OK, ALARM));
    expect([notices.length, unreadable.length]).toEqual([1, 1]);
  });
});
