import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let aws: FakeAws;

const put = async (rows: unknown) => {
  expect(await runCurfew(['put', await fileWith(rows), '--create-tables'])).toMatchObject({ exitCode: 0, err: '' });
};
const exceptions = (words: string, now = '2026-11-20T00:00:00Z') =>
  runCurfew(['exceptions', ...words.split(' ')], { now });
const listed = async (): Promise<string> => (await exceptions('list --all')).out;

beforeAll(async () => {
  aws = await fakeAws();
});
afterAll(() => aws.close());

describe('exceptions of a schedule that is left alone', () => {
  beforeEach(() => put({ Schedule: [weekdays({ ScheduleName: 'QA', StartTime: '25:00' })] }));

  it('are written, and what has to be typed before anything comes of them is said, instead of times that will not come', async () => {
    const { exitCode, out, err } = await exceptions('set QA 2026-11-20 stop 25:00');
    expect([exitCode, out]).toEqual([1, 'Set stop 25:00 on 2026-11-20.']);
    expect(err).toMatch(
      /^QA is left alone: it neither starts nor stops until this is right:\n {2}Schedule QA, StartTime: /,
    );
    expect(err).toMatch(/: got 25:00, expected a time from 00:00 to 23:59 such as 09:30, or None$/);
    expect(await listed()).toMatch(/QA +stop 25:00/);
  });

  it('are deleted, and the same is said', async () => {
    const { exitCode, out, err } = await exceptions('del QA 2026-11-20 stop');
    expect([exitCode, out]).toEqual([1, 'Deleted the stop exception on 2026-11-20: stop 25:00.']);
    expect(err).toMatch(/^QA is left alone: /);
  });
});

describe('an exception that comes too late', () => {
  // Friday 2026-11-20, 20:00 in Seoul.
  const NOW = '2026-11-20T11:00:00Z';

  beforeEach(() => put({ Schedule: [weekdays(), weekdays({ ScheduleName: 'Stops', StartTime: 'None' })] }));

  it.each([
    ['a past date', 'Development 2026-11-17 stop 20:00', 'the stop Tue 2026-11-17 20:00 KST is past'],
    [
      'a past date left out',
      'Development 2026-11-17 stop None',
      '2026-11-17 is past: stop None changes nothing any more',
    ],
    ['a start earlier today', 'Development 2026-11-20 start 08:00', 'the start Fri 2026-11-20 08:00 KST is past'],
    [
      'a stop earlier today',
      'Development 2026-11-20 stop 19:00',
      'the stop Fri 2026-11-20 19:00 KST is past; for 19:00 on the next date type 43:00',
    ],
    [
      'a stop after midnight',
      'Stops 2026-11-20 stop 02:00',
      'the stop Fri 2026-11-20 02:00 KST is past; for 02:00 on the next date type 26:00',
    ],
  ])('is refused for %s, and nothing is written', async (_, words, message) => {
    const { exitCode, out, err } = await exceptions(`set ${words}`, NOW);
    expect([exitCode, out, err]).toEqual([2, '', `curfew: ${message}. Nothing was written`]);
    expect(await listed()).not.toMatch(/Development|Stops/);
  });

  it('is not one that is meant for after midnight, as the start of its day shows', async () => {
    const { exitCode, out } = await exceptions('set Development 2026-11-20 stop 02:00', NOW);
    expect(exitCode).toBe(0);
    expect(out).toContain('stop Sat 2026-11-21 02:00 KST (26:00), exception');
    await exceptions('del Development 2026-11-20 stop');
  });

  it('is not one that still moves the stop of the night before', async () => {
    const { exitCode, out } = await exceptions('set Development 2026-11-20 stop 28:00', '2026-11-20T16:00:00Z');
    expect(exitCode).toBe(0);
    expect(out).toContain('stop Sat 2026-11-21 04:00 KST (28:00), exception');
    await exceptions('del Development 2026-11-20 stop');
  });
});

describe('curfew exceptions list', () => {
  const of = (ExceptionUuid: string, ExceptionDate: unknown, more: object = {}) => ({
    ...{ ScheduleName: 'Development', ExceptionUuid, ExceptionDate, ExceptionType: 'stop', ExceptionValue: '26:00' },
    ...more,
  });
  const list = async (rows: readonly object[], ...words: string[]) => {
    const file = await fileWith({ Schedule: [weekdays()], ScheduleException: rows });
    return runCurfew(['exceptions', 'list', ...words, '--rows', file]);
  };

  it('compares and sorts dates as dates, however they are typed', async () => {
    const { out } = await list([
      of('1', '2026-12-10'),
      of('2', ' 2026-12-3 '),
      of('3', '2026-2-1'),
      of('4', '2026-11-20 '),
    ]);
    expect(out.split('\n').map((line) => line.slice(0, 10))).toEqual([
      'DATE      ',
      '2026-11-20',
      '2026-12-03',
      '2026-12-10',
    ]);
  });

  it('shows values as they are read: None for NULL, 26:00 for 26:0', async () => {
    const { out } = await list([
      of('1', '2026-12-10', { ExceptionValue: null }),
      of('2', '2026-12-11', { ExceptionType: 'Stop', ExceptionValue: '26:0' }),
    ]);
    expect(out).toMatch(/^2026-12-10 +Development +stop None$/m);
    expect(out).toMatch(/^2026-12-11 +Development +stop 26:00$/m);
  });

  it('marks rows that cannot be read, and says what to type', async () => {
    const { out } = await list([of('1', 'tomorrow'), of('2', '2026-12-10', { ExceptionValue: '99:00' })]);
    expect(out.split('\n')).toEqual([
      'DATE        SCHEDULE     WHAT                 BY  NOTE',
      '2026-12-10  Development  bad row: stop 99:00',
      'tomorrow    Development  bad row: stop 26:00',
      '',
      'Bad rows:',
      '  ScheduleException Development/2, ExceptionValue: got 99:00, expected a time from 00:00 to 47:59 such as 22:00, or None',
      '  ScheduleException Development/1, ExceptionDate: got tomorrow, expected a date such as 2026-11-20',
    ]);
  });

  it('marks rows of schedules that do not exist', async () => {
    const { out } = await list([
      of('1', '2026-12-10', { ScheduleName: 'Developement' }),
      of('2', '2026-12-11', { ScheduleName: undefined }),
    ]);
    expect(out).toMatch(/^2026-12-10 +Developement +bad row: stop 26:00$/m);
    expect(out).toMatch(/^2026-12-11 +bad row: stop 26:00$/m);
    expect(out).toMatch(/^ {2}ScheduleException Developement, ScheduleName: .*did you mean Development\?$/m);
  });

  it('shows maps as JSON and cuts long notes', async () => {
    const { out } = await list([of('1', '2026-12-10', { By: { name: 'mina' }, Note: 'overtime '.repeat(50) })]);
    expect(out).toContain('{"name":"mina"}  overtime overtime');
    expect(out).toMatch(/…$/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(130);
  });

  it.each([
    ['Developement', 'there is no schedule Developement; did you mean Development?'],
    ['calendar:kr', 'there is no calendar:kr; did you mean calendar:KR?'],
    ['calendar:Japan', 'there is no calendar:Japan; there is only calendar:KR'],
  ])('refuses the unknown name %s', async (name, message) => {
    const rows = [
      of('1', '2026-12-10', { ScheduleName: 'Developement' }),
      of('2', '2026-12-25', { ScheduleName: 'calendar:KR' }),
    ];
    expect(await list(rows, name)).toEqual({ exitCode: 2, out: '', err: `curfew: ${message}` });
  });

  it('lists a row whose name is a map that cannot be made a text', async () => {
    const rows = [of('1', '2026-12-10'), of('2', '2026-12-11', { ScheduleName: { toString: 0 } })];
    expect((await list(rows, 'Development')).exitCode).toBe(0);
    expect((await list(rows)).out).toContain('{"toString":0}');
  });

  it('keeps to one schedule or calendar', async () => {
    const rows = [of('1', '2026-12-10'), of('2', '2026-12-25', { ScheduleName: 'calendar:KR', Note: 'Christmas' })];
    expect((await list(rows, 'Development')).out).not.toContain('Christmas');
    expect((await list(rows, 'calendar:KR')).out.split('\n').slice(1)).toEqual([
      '2026-12-25  calendar:KR  holiday      Christmas',
    ]);
  });
});
