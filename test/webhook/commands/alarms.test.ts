import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlarmRecord, SubjectState } from '../../../functions/shared/alarm/alarm-record.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import { ChangeGate } from '../../../functions/webhook/change-gate.ts';
import { sayNotice } from '../../../functions/webhook/domain/say.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, seoul } from '../../scenarios/scenario.ts';
import { Chat, whole, type ChatOptions } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => void (dynamoDb = await embeddedDynamoDb()));
afterAll(() => dynamoDb.close());

const NOW = '2026-11-20 21:50';
const metric = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Critical: 90 };
const RULES = [
  { RuleName: 'cpu', ...metric, Schedule: 'Development', ForEachInstance: true, Channels: ['dev-room', 'ops'] },
  { RuleName: '지연 시간', ...metric },
  { RuleName: 'disk', ...metric },
  { RuleName: 'east', ...metric, Schedule: 'East' },
  { RuleName: 'broken', Critical: 'much' },
  { RuleName: 'off', ...metric, Enabled: false },
];
const ROWS = {
  Schedule: [development(), development({ ScheduleName: 'East', TimeZone: 'America/New_York' })],
  AlarmRule: RULES,
};

const firing = (level: 'critical' | 'warning', more: Partial<SubjectState> = {}): SubjectState => {
  const since = seoul('2026-11-20 21:40');
  return { level, since, value: 97.25, said: { level, firedAt: since, at: since }, ...more };
};
const remembered = (ruleName: string, more: Partial<AlarmRecord>): AlarmRecord => ({
  ...{ ruleName, version: 0, rule: '', subjects: {}, failedFetches: 0, failureTold: false, told: 0, owed: [] },
  ...more,
});

async function chatWith(records: readonly AlarmRecord[] = [], options: Partial<ChatOptions> = {}): Promise<Chat> {
  const chat = await Chat.open(dynamoDb.documentClient, { rows: ROWS, ...options });
  for (const record of records) await chat.stores.alarms.saveAlarm(record);
  return chat;
}

const CPU_FIRES = remembered('cpu', { subjects: { 'i-1': firing('critical'), 'i-2': firing('warning') } });
const acknowledgementOf = async (chat: Chat, rule: string) => (await chat.stores.alarms.acknowledgements()).get(rule);
const silenceOf = async (chat: Chat, rule: string) => (await chat.stores.alarms.silences()).get(rule);

describe('alarms', () => {
  it.each([
    ['en', 'disk: critical since 21:40 KST, no data since 21:35 KST'],
    ['ko', 'disk: 21:40 KST부터 심각, 데이터는 21:35 KST부터 없음'],
  ] as const)('lists since when what fires for want of data has none, in %s', async (language, line) => {
    const noData = { value: undefined, noDataSince: seoul('2026-11-20 21:35') };
    const records = [remembered('disk', { subjects: { '': firing('critical', noData) } })];
    const chat = await chatWith(records, { channel: { language } });
    expect((await chat.say(NOW, 'alarms')).said.lines).toContain(line);
  });

  it('lists what is not OK, the worst first, and what is silenced or acknowledged, and counts the rest', async () => {
    const chat = await chatWith([
      remembered('disk', { failedFetches: 4, failureTold: true }),
      remembered('지연 시간', { subjects: { '': { level: 'insufficient-data', since: seoul('2026-11-20 20:10') } } }),
      remembered('east', { muted: 'stopped-by-schedule' }),
      remembered('run-stuck:Development', { subjects: { '': firing('warning', { value: undefined }) } }),
      remembered('should-be-on:East', { subjects: { 'i-9': { level: 'insufficient-data', since: seoul(NOW) } } }),
      CPU_FIRES,
    ]);
    await chat.say('2026-11-20 21:45', 'ack cpu', { who: 'jun' });
    await chat.say('2026-11-20 21:46', 'silence disk 2h new volume', { who: 'jun' });
    expect((await chat.say(NOW, 'alarms')).said).toEqual({
      title: '5 alarm rules are not OK',
      text: 'Of 6 rules, 0 OK and 2 muted.',
      lines: [
        'cpu: critical since 21:40 KST, i-1 97.25, i-2 97.25; acknowledged by jun at 21:45 KST',
        'run-stuck:Development (start or stop does not come to its end): warning since 21:40 KST',
        'disk: its values cannot be read, 4 times in a row; silenced by jun until 23:46 KST (new volume)',
        '지연 시간: no data since 20:10 KST',
        'broken: watches nothing, because its row has 3 mistakes',
      ],
    });
  });

  it('says so where there is nothing to list', async () => {
    const chat = await chatWith([], { rows: { Schedule: ROWS.Schedule } });
    const { said, severity } = await chat.say(NOW, 'alarms');
    expect([said, severity]).toEqual([
      { title: 'Nothing is in alarm', text: 'The AlarmRule table has no row.', lines: [] },
      'info',
    ]);
  });

  it('is answered in Korean, each time in the zone of its rule', async () => {
    const chat = await chatWith([remembered('east', { subjects: { '': firing('warning') } })], {
      channel: { language: 'ko' },
    });
    expect(whole(await chat.say(NOW, '알람'))).toBe(
      [
        '살펴볼 알람 2개',
        '규칙 6개 중 정상 3개, 쉬는 중 1개예요.',
        'east: 07:40 EST부터 경고, 97.25',
        'broken: 행에 잘못이 3개 있어서 아무것도 지켜보지 않아요',
      ].join('\n'),
    );
  });

  it('forgets a silence that is over', async () => {
    const chat = await chatWith();
    await chat.say('2026-11-20 20:00', 'silence disk 30m');
    expect(whole(await chat.say(NOW, 'alarms'))).not.toContain('disk');
  });

  it('shows a channel the rules of its schedules and those of none', async () => {
    const chat = await chatWith([CPU_FIRES, remembered('east', { subjects: { '': firing('warning') } })], {
      channel: { schedules: ['East'] },
    });
    const { said } = await chat.say(NOW, 'alarms');
    expect([said.text, ...said.lines].join('\n')).toBe(
      'Of 4 rules, 2 OK and 1 muted.\neast: warning since 07:40 EST, 97.25',
    );
    expect((await chat.say(NOW, 'ack cpu')).said.title).toBe('There is no alarm rule “cpu” here');
    expect((await chat.say(NOW, 'ack run-stuck:Development')).said.title).toMatch(/^There is no alarm rule/);
  });
});

describe('ack', () => {
  it('is remembered with its author, and told to the rule’s other channels', async () => {
    const chat = await chatWith([CPU_FIRES]);
    const { said, severity } = await chat.say(NOW, 'ack cpu');
    expect([said.title, said.lines, severity]).toEqual(['cpu: acknowledged', ['Changed by mina'], 'ok']);
    expect(await acknowledgementOf(chat, 'cpu')).toEqual({ ruleName: 'cpu', by: 'mina', at: seoul(NOW) });
    expect(chat.notices).toMatchObject([{ kind: 'alarm-changed', channels: ['ops'], schedule: 'Development' }]);
    expect(chat.notices.map((notice) => sayNotice(notice, 'en').title)).toEqual(['cpu: acknowledged']);
  });

  it('changes nothing where nothing fires, or where somebody was first', async () => {
    const chat = await chatWith([CPU_FIRES]);
    expect((await chat.say(NOW, 'ack disk')).said.title).toBe('disk: there is nothing to acknowledge');
    await chat.say(NOW, 'ack cpu', { who: 'jun' });
    const { said } = await chat.say('2026-11-20 21:55', 'ack cpu');
    expect(said).toMatchObject({
      title: 'cpu: acknowledged already',
      text: 'By jun at 21:50 KST. Nothing was changed.',
    });
    expect(await acknowledgementOf(chat, 'cpu')).toMatchObject({ by: 'jun' });
  });

  it('is anew for what fired after the last one', async () => {
    const chat = await chatWith([CPU_FIRES]);
    await chat.say('2026-11-20 21:30', 'ack cpu', { who: 'jun' });
    await chat.say(NOW, 'ack cpu');
    expect(await acknowledgementOf(chat, 'cpu')).toMatchObject({ by: 'mina' });
  });

  it('lists what fires to whoever names no rule that there is', async () => {
    const chat = await chatWith([CPU_FIRES]);
    expect((await chat.say(NOW, 'ack memory')).said.lines).toEqual(['cpu']);
    expect((await chat.say(NOW, 'ack')).said.lines).toEqual(['`ack "cpu"`']);
  });
});

describe('silence', () => {
  it('lasts so long, has an author and a reason, and is told to the rule’s other channels', async () => {
    const chat = await chatWith();
    const { said } = await chat.say(NOW, 'silence cpu 2h deploying v2');
    expect([said.title, ...said.lines]).toEqual([
      'cpu: silenced until 23:50 KST',
      'Reason: deploying v2',
      'Changed by mina',
    ]);
    const until = seoul('2026-11-20 23:50');
    expect(await silenceOf(chat, 'cpu')).toEqual({
      ...{ ruleName: 'cpu', by: 'mina', at: seoul(NOW), until, reason: 'deploying v2' },
    });
    expect(chat.notices.map((notice) => sayNotice(notice, 'ko').text)).toEqual([
      'mina 님이 23:50 KST까지 이 알람의 알림을 껐어요. deploying v2',
    ]);
  });

  it('takes the place of an older one, and says of which', async () => {
    const chat = await chatWith();
    await chat.say('2026-11-20 21:00', 'silence disk 3h', { who: 'jun' });
    expect(whole(await chat.say(NOW, 'silence disk 1h'))).toContain(
      'the place of a silence by jun until Sat 00:00 KST',
    );
  });

  it.each([
    ['in the zone of its schedule', 'silence east 09:00', '2026-11-20T14:00:00Z'],
    ['in that of the stack where it has none', 'silence disk 09:00', '2026-11-21T00:00:00Z'],
  ])('ends at a time %s', async (_where, line, until) => {
    const chat = await chatWith();
    await chat.say(NOW, line);
    const [silence] = [...(await chat.stores.alarms.silences()).values()];
    expect(silence?.until).toBe(Date.parse(until));
  });

  it.each([
    ['a time that the clock leaps over is the first after it', '2026-03-08T06:00:00Z', '02:30', '2026-03-08T07:00:00Z'],
    ['a time that comes twice is the first', '2026-11-01T04:30:00Z', '01:30', '2026-11-01T05:30:00Z'],
    ['two hours are two hours', '2026-11-01T05:00:00Z', '2h', '2026-11-01T07:00:00Z'],
  ])('with daylight saving: %s', async (_rule, now, span, until) => {
    const chat = await chatWith();
    await chat.say(NOW, `silence east ${span}`, { now: Date.parse(now) });
    expect((await silenceOf(chat, 'east'))?.until).toBe(Date.parse(until));
  });

  it('of every rule is told to the channels of all, and ends every rule’s talk', async () => {
    const chat = await chatWith();
    expect((await chat.say(NOW, 'silence all 1h')).said.title).toBe('Every rule: silenced until 22:50 KST');
    expect(await silenceOf(chat, '*')).toMatchObject({ by: 'mina' });
    expect(chat.notices.map(({ channels }) => [...channels].sort())).toEqual([['default', 'ops']]);
    expect(chat.notices.map((notice) => sayNotice(notice, 'en').title)).toEqual(['Every rule: silenced']);
    expect((await chat.say(NOW, 'alarms')).said.lines[0]).toBe('Every rule: silenced by mina until 22:50 KST');
  });

  it('of every rule is refused to a channel that does not see every rule', async () => {
    const chat = await chatWith([], { channel: { schedules: ['Development'] } });
    expect((await chat.say(NOW, 'silence all 1h')).said.title).toBe('Not every rule is seen from here');
    expect(await silenceOf(chat, '*')).toBeUndefined();
  });

  it('of a rule in error waits for its row to be mended', async () => {
    const chat = await chatWith();
    expect((await chat.say(NOW, 'silence broken 1h')).said.title).toBe('broken: silenced until 22:50 KST');
  });

  it.each([
    [
      'silence cpu',
      'cpu: I did not understand that',
      'Something is missing.',
      '`silence "cpu" 2h | 30m | 23:00 [reason]`',
    ],
    [
      'silence cpu 8d',
      'cpu: I did not understand that',
      '“8d” is more than 7 days.',
      '`silence "cpu" 2h | 30m | 23:00 [reason]`',
    ],
    ['silence', 'I did not understand that', 'Something is missing.', '`silence "cpu" 2h | 30m | 23:00 [reason]`'],
  ])('%s is answered with the line that fits', async (line, title, text, usage) => {
    const chat = await chatWith();
    expect((await chat.say(NOW, line)).said).toEqual({ title, text, lines: [usage] });
  });
});

describe('unsilence', () => {
  it('ends a silence, and tells so', async () => {
    const chat = await chatWith();
    await chat.say('2026-11-20 21:00', 'silence cpu 3h');
    expect((await chat.say(NOW, 'unsilence cpu')).said.title).toBe('cpu: no longer silenced');
    expect(await silenceOf(chat, 'cpu')).toBeUndefined();
    expect(chat.notices.map(({ facts }) => facts.find(({ name }) => name === 'change')?.value)).toEqual([
      'silence',
      'unsilence',
    ]);
  });

  it('says what goes on to be silenced', async () => {
    const chat = await chatWith();
    await chat.say('2026-11-20 21:00', 'silence all 3h', { who: 'jun' });
    expect((await chat.say(NOW, 'unsilence cpu')).said.title).toBe('cpu: silenced with every other rule');
    await chat.say('2026-11-20 21:00', 'silence cpu 4h', { who: 'jun' });
    expect(whole(await chat.say(NOW, 'unsilence all'))).toContain('cpu: still silenced by jun until Sat 01:00 KST');
    expect((await chat.say(NOW, 'unsilence disk')).said.title).toBe('disk: not silenced');
  });
});

describe('a change about alarms', () => {
  it.each([
    [
      'en',
      'cpu: OK; silenced by mina until 22:20 KST; then with every rule by jun until Sat 00:00 KST',
      'Every rule: still silenced by jun until Sat 00:00 KST',
    ],
    [
      'ko',
      'cpu: 정상; mina 님이 22:20 KST까지 알림을 껐어요; 그 뒤에는 jun 님이 토 00:00 KST까지 모든 알람의 알림을 껐어요',
      '모든 알람: jun 님이 토 00:00 KST까지 꺼 둔 알림은 그대로예요',
    ],
  ] as const)('adds up with that of every rule, where that lasts longer, in %s', async (language, listed, left) => {
    const chat = await chatWith([], { channel: { language } });
    await chat.say('2026-11-20 21:00', 'silence all 3h', { who: 'jun' });
    expect(whole(await chat.say(NOW, 'silence cpu 30m'))).toContain(left);
    expect((await chat.say(NOW, 'alarms')).said.lines).toContain(listed);
  });

  it('is not for people who may only look', async () => {
    const chat = await chatWith([CPU_FIRES]);
    for (const line of ['ack cpu', 'silence cpu 2h', 'unsilence cpu'])
      expect((await chat.say(NOW, line, { mayChange: false })).said.title).toMatch(/^cpu: you may look/);
    expect([await acknowledgementOf(chat, 'cpu'), await silenceOf(chat, 'cpu')]).toEqual([undefined, undefined]);
  });

  it('stands where the other channels cannot be told, and the answer says so', async () => {
    const chat = await chatWith();
    const failure = new ExternalFailure({ reason: 'timeout', retryable: true, code: 'TimeoutError', message: '' });
    const notices = { send: () => Promise.reject(failure) };
    const answer = await chat.say(NOW, 'silence cpu 2h', { ports: { notices } });
    expect(whole(answer)).toContain('The other channels could not be told of it.');
    expect(await silenceOf(chat, 'cpu')).toBeDefined();
  });

  it('is refused once the answer has said that nothing was changed', async () => {
    const chat = await chatWith([CPU_FIRES]);
    const gate = new ChangeGate();
    const ports = gate.guard(chat.ports);
    gate.close();
    for (const line of ['ack cpu', 'silence cpu 2h'])
      await expect(chat.say(NOW, line, { ports })).rejects.toThrow('too late for a change');
    expect([await acknowledgementOf(chat, 'cpu'), await silenceOf(chat, 'cpu')]).toEqual([undefined, undefined]);
  });

  it('that could not be written is not said to be', async () => {
    const chat = await chatWith();
    const failure = new ExternalFailure({ reason: 'timeout', retryable: true, code: 'TimeoutError', message: '' });
    const alarms = { ...chat.stores.alarms, ...readersOf(chat), putSilence: () => Promise.reject(failure) };
    const { said } = await chat.say(NOW, 'silence cpu 2h', { ports: { alarms } as never });
    expect([said.title, chat.notices]).toEqual(['The change may not have been made', []]);
  });
});

const readersOf = ({ stores: { alarms } }: Chat) => ({
  alarms: () => alarms.alarms(),
  acknowledgements: () => alarms.acknowledgements(),
  silences: () => alarms.silences(),
});
