import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmRecord } from '../../../functions/shared/alarm/alarm-record.ts';
import type { Hold } from '../../../functions/shared/calendar/timetable.ts';
import type { Language } from '../../../functions/webhook/domain/say.ts';
import { ANSWER_WORDS } from '../../../functions/webhook/domain/answers/words.ts';
import type { CommandPorts } from '../../../functions/webhook/ports.ts';
import { respondTo } from '../../../functions/webhook/respond-to.ts';
import { development, exception, group, rowsOf, seoul } from '../../scenarios/scenario.ts';
import { member } from '../../shared/fleet/member-builder.ts';
import { fleetOf } from './chat.ts';

/** `change.surprise.far`: every phrase by its place. */
const placesIn = (words: object, place = ''): string[] =>
  Object.entries(words).flatMap(([name, phrase]) =>
    typeof phrase === 'object' ? placesIn(phrase as object, `${place}${name}.`) : [`${place}${name}`],
  );

describe('the words of answers', () => {
  it('are the same in every language', () => {
    expect(placesIn(ANSWER_WORDS.ko).sort()).toEqual(placesIn(ANSWER_WORDS.en).sort());
    expect(placesIn(ANSWER_WORDS.en).length).toBeGreaterThan(80);
  });

  it('show each command with an example in the words of the language', () => {
    const line = (words: string) => words;
    expect(ANSWER_WORDS.ko.talk.help('개발', line).filter((example) => !/[가-힣]/.test(example))).toEqual([]);
    expect(ANSWER_WORDS.en.talk.help('Dev', line).filter((example) => /[가-힣]/.test(example))).toEqual([]);
  });
});

const NOW = seoul('2026-11-20 21:50');
const metric = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Critical: 90 };
const ROWS = rowsOf({
  Schedule: [
    development({ Channels: ['default', 'here'] }),
    development({ ScheduleName: '개발 서버', TimeZone: 'America/New_York', Periods: undefined }),
    development({ ScheduleName: 'Broken', StopTime: '25h' }),
    development({ ScheduleName: 'list', StartTime: undefined }),
    { ScheduleName: 'Off', Enabled: false },
    {
      ScheduleName: 'Lunch',
      Periods: [
        { StartTime: '09:00', StopTime: '12:00' },
        { StartTime: '13:00', StopTime: '18:00' },
      ],
    },
  ],
  AlarmRule: [
    { RuleName: 'cpu', ...metric, Schedule: 'Development', ForEachInstance: true, Channels: ['here', 'ops'] },
    ...['지연 시간', 'unread', 'muted'].map((RuleName) => ({ RuleName, ...metric })),
    { RuleName: 'broken', Critical: 'much' },
  ],
  ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] })],
  ScheduleException: [exception('2026-11-20', 'stop', '26:00'), exception('2026-11-23', 'start', 'None')],
});

const FIRING = { level: 'critical', since: NOW - 600_000, value: 97.25 } as const;
const remembered = (ruleName: string, more: Partial<AlarmRecord>): AlarmRecord => ({
  ...{ ruleName, version: 1, rule: '', subjects: {}, failedFetches: 0, failureTold: false, told: 0, owed: [] },
  ...more,
});
const ALARMS = [
  remembered('cpu', { subjects: { 'i-1': FIRING, 'i-2': { ...FIRING, level: 'warning' } } }),
  remembered('지연 시간', { subjects: { '': { level: 'insufficient-data', since: NOW } } }),
  remembered('unread', { failedFetches: 3 }),
  remembered('muted', { muted: 'stopped-by-schedule' }),
  remembered('run-stuck:Development', { subjects: { '': { ...FIRING, value: undefined } } }),
];
const SILENCE = { ruleName: 'muted', by: 'jun', at: NOW - 1, until: NOW + 90_000_000, reason: 'deploying' };

/** Tables that take everything and keep nothing, so that a thousand answers cost no database. */
const portsWith = (hold: Hold | undefined): CommandPorts => {
  const done = async (): Promise<undefined> => undefined;
  return {
    rows: { read: async () => ROWS, clearForce: async () => true },
    exceptions: { setException: async () => [], deleteException: async () => [] },
    memory: {
      runs: async () => [],
      holds: async () =>
        new Map(
          hold === undefined
            ? []
            : [
                ['Development', hold],
                ['Off', hold],
              ],
        ),
      warnings: async () => [],
      putHold: done,
      deleteHold: done,
    },
    alarms: {
      alarms: async () => ALARMS,
      acknowledgements: async () => new Map(),
      silences: async () => new Map([[SILENCE.ruleName, SILENCE]]),
      ...{ putAcknowledgement: done, putSilence: done, deleteSilence: done },
    },
    notices: { send: done },
    targets: [
      {
        id: 'self/embedded',
        fleet: async () => fleetOf({ members: [member()], unseen: [] }),
        waker: { wake: done },
      },
    ],
    settings: { timeZone: 'Asia/Seoul', warnMinutes: 10 },
  };
};

describe('whatever is said', () => {
  const name = fc.constantFrom('Development', '개발 서버', 'Broken', '"list"', 'Off', 'lunch', 'Nobody');
  const date = fc.constantFrom('today', '내일', 'sat', '2026-11-19', '2026-11-27', '9999-12-31', '2026-02-30');
  const type = fc.constantFrom('start', 'stop', '중지');
  const time = fc.constantFrom('00:00', '02:00', '09:30', '21:55', '22:00', '26:00', '47:59', 'None', '없음', '99:99');
  const span = fc.constantFrom(
    '',
    '1m',
    '30분',
    '2h',
    '12h',
    '40h',
    '7d',
    '168h',
    '21:00',
    '22:00',
    '02:00',
    '26:00',
    'x',
  );
  const verb = fc.oneof(
    fc.constantFrom('', 'status', 'week', 'release', 'e i', '예외', 'info', '해제'),
    fc.tuple(fc.constantFrom('info', 'e i', '예외'), date).map((words) => words.join(' ')),
    fc.tuple(fc.constantFrom('e s', '예외 설정'), date, type, time).map((words) => words.join(' ')),
    fc.tuple(fc.constant('e d'), date, type).map((words) => words.join(' ')),
    fc
      .tuple(fc.constantFrom('extend', '연장', 'force_start', '시작', 'force_stop'), span)
      .map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );
  const alarmVerb = fc.constantFrom('ack', '확인', 'silence', '무음', '알림 끄기', 'unsilence', '무음 해제');
  const alarmRule = fc.constantFrom(
    'cpu',
    '"지연 시간"',
    'muted',
    'broken',
    'run-stuck:Development',
    'all',
    '전체',
    'cpx',
    '',
  );
  const line = fc.oneof(
    fc.tuple(name, verb).map((words) => words.join(' ')),
    fc.constantFrom('help', '목록', 'alarms', '알람', ''),
    fc.tuple(alarmVerb, alarmRule, span, fc.constantFrom('', 'deploying', '배포 중')).map((words) => words.join(' ')),
    fc.tuple(alarmRule, alarmVerb, span).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  const hold: fc.Arbitrary<Hold | undefined> = fc.option(
    fc.record(
      {
        kind: fc.constantFrom('start' as const, 'stop' as const),
        at: fc.constantFrom(NOW - 90_000, NOW - 86_400_000),
        until: fc.constantFrom(NOW - 1, NOW + 600_000, NOW + 90_000_000),
        by: fc.constant('jun'),
      },
      { requiredKeys: ['kind', 'at', 'by'] },
    ),
    { nil: undefined },
  );

  it.each<Language>(['en', 'ko'])('is answered with words that stand alone, in %s', async (language) => {
    const channel = { name: 'here', kind: 'slack', url: '', language, tokens: [], schedules: [], people: [] } as const;
    await fc.assert(
      fc.asyncProperty(line, hold, fc.boolean(), async (text, held, mayChange) => {
        const { said } = await respondTo(portsWith(held), { text, who: 'mina', mayChange, channel, now: NOW });
        const all = [said.title, ...said.lines];
        expect(all.filter((words) => words.trim() === '')).toEqual([]);
        expect(all.join('\n') + said.text).not.toMatch(/undefined|NaN|Invalid|\[object|Infinity/);
      }),
      { numRuns: 400 },
    );
  });
});
