import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, exception, group, seoul } from '../../scenarios/scenario.ts';
import { member } from '../../shared/fleet/member-builder.ts';
import { Chat, whole } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamoDb = await embeddedDynamoDb();
});
afterAll(() => dynamoDb.close());

// 2026-11-20 is a Friday; Development is up from 09:30 to 22:00 on weekdays.
const ROWS = {
  Schedule: [development({ Channels: ['default', 'dev-room'] })],
  ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] })],
  ScheduleException: [{ ...exception('2026-11-27', 'stop', '23:30'), By: 'jun', Note: 'Release' }],
};
const MEMBERS = [member({ id: 'i-db', groupName: 'db' }), member({ id: 'i-web', phase: 'stopped', status: 'stopped' })];
const KEPT = '2026-11-27 stop 23:30 jun';

interface Case {
  readonly says: readonly [english: string, korean: string];
  readonly at?: string;
  readonly titles: readonly [english: string, korean: string];
  /** Exceptions in the table then, besides the one that was there. */
  readonly exceptions?: readonly string[];
  readonly hold?: Item;
  /** A line that was said before. */
  readonly after?: string;
}

const cases: readonly Case[] = [
  { says: ['help', '도움말'], titles: ['What you can ask', '이렇게 말씀해 주세요'] },
  { says: ['list', '목록'], titles: ['1 schedule', '스케줄 1개'] },
  {
    says: ['Development', 'development 상태'],
    titles: ['Development: 1 of 2 up', 'Development: 서버 2대 중 1대 켜짐'],
  },
  {
    says: ['Development info 2026-11-27', 'Development 정보 2026-11-27'],
    titles: ['Development on Fri 2026-11-27', 'Development: 11월 27일(금)'],
  },
  {
    says: ['Development week', 'Development 주간'],
    titles: ['Development: the next seven days', 'Development: 앞으로 7일'],
  },
  {
    says: ['Development e i', 'Development 예외'],
    titles: ['Development: exceptions of Fri 2026-11-20', 'Development: 11월 20일(금) 예외'],
  },
  {
    says: ['Development e s today stop 26:00', 'Development 예외 설정 오늘 중지 26:00'],
    titles: ['Development: Fri 2026-11-20 stop 26:00', 'Development: 11월 20일(금) 중지 26:00'],
    exceptions: ['2026-11-20 stop 26:00 mina'],
  },
  {
    says: ['Development exception set 2026-11-23 start None', 'Development 예외 설정 월 시작 없음'],
    titles: ['Development: Mon 2026-11-23 without its start', 'Development: 11월 23일(월) 시작 없음'],
    exceptions: ['2026-11-23 start None mina'],
  },
  {
    says: ['Development e d today stop', 'Development 예외 삭제 오늘 중지'],
    after: 'Development e s today stop 26:00',
    titles: ['Development: Fri 2026-11-20 stop as usual again', 'Development: 11월 20일(금) 중지 예외를 지웠어요'],
  },
  {
    says: ['Development e d today stop', 'Development 예외 삭제 오늘 중지'],
    titles: [
      'Development: there was no stop exception on Fri 2026-11-20',
      'Development: 11월 20일(금)에는 중지 예외가 없었어요',
    ],
  },
  {
    says: ['Development extend 1h', 'Development 연장 1시간'],
    titles: ['Development: stays up until 23:00 KST', 'Development: 23:00 KST까지 켜 둬요'],
    exceptions: ['2026-11-20 stop 23:00 mina'],
  },
  {
    says: ['Development extend 21:55', 'Development 연장 21:55'],
    titles: ['Development: 21:55 KST is not later than the stop', 'Development: 21:55 KST는 중지 시간보다 늦지 않아요'],
  },
  {
    says: ['Development force_start 2h', 'Development 시작 2시간'],
    at: '2026-11-21 12:00',
    titles: ['Development: on until 14:00 KST', 'Development: 14:00 KST까지 켜 둬요'],
    hold: { kind: 'start', at: seoul('2026-11-21 12:00'), until: seoul('2026-11-21 14:00'), by: 'mina' },
  },
  {
    says: ['Development force_start', 'Development 시작'],
    at: '2026-11-21 12:00',
    titles: ['Development: on until Mon 22:00 KST', 'Development: 월 22:00 KST까지 켜 둬요'],
    hold: { kind: 'start', at: seoul('2026-11-21 12:00'), by: 'mina' },
  },
  {
    says: ['Development force_stop', 'Development 중지'],
    titles: ['Development: off until Mon 09:30 KST', 'Development: 월 09:30 KST까지 꺼 둬요'],
    hold: { kind: 'stop', at: seoul('2026-11-20 21:50'), by: 'mina' },
  },
  {
    says: ['Development release', 'Development 해제'],
    after: 'Development force_stop',
    titles: ['Development: back to its schedule', 'Development: 다시 스케줄대로 움직여요'],
  },
  {
    says: ['Development release', 'Development 해제'],
    titles: ['Development: there is no hold to release', 'Development: 해제할 것이 없어요'],
  },
  {
    says: ['Development extend', 'Development 연장'],
    titles: ['Development: I did not understand that', 'Development: 무슨 뜻인지 모르겠어요'],
  },
  {
    says: ['Developmnt extend 1h', 'Developmnt 연장 1시간'],
    titles: ['There is no schedule “Developmnt” here', '여기에 “Developmnt” 스케줄은 없어요'],
  },
  { says: ['alarms', '알람'], titles: ['Nothing is in alarm', '울리는 알람이 없어요'] },
];

describe.each([
  ['English', 0, 'en'],
  ['Korean', 1, 'ko'],
] as const)('in %s', (_, index, language) => {
  it.each(cases.map((given) => [given.says[index], given] as const))('answers %s', async (says, given) => {
    const { at = '2026-11-20 21:50', titles, exceptions = [], hold, after } = given;
    const chat = await Chat.open(dynamoDb.documentClient, { rows: ROWS, members: MEMBERS, channel: { language } });
    if (after !== undefined) await chat.say('2026-11-20 21:49', after);
    const { said } = await chat.say(at, says);
    expect(said.title).toBe(titles[index]);
    expect(await chat.exceptions()).toEqual([...exceptions, KEPT]);
    expect(await chat.hold()).toEqual(hold);
  });
});

const open = (rows: Partial<typeof ROWS> = {}) =>
  Chat.open(dynamoDb.documentClient, { rows: { ...ROWS, ...rows }, members: MEMBERS });

describe('the answer to a change', () => {
  it('names the operating day, the zone, the author, and the next stop and start', async () => {
    const chat = await open();
    expect(await chat.say('2026-11-20 21:50', 'Development extend 1h')).toEqual({
      said: {
        title: 'Development: stays up until 23:00 KST',
        text: 'It was to stop at 22:00 KST. Next stop 23:00 KST, next start Mon 09:30 KST.',
        lines: ['Operating day Fri 2026-11-20, Asia/Seoul', 'Changed by mina'],
      },
      severity: 'ok',
      actions: [{ label: 'extend-1h', command: 'Development extend 1h' }],
      shownFor: seoul('2026-11-20 23:00'),
    });
  });

  it('echoes what an exception makes of its day, and what it replaces', async () => {
    const chat = await open();
    const { said } = await chat.say('2026-11-20 21:50', 'Development e s 2026-11-27 stop 02:00');
    expect(said.lines).toEqual([
      'Operating day Fri 2026-11-27, Asia/Seoul',
      'start Fri 2026-11-27 09:30 KST, weekly',
      'stop Sat 2026-11-28 02:00 KST (26:00), exception by mina',
      'It replaces 23:30, set by jun.',
      'The day starts later than that, so Sat 2026-11-28 02:00 KST on the next date is meant.',
      'Changed by mina',
    ]);
    expect(await chat.exceptions()).toEqual(['2026-11-27 stop 02:00 mina']);
  });

  it.each([
    [
      'a Saturday’s 02:00 does not move Friday night',
      'e s sat stop 02:00',
      /night of Fri 2026-11-20; `Development extend 02:00` does/,
    ],
    [
      'a later night is moved by an exception of its own day',
      'e s 2026-11-28 stop 02:00',
      /`Development exception set 2026-11-27 stop 26:00` does/,
    ],
    [
      'a day that does not open is opened',
      'e s sat start 10:00',
      /start Sat 10:00 KST, exception by mina\nstop Sat 22:00 KST, weekly/,
    ],
    ['a day without a start still stops', 'e s mon start none', /stop Mon 22:00 KST, weekly/],
    ['an exception that changes nothing says so', 'e s mon stop 22:00', /It changes nothing that is still to come/],
    [
      'a hold that would last until Monday says how it ends sooner',
      'force_stop',
      /until Mon 09:30 KST, its next start; add a time to end it sooner: `Development force_stop 2h`/,
    ],
    [
      'a hold within the window leaves it to the schedule',
      'force_start 5m',
      /The schedule itself keeps it on after 21:55 KST/,
    ],
    ['a time of another day says how far it is', 'extend 21:00', /That is 23 hours later/],
  ])('%s', async (_, line, says) => {
    const chat = await open();
    expect(whole(await chat.say('2026-11-20 21:50', `Development ${line}`))).toMatch(says);
  });

  it.each([
    ['e s today stop 21:00', 'Development: 21:00 KST is past', 'For that time on the next date write 45:00.'],
    ['e s today start 09:00', 'Development: 09:00 KST is past', 'Nothing was changed.'],
    [
      'e s 2026-11-19 stop 22:00',
      'Development: Thu 22:00 KST is past',
      'For that time today: `Development exception set 2026-11-20 stop 22:00`',
    ],
    ['e s 2026-11-19 stop 20:00', 'Development: Thu 20:00 KST is past', 'To stop it now: `Development force_stop`'],
    [
      'e s 2026-11-18 stop None',
      'Development: Wed 2026-11-18 is over',
      'An exception of a day that is over changes nothing.',
    ],
  ])('refuses %s, which is past, with the form that was meant', async (line, title, text) => {
    const chat = await open();
    expect((await chat.say('2026-11-20 21:50', `Development ${line}`)).said).toEqual({ title, text, lines: [] });
    expect(await chat.exceptions()).toEqual([KEPT]);
    expect(chat.wakes).toBe(0);
  });

  it.each([
    ['a start', '2026-11-20 08:00', 'e s 2026-11-19 start 07:00', 'To start it now: `Development force_start`'],
    ['a stop after it was made', '2026-11-20 23:00', 'e s today stop 21:00', 'Nothing was changed.'],
    [
      'a day without a start',
      '2026-11-21 03:00',
      'e s today stop 02:00',
      'For that time on the next date write 26:00.',
    ],
  ])('gives advice that does something for %s', async (_, at, line, text) => {
    const { said } = await (await open()).say(at, `Development ${line}`);
    expect(said).toMatchObject({ title: expect.stringMatching(/is past$/), text });
  });

  it('says that a stop which becomes due is announced first', async () => {
    const chat = await open();
    await chat.say('2026-11-20 21:50', 'Development extend 2h');
    const { said } = await chat.say('2026-11-20 22:30', 'Development e d today stop');
    expect(said.text).toMatch(
      /^A stop is due now; a warning comes first, so not before 22:40 KST\. Next stop 22:40 KST, next start Mon 09:30/,
    );
  });

  it('says that an ordered stop comes at once', async () => {
    const { said } = await (await open()).say('2026-11-20 21:50', 'Development force_stop');
    expect(said.text).toMatch(/^Stopping now, in order and without a warning\./);
  });
});

describe('looking', () => {
  it('shows an exception that leaves an end out, beside what is left of the day', async () => {
    const chat = await open();
    await chat.say('2026-11-20 21:50', 'Development e s mon start None');
    expect((await chat.say('2026-11-20 21:51', 'Development info mon')).said.lines).toEqual([
      'stop Mon 22:00 KST, weekly',
      'exception: start None by mina',
      'Operating day Mon 2026-11-23, Asia/Seoul',
    ]);
  });

  it('lists what each schedule should be and its next change, in its own zone', async () => {
    const chat = await open({
      Schedule: [
        development(),
        development({ ScheduleName: 'Sydney', TimeZone: 'Australia/Sydney' }),
        development({ ScheduleName: 'Broken', StopTime: '25:99' }),
        development({ ScheduleName: 'Idle', StartTime: undefined, StopTime: undefined }),
      ],
    });
    const { said } = await chat.say('2026-11-20 21:50', 'list');
    expect([...said.lines].sort()).toEqual([
      'Broken: left alone because of its rows',
      'Development: on, stop 22:00 KST',
      'Idle: unmanaged, no change ahead',
      'Sydney: off, start Mon 09:30 AEDT',
    ]);
  });

  it('explains a day by its exception, its holiday and the hold', async () => {
    const chat = await open({
      Schedule: [development({ Calendar: 'KR' })],
      ScheduleException: [
        { ScheduleName: 'calendar:KR', ExceptionUuid: 'xmas', ExceptionDate: '2026-12-25', Note: 'Christmas' },
        { ...exception('2026-12-24', 'stop', '26:00'), By: 'jun', Note: 'Release' },
      ] as (typeof ROWS)['ScheduleException'],
    });
    await chat.say('2026-12-24 23:00', 'Development force_stop 2h');
    expect((await chat.say('2026-12-24 23:30', 'Development info 2026-12-25')).said).toMatchObject({
      text: 'A holiday of calendar KR: Christmas.',
      lines: [
        'start Fri 01:00 KST, hold by mina',
        'stop Fri 02:00 KST, exception by jun: Release',
        'mina keeps it off until Fri 01:00 KST; `Development release` ends that',
        'Operating day Fri 2026-12-25, Asia/Seoul',
      ],
    });
    expect((await chat.say('2026-12-24 23:30', 'Development week')).said.lines.slice(0, 3)).toEqual([
      'Thu 12-24: start 09:30, stop 23:00 by a hold',
      'Fri 12-25: start 01:00 by a hold, stop 02:00 (exception) (holiday: Christmas)',
      'Sat 12-26: nothing',
    ]);
  });

  it('shows the exceptions of a day, and without a day those to come', async () => {
    const chat = await open();
    expect((await chat.say('2026-11-20 21:50', 'Development e i')).said).toMatchObject({
      text: 'There are none that day.',
      lines: ['Coming:', 'Fri 2026-11-27 stop 23:30 by jun: Release', 'Operating day Fri 2026-11-20, Asia/Seoul'],
    });
    expect((await chat.say('2026-11-20 21:50', 'Development e i 2026-11-27')).said.text).toBe(
      'stop 23:30 by jun: Release.',
    );
  });
});
