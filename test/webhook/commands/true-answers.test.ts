import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, exception, seoul } from '../../scenarios/scenario.ts';
import { Chat, whole } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamoDb = await embeddedDynamoDb();
});
afterAll(() => dynamoDb.close());

// 2026-11-18 is a Wednesday; Dev is up from 09:00 to 22:00 on weekdays.
const NOW = '2026-11-18 15:00';
const of = (item: Item): Item => ({ ...item, ScheduleName: 'Dev' });
const open = (attributes: Item = {}, exceptions: readonly Item[] = [], language: 'en' | 'ko' = 'en') =>
  Chat.open(dynamoDb.documentClient, {
    rows: {
      Schedule: [of(development({ StartTime: '09:00', Channels: ['ops'], ...attributes }))],
      ScheduleException: exceptions.map(of),
    },
    channel: { language },
  });

describe('a schedule that is switched off', () => {
  const OFF = { Enabled: false };

  it.each([
    ['info', 'start 09:00 KST, weekly; does not happen: the schedule is switched off (Enabled: false)'],
    [
      'e s today stop 23:00',
      'stop 23:00 KST, exception by mina; does not happen: the schedule is switched off (Enabled: false)',
    ],
  ])('is the reason given by %s', async (line, says) => {
    const post = await (await open(OFF)).say(NOW, `Dev ${line}`);
    expect(post.said.lines).toContain(says);
    expect(whole(post)).not.toContain('another window');
  });

  it('is the reason in Korean too', async () => {
    const post = await (await open(OFF, [], 'ko')).say(NOW, 'Dev 정보');
    expect(post.said.lines[0]).toBe('시작 09:00 KST, 매주 일정 — 스케줄이 꺼져 있어(Enabled: false) 일어나지 않아요');
  });

  it.each([
    ['status', 'The schedule is switched off (Enabled: false), so it is left as it is.'],
    ['list', 'Dev: switched off (Enabled: false)'],
    ['week', 'The schedule is switched off (Enabled: false).'],
  ])('is said by %s', async (line, says) => {
    const chat = await open(OFF);
    expect(whole(await chat.say(NOW, line === 'list' ? line : `Dev ${line}`))).toContain(says);
  });
});

describe('an exception of a schedule whose rows are wrong', () => {
  it.each([
    ['en', 'The change is written, but Dev is neither started nor stopped until its rows are put right.', /StopTime/],
    ['ko', '변경은 저장했어요. 다만 잘못된 행을 바로잡을 때까지 Dev는 시작도 중지도 하지 않아요.', /StopTime/],
  ] as const)('is written, and nothing is foretold: %s', async (language, text, problem) => {
    const chat = await open({ StopTime: '25h' }, [], language);
    const post = await chat.say(NOW, 'Dev e s today stop 23:00');
    expect(post.severity).toBe('warning');
    expect(post.said.text).toBe(text);
    expect(post.said.lines).toHaveLength(3);
    expect(post.said.lines[2]).toMatch(problem);
    expect(await chat.exceptions()).toEqual(['2026-11-18 stop 23:00 mina']);
    expect(chat.notices[0]?.facts.find(({ name }) => name === 'edges')?.value).toEqual([]);
  });
});

describe('week', () => {
  it('marks the start or stop that an exception moved, and no other', async () => {
    const chat = await open({}, [
      exception('2026-11-19', 'start', '10:00'),
      exception('2026-11-20', 'stop', '26:00'),
      exception('2026-11-22', 'start', '12:00'),
      exception('2026-11-23', 'start', 'None'),
    ]);
    expect((await chat.say(NOW, 'Dev week')).said.lines).toEqual([
      'Wed 11-18: start 09:00, stop 22:00',
      'Thu 11-19: start 10:00 (exception), stop 22:00',
      'Fri 11-20: start 09:00',
      'Sat 11-21: stop 02:00 (exception)',
      'Sun 11-22: start 12:00 (exception), stop 22:00',
      'Mon 11-23: stop 22:00 (exception: no start)',
      'Tue 11-24: start 09:00, stop 22:00',
    ]);
  });

  it('does so in Korean', async () => {
    const chat = await open({}, [exception('2026-11-18', 'stop', '23:00')], 'ko');
    expect((await chat.say(NOW, 'Dev 주간')).said.lines[0]).toBe('11-18(수): 시작 09:00, 중지 23:00(예외)');
  });
});

describe('an exception that leaves an end out', () => {
  const HOLIDAY = { ScheduleName: 'calendar:KR', ExceptionUuid: 'h', ExceptionDate: '2026-11-20', Note: 'Founders' };

  it('of a holiday changes nothing, whatever a hold that ends before says', async () => {
    const chat = await open({ Calendar: 'KR' });
    await chat.stores.rows.put({ Schedule: [], ScheduleServerGroup: [], ScheduleException: [HOLIDAY], AlarmRule: [] });
    await chat.say(NOW, 'Dev force_start 1h');
    const { said } = await chat.say(NOW, 'Dev e s 2026-11-20 stop None');
    expect(said.lines).toContain('It changes nothing that is still to come.');
    expect(said.lines.join(' ')).not.toMatch(/hold by mina|exception wins/);
  });

  it('of a day under a hold comes after the hold', async () => {
    const chat = await open();
    await chat.say(NOW, 'Dev force_start 1h');
    const { said } = await chat.say(NOW, 'Dev e s today stop None');
    expect(said.lines).toContain('The hold by mina comes first, until 16:00 KST; `Dev release` ends it.');
  });
});

describe('a natural slip', () => {
  it.each([
    ['start', 'en', '“start” is no command; did you mean force_start?', '`Dev force_start [2h | 30m | 23:00]`'],
    ['stop 2h', 'en', '“stop” is no command; did you mean force_stop?', '`Dev force_stop [2h | 30m | 23:00]`'],
    ['끄기', 'ko', '“끄기” 명령은 없어요. 혹시 중지 명령인가요?', '`Dev 중지 [2시간 | 30분 | 23:00]`'],
    ['Start', 'ko', '“Start” 명령은 없어요. 혹시 force_start 명령인가요?', '`Dev 시작 [2시간 | 30분 | 23:00]`'],
  ] as const)('gets the hint of the command that is meant: %s in %s', async (line, language, text, usage) => {
    const { said } = await (await open({}, [], language)).say(NOW, `Dev ${line}`);
    expect([said.text, said.lines]).toEqual([text, [usage]]);
  });

  it('is none in 시작 and 중지', async () => {
    const chat = await open();
    expect((await chat.say(NOW, 'Dev 시작')).severity).toBe('ok');
    expect((await chat.say(NOW, 'Dev 중지')).severity).toBe('ok');
  });
});

describe('a duration', () => {
  it.each([
    ['2026-11-21 12:00:01', 'force_start 2h', 'Dev: on until 14:00 KST', '2026-11-21 14:00'],
    ['2026-11-21 12:00:59', 'force_start 30m', 'Dev: on until 12:30 KST', '2026-11-21 12:30'],
    ['2026-11-18 15:00:30', 'force_stop 1h', 'Dev: off until 16:00 KST', '2026-11-18 16:00'],
  ])('counts from the minute on the clock: at %s %s', async (at, line, title, until) => {
    const chat = await open();
    expect((await chat.say(at, `Dev ${line}`)).said.title).toBe(title);
    expect(await chat.hold('Dev')).toMatchObject({ at: seoul(at), until: seoul(until) });
  });

  it('of extend counts from the end that was answered', async () => {
    const chat = await open();
    await chat.say('2026-11-21 12:00:59', 'Dev force_start 2h');
    const { said } = await chat.say('2026-11-21 12:30:30', 'Dev extend 1h');
    expect(said.title).toBe('Dev: stays up until 15:00 KST');
  });
});

describe('an extension that runs into the next window', () => {
  it.each([
    [
      'en',
      'Dev: stays up until Thu 22:00 KST',
      'Thu 10:00 KST runs into the next window, which stops at Thu 22:00 KST.',
    ],
    ['ko', 'Dev: 목 22:00 KST까지 켜 둬요', '목 10:00 KST는 다음 운영 시간과 이어져서 목 22:00 KST에 중지해요.'],
  ] as const)('is titled with the stop that comes: %s', async (language, title, line) => {
    const { said } = await (await open({}, [], language)).say('2026-11-18 21:30', 'Dev extend 12h');
    expect(said.title).toBe(title);
    expect(said.lines).toContain(line);
  });
});

describe('while it is off', () => {
  it('the stop before the next start is listed, which switches off what somebody starts by hand', async () => {
    const chat = await open({ StopTime: '24:00' });
    const { said } = await chat.say('2026-11-18 23:50', 'Dev force_stop');
    expect([said.title, said.text]).toEqual([
      'Dev: off until Thu 09:00 KST',
      'Stopping now, in order and without a warning. Next stop Thu 00:00 KST, next start Thu 09:00 KST.',
    ]);
    const status = await chat.say('2026-11-18 23:52', 'Dev status');
    expect(status.said.text).toBe(
      'It should be off since 23:50 KST. Next stop Thu 00:00 KST, next start Thu 09:00 KST.',
    );
    expect(status.said.lines[0]).toBe('mina keeps it off until Thu 09:00 KST; `Dev release` ends that');
  });
});

describe('commands that an answer shows', () => {
  it.each(['help', 'Dev extend', '"Dev" force_stop', 'silence'])('begin with the keyword: %s', async (line) => {
    const chat = await Chat.open(dynamoDb.documentClient, {
      rows: { Schedule: [of(development({})), { ...development({}), ScheduleName: 'Dev force_stop' }] },
      channel: { keyword: '서버' },
    });
    const shown = whole(await chat.say(NOW, line)).match(/`[^`]+`/g) ?? [];
    const typed = shown.filter((command) => !/^`(?:extend 30m|extend 23:00|None)`$/.test(command));
    for (const command of typed) expect(command).toMatch(/^`\/서버 /);
    expect(typed.join()).toMatch(/"Dev"|silence/);
  });
});

describe('the order of', () => {
  it('list is that of the names, numbers by their size', async () => {
    const names = ['team 10', 'Beta', 'team 9', 'alpha'];
    const rows = { Schedule: names.map((name) => ({ ...development({}), ScheduleName: name, TagValue: name })) };
    const chat = await Chat.open(dynamoDb.documentClient, { rows });
    const { lines } = (await chat.say(NOW, 'list')).said;
    expect(lines.map((line) => line.split(':')[0])).toEqual(['alpha', 'Beta', 'team 9', 'team 10']);
  });
});

it('what somebody may not do to every alarm rule is said of every rule', async () => {
  const { said } = await (await open()).say(NOW, 'silence all 1h', { mayChange: false });
  expect(said.title).toContain('Every rule');
});
