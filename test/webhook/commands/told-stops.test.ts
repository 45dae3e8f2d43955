import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import { readRows } from '../../../functions/shared/rows/read-rows.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { clearanceOf } from '../../../functions/scheduler/domain/warning.ts';
import type { Run } from '../../../functions/shared/store/run-record.ts';
import { stopMadeFrom } from '../../../functions/webhook/domain/commands/coming.ts';
import type { Language } from '../../../functions/webhook/domain/say.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, rowsOf, seoul } from '../../scenarios/scenario.ts';
import { Chat, TARGET_ID } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamoDb = await embeddedDynamoDb();
});
afterAll(() => dynamoDb.close());

// 2026-11-18 is a Wednesday; Dev is up from 09:00 to 22:00 on weekdays, and is warned for ten minutes before.
const ROWS = { Schedule: [development({ ScheduleName: 'Dev', StartTime: '09:00' })] };
const STOP = '2026-11-18 22:00';
const shownFor = seoul(STOP);

const open = (language: Language = 'en', row: Item = {}) =>
  Chat.open(dynamoDb.documentClient, {
    rows: { Schedule: [{ ...ROWS.Schedule[0], ...row }] },
    channel: { language, name: 'default' },
  });

const run = (kind: EdgeKind, at: string, settled?: string): Run => ({
  edge: { kind, at: seoul(at), cause: { kind: 'weekly' } },
  ...{ because: 'edge', begunAt: seoul(at), groups: {}, marks: '', failing: {}, nextLookAt: 0, done: 2, members: 2 },
  ...(settled !== undefined && { settledAt: seoul(settled) }),
});

/** What the scheduler has noted of its last run, and of a warning. */
async function remember(chat: Chat, last: Run, warned?: { stop: string; at: string; toldFor?: string }): Promise<void> {
  const record = { scheduleName: 'Dev', targetId: TARGET_ID, version: 0, number: 1, owed: [], restarts: {} };
  await chat.stores.memory.saveRun({ ...record, run: last });
  if (warned === undefined) return;
  const warning = { scheduleName: 'Dev', stopAt: seoul(warned.stop), warnedAt: seoul(warned.at) };
  const { toldFor } = warned;
  await chat.stores.memory.recordWarning({ ...warning, ...(toldFor !== undefined && { toldFor: seoul(toldFor) }) });
}

const NOTHING_ELSE = { ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] };
const UP = run('start', '2026-11-18 09:00', '2026-11-18 09:04');
const STOPPED = run('stop', STOP, '2026-11-18 22:03');

describe('the button of a warning whose stop has been carried out', () => {
  it.each([
    ['extend 1h', 'It was done at Wed 22:03 KST. Nothing was changed. To have it on for a while: `Dev force_start 1h`'],
    [
      'exception set 2026-11-18 stop None',
      'It was done at Wed 22:03 KST. Nothing was changed. To have it on for a while: `Dev force_start 1h`',
    ],
    ['force_stop', 'It was done at Wed 22:03 KST. Nothing was changed.'],
  ])('more than two hours ago says so, and %s changes nothing', async (line, text) => {
    const chat = await open();
    await remember(chat, STOPPED);
    const { said } = await chat.say('2026-11-19 00:30', `Dev ${line}`, { shownFor });
    expect(said).toEqual({
      title: 'Dev: the stop of Wed 22:00 KST has been carried out',
      text,
      lines: [],
    });
    expect([await chat.exceptions(), await chat.hold('Dev'), chat.wakes]).toEqual([[], undefined, 0]);
  });

  it('says it in Korean', async () => {
    const chat = await open('ko');
    await remember(chat, STOPPED);
    const { said } = await chat.say('2026-11-19 00:30', 'Dev extend 1h', { shownFor });
    expect(said).toMatchObject({
      title: 'Dev: 수 22:00 KST 중지는 이미 끝났어요',
      text: '수 22:03 KST에 모두 중지했어요. 바뀐 것은 없어요. 잠시 켜 두려면: `Dev 시작 1시간`',
    });
  });

  it.each([
    ['extend 1h', ' To move that one: `Dev extend 1h`'],
    ['force_stop', ' To stop now: `Dev force_stop`'],
  ])('says three days later that the next window has opened since: %s', async (line, propose) => {
    const chat = await open();
    await remember(chat, run('start', '2026-11-20 09:00', '2026-11-20 09:03'));
    const { said } = await chat.say('2026-11-20 12:00', `Dev ${line}`, { shownFor });
    expect(said).toEqual({
      title: 'Dev: the stop of Wed 22:00 KST is over',
      text: `It has been on again since 09:00 KST and stops at 22:00 KST. Nothing was changed.${propose}`,
      lines: [],
    });
    expect([await chat.exceptions(), await chat.hold('Dev')]).toEqual([[], undefined]);
  });

  it('says of a stop that somebody had moved when it was moved to, not when the next one is', async () => {
    const chat = await open();
    await chat.say('2026-11-18 21:50', 'Dev extend 1h', { who: 'jun' });
    await remember(chat, run('stop', '2026-11-18 23:00', '2026-11-18 23:03'));
    const { said } = await chat.say('2026-11-19 03:00', 'Dev extend 1h', { shownFor });
    expect(said.text).toBe('jun moved it to Wed 23:00 KST. Nothing was changed.');
  });

  it('says so although the schedule has been switched off since', async () => {
    const chat = await open();
    await remember(chat, STOPPED);
    await chat.stores.rows.put({ Schedule: [{ ...ROWS.Schedule[0], Enabled: false }], ...NOTHING_ELSE });
    const { said } = await chat.say('2026-11-19 00:30', 'Dev extend 1h', { shownFor });
    expect(said.title).toBe('Dev: the stop of Wed 22:00 KST has been carried out');
  });
});

describe('a stop nearer than its warning allows', () => {
  it.each<[line: string, at: string, title: string, text: string]>([
    [
      'e s today stop 21:02',
      '2026-11-18 21:00',
      'Dev: Wed 2026-11-18 stop 21:02',
      'A warning comes first, so not before 21:10 KST. Next stop 21:10 KST, next start Thu 09:00 KST.',
    ],
    [
      'force_start 5m',
      '2026-11-18 23:00:20',
      'Dev: on until 23:10 KST at the earliest',
      'What is off is started now, in order. A warning comes first, once something is up, so not before 23:10 KST. Next stop 23:10 KST at the earliest, next start Thu 09:00 KST.',
    ],
    [
      'extend 2m',
      '2026-11-18 21:58',
      'Dev: stays up until 22:08 KST',
      'It was to stop at 22:00 KST. A warning comes first, so not before 22:08 KST. Next stop 22:08 KST, next start Thu 09:00 KST.',
    ],
  ])('is answered with when it comes: %s', async (line, at, title, text) => {
    const chat = await open();
    const isOff = at > STOP;
    await remember(chat, isOff ? STOPPED : UP, { stop: STOP, at: '2026-11-18 21:50' });
    const { said } = await chat.say(at, `Dev ${line}`);
    expect([said.title, said.text]).toEqual([title, text]);
  });

  it('is answered so in Korean', async () => {
    const chat = await open('ko');
    await remember(chat, UP);
    const { said } = await chat.say('2026-11-18 21:00', 'Dev 예외 설정 오늘 중지 21:02');
    expect(said.text).toBe(
      '중지 예고가 먼저라 21:10 KST 전에는 중지하지 않아요. 다음 중지 21:10 KST, 다음 시작 목 09:00 KST.',
    );
  });

  it('is answered so in Korean where nobody is up yet', async () => {
    const chat = await open('ko');
    await remember(chat, STOPPED);
    const { said } = await chat.say('2026-11-18 23:00', 'Dev 시작 5분');
    expect([said.title, said.text]).toEqual([
      'Dev: 적어도 23:10 KST까지 켜 둬요',
      '꺼져 있는 서버를 지금 순서대로 시작해요. 중지 예고가 먼저이고 예고는 서버가 켜진 뒤에 나가서 23:10 KST 전에는 중지하지 않아요. 다음 중지 빨라야 23:10 KST, 다음 시작 목 09:00 KST.',
    ]);
  });

  it.each([
    ['has been made', STOPPED, 'Dev status'],
    [
      'is under way',
      { ...run('stop', '2026-11-18 21:50'), groups: { web: { lastCallAt: seoul('2026-11-18 21:51') } } },
      'Dev status',
    ],
    ['is ordered', UP, 'Dev force_stop'],
  ])('needs no warning after a stop that %s: nobody is up for it', async (_, last, line) => {
    const chat = await open('en', { StopTime: '23:59' });
    if (last !== UP) await chat.stores.memory.putHold('Dev', { kind: 'stop', at: last.edge.at, by: 'jun' });
    await remember(chat, last);
    const { said } = await chat.say('2026-11-18 23:55', line);
    expect(said.text).toMatch(/Next stop 23:59 KST, next start Thu 09:00 KST\.$/);
  });

  it('is not delayed where its warning has been given already', async () => {
    const chat = await open();
    await remember(chat, UP, { stop: STOP, at: '2026-11-18 21:50' });
    const { said } = await chat.say('2026-11-18 21:55', 'Dev e s today stop 22:00');
    expect(said.text).toBe('Next stop 22:00 KST, next start Thu 09:00 KST.');
  });

  it.each([
    [
      'is kept to where warnings are switched off meanwhile',
      '2026-11-18 22:07',
      'Next stop 22:15 KST, next start Thu 09:00 KST.',
    ],
    [
      'is no more than that: later stops need none',
      '2026-11-18 22:16',
      'Next start Thu 09:00 KST, next stop Thu 22:00 KST.',
    ],
  ])('was told with its time, which %s', async (_, at, next) => {
    const chat = await open('en', { WarnMinutes: 0 });
    await remember(chat, run('stop', STOP), { stop: STOP, at: '2026-11-18 22:05', toldFor: '2026-11-18 22:15' });
    const { said } = await chat.say(at, 'Dev status');
    expect(said.text).toBe(`It should be off since 22:00 KST. ${next}`);
  });

  it('on the minute of its warning is not delayed', async () => {
    const chat = await open();
    await remember(chat, UP);
    const { said } = await chat.say('2026-11-18 21:00:20', 'Dev e s today stop 21:10');
    expect(said.text).toBe('Next stop 21:10 KST, next start Thu 09:00 KST.');
  });

  it('that is due now waits for its warning too', async () => {
    const chat = await open();
    await chat.say('2026-11-18 21:55', 'Dev extend 2h');
    await remember(chat, UP);
    const { said } = await chat.say('2026-11-18 22:30', 'Dev e d today stop');
    expect(said.text).toBe(
      'A stop is due now; a warning comes first, so not before 22:40 KST. Next stop 22:40 KST, next start Thu 09:00 KST.',
    );
  });

  it('that is taken back while it is due does not come, where the one before was carried out', async () => {
    const chat = await open('en', { StartTime: 'None' });
    await remember(chat, { ...run('stop', STOP), doneTo: seoul('2026-11-17 22:00') });
    const { said } = await chat.say('2026-11-18 22:05', 'Dev e s today stop None');
    expect(said.text).toBe('Next stop Thu 22:00 KST.');
  });

  it('does not come at all where a start comes before it', async () => {
    const chat = await open();
    await remember(chat, STOPPED);
    const { said } = await chat.say('2026-11-19 08:55', 'Dev force_start 3m');
    expect(said.title).toBe('Dev: on until 22:00 KST');
    expect(said.text).toContain('The start at 09:00 KST comes before a warning would be over, so it stays on.');
  });
});

describe('extend after a warning', () => {
  it.each([
    ['whose edge has passed', '2026-11-18 22:35', run('stop', STOP)],
    ['whose run has not begun', '2026-11-18 22:30:30', UP],
  ])('%s counts from the stop that was told, and names it', async (_, at, last) => {
    const chat = await open();
    await remember(chat, last, { stop: STOP, at: '2026-11-18 22:30' });
    const { said } = await chat.say(at, 'Dev extend 1h', { shownFor });
    expect([said.title, said.text]).toEqual([
      'Dev: stays up until 23:40 KST',
      'It was to stop at 22:40 KST. Next stop 23:40 KST, next start Thu 09:00 KST.',
    ]);
    expect(await chat.exceptions()).toEqual(['2026-11-18 stop 23:40 mina']);
  });

  it('refuses a time before the stop that was told', async () => {
    const chat = await open();
    await remember(chat, run('stop', STOP), { stop: STOP, at: '2026-11-18 22:30' });
    const { said } = await chat.say('2026-11-18 22:32', 'Dev extend 22:35');
    expect(said).toMatchObject({
      title: 'Dev: 22:35 KST is not later than the stop',
      text: 'It stops at 22:40 KST, and extend only moves that to later. To stop now: `Dev force_stop`',
    });
  });

  it('counts from now once the first call has been made', async () => {
    const chat = await open();
    const called = { ...run('stop', STOP), groups: { web: { lastCallAt: seoul('2026-11-18 22:40') } } };
    await remember(chat, called, { stop: STOP, at: '2026-11-18 22:30' });
    const { said } = await chat.say('2026-11-18 22:41', 'Dev extend 1h');
    expect(said.title).toBe('Dev: stays up until 23:41 KST');
    expect(said.text).toMatch(/^The stop of 22:40 KST is taken back\. What is off is started now, in order\./);
  });
});

describe('a stop whose minute has come', () => {
  const WARNED = { stop: STOP, at: '2026-11-18 21:50:20' };

  it.each([
    ['before its run has begun', UP],
    ['before its run has called', run('stop', STOP)],
  ])('is the one that is named %s', async (_, last) => {
    const chat = await open();
    await remember(chat, last, WARNED);
    const { said } = await chat.say('2026-11-18 22:00:10', 'Dev status');
    expect(said.text).toBe('It should be off since 22:00 KST. Next stop 22:00 KST, next start Thu 09:00 KST.');
    expect((await chat.say('2026-11-18 22:00:10', 'Dev extend 1h')).said.title).toBe('Dev: stays up until 23:00 KST');
  });

  it('is over once its run has called', async () => {
    const chat = await open();
    await remember(
      chat,
      { ...run('stop', STOP), groups: { web: { lastCallAt: seoul('2026-11-18 22:00:20') } } },
      WARNED,
    );
    const { said } = await chat.say('2026-11-18 22:00:30', 'Dev status');
    expect(said.text).toContain('Next start Thu 09:00 KST, next stop Thu 22:00 KST');
  });
});

describe('extend while nothing is to be up', () => {
  const STOP_ONLY = { StartTime: 'None' };
  it.each([
    ['of a schedule that only stops', STOP_ONLY, '2026-11-19 15:00', 'en', 'Dev: stop moved to 23:00 KST'],
    ['of a schedule that only stops', STOP_ONLY, '2026-11-19 15:00', 'ko', 'Dev: 중지를 23:00 KST로 늦췄어요'],
    ['of a window to come', {}, '2026-11-19 07:00', 'en', 'Dev: stop moved to 23:00 KST'],
  ] as const)('is told of the stop, and not of what is up: %s, %j at %s in %s', async (_, row, at, language, title) => {
    const chat = await open(language, row);
    await remember(chat, STOPPED);
    expect((await chat.say(at, 'Dev extend 1h')).said.title).toBe(title);
  });
});

describe('when a stop is made', () => {
  const now = seoul('2026-11-18 22:20:30');
  const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((count) => now - count * 60_000);
  const [entry] = readRows(rowsOf(ROWS), { timeZone: 'Asia/Seoul', warnMinutes: 10, now, holds: new Map() }).entries;

  it('is what the scheduler will do, for every warning that still counts', () => {
    if (entry === undefined) throw new Error('the row was not read');
    const times = fc.record({
      ...{
        warnedAt: fc.option(minutes(30)),
        isGone: fc.boolean(),
        warnedAfter: fc.option(minutes(60)),
      },
    });
    fc.assert(
      fc.property(times, ({ warnedAt, isGone, warnedAfter }) => {
        const open = { ...run('stop', STOP), ...(warnedAfter !== null && { warnedAfter }) };
        const record = {
          ...{ scheduleName: 'Dev', targetId: TARGET_ID, version: 1, number: 1, owed: [], restarts: {}, run: open },
          ...(isGone && { goneStops: [open.edge.at] }),
        };
        const warnings = warnedAt === null ? [] : [{ scheduleName: 'Dev', stopAt: open.edge.at, warnedAt }];
        const { callsFrom } = clearanceOf(open, { entry, record, warnings, now, tickMs: 60_000 });
        const told = callsFrom - (callsFrom % 60_000);
        const sight = { entry, record, warnings, now, who: 'mina' };
        expect(stopMadeFrom(sight, open.edge)).toBe(Math.max(told, open.edge.at));
      }),
    );
  });
});

it('extend of what is not on says where the stop moves, not that it stays up', async () => {
  const rows = { Schedule: [development({ ScheduleName: 'Dev', StartTime: 'None' })] };
  const chat = await Chat.open(dynamoDb.documentClient, { rows });
  await remember(chat, run('stop', '2026-11-17 22:00', '2026-11-17 22:03'));
  const { said } = await chat.say('2026-11-18 21:00', 'Dev extend 1h');
  expect(said.title).toBe('Dev: stop moved to 23:00 KST');
});
