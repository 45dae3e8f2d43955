import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../cli/public-holidays.ts';
import { readRows } from '../../functions/shared/rows/read-rows.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const dates = async (place: string, year: number) => (await publicHolidays(place, year)).map(({ date }) => date);

describe('public holidays', () => {
  it("has Korea's as the gazette has them: Seollal, Labour Day, the election and the substitute days of 2026", async () => {
    const korea = await dates('KR', 2026);
    for (const date of ['2026-02-16', '2026-02-17', '2026-02-18', '2026-05-01', '2026-06-03', '2026-08-17'])
      expect(korea).toContain(date);
    expect(korea).not.toContain('2026-02-19');
  });

  it('has those of other countries, and of parts of them', async () => {
    expect(await dates('US', 2026)).toContain('2026-11-26');
    expect(await dates('DE-BY', 2026)).toContain('2026-01-06');
    expect(await dates('DE', 2026)).not.toContain('2026-01-06');
  });

  it('counts each whole day of a holiday of several days', async () => {
    const turkey = (await publicHolidays('TR', 2026)).filter(({ name }) => name === 'Ramazan Bayramı');
    expect(turkey.map(({ date }) => date)).toEqual(['2026-03-20', '2026-03-21', '2026-03-22']);
  });

  it('is in order, with one entry for a date', async () => {
    for (const place of ['KR', 'US', 'JP', 'GB']) {
      const found = await dates(place, 2027);
      expect(found, place).toEqual([...new Set(found)].sort());
    }
  });

  it.each([
    [
      ['holidays', 'KR', '2031'],
      "Korea's public holidays of 2031 are not known; the list holds the years that are gazetted, from 2018",
    ],
    [['holidays', 'XX', '2026'], 'there is no country XX; type its two letters, such as KR, JP or DE-BY'],
    [['holidays', 'US-XX', '2026'], /^US has no part XX; there are AL, /],
    [['holidays', 'KR-11', '2026'], 'KR has no part 11; type KR'],
    [['holidays', 'KR', '2026', '--calendar', ' '], '--calendar " " is no name of a calendar; type one such as KR'],
    [['holidays', 'KR', '2026', '--calendar', 'calendar:'], /^--calendar "calendar:" is no name of a calendar/],
    [['holidays', 'KR', '2026', '--calendar', 'None'], /^--calendar "None" is no name of a calendar/],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, out, err } = await runCurfew(argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err.replace('curfew: ', '')).toMatch(message);
  });
});

describe('curfew holidays', () => {
  it('prints dates with weekday and name', async () => {
    const { out } = await runCurfew(['holidays', 'kr', '2026']);
    expect(out.split('\n').slice(0, 2)).toEqual(['DATE             NAME', '2026-01-01  Thu  1월 1일']);
  });

  it('prints as JSON the rows of a calendar, which close the days of a schedule that names it', async () => {
    const { out } = await runCurfew(['holidays', 'KR', '2026', '2027', '--calendar', 'Seoul office', '--json']);
    const rows = JSON.parse(out);
    expect(new Set(rows.ScheduleException.map((row: { ScheduleName: string }) => row.ScheduleName))).toEqual(
      new Set(['calendar:Seoul office']),
    );
    const all = { Schedule: [weekdays({ Calendar: 'Seoul office' })], ScheduleServerGroup: [], AlarmRule: [], ...rows };
    const context = {
      timeZone: 'Asia/Seoul',
      warnMinutes: 10,
      now: Date.parse('2026-11-20T00:00:00Z'),
      holds: new Map(),
    };
    const { entries, stray } = readRows(all, context);
    expect([...stray, ...entries.flatMap(({ problems, advices }) => [...problems, ...advices])]).toEqual([]);
    const desired = await runCurfew(['desired', '--rows', await fileWith(all), '--at', '2026-12-25T12:00', '--json']);
    expect(JSON.parse(desired.out)[0]).toMatchObject({ desired: 'stopped', until: '2026-12-28T00:30:00Z' });
  });

  it('gives a date the same row whenever it is written', async () => {
    const json = async (...years: string[]) =>
      JSON.parse((await runCurfew(['holidays', 'KR', ...years, '--json'])).out).ScheduleException;
    const [first] = await json('2027');
    expect(await json('2026', '2027')).toContainEqual(first);
  });
});
