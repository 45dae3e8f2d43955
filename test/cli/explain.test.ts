import { describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const EXAMPLE = new URL('../../examples/team.json', import.meta.url).pathname;

const explain = async (rows: string, at: string) =>
  (await runCurfew(['explain', 'Development', '--rows', rows, '--at', at])).out;

describe('curfew explain', () => {
  it('says why a holiday stays off', async () => {
    const out = await explain(EXAMPLE, '2026-12-25T10:00');
    expect(out.split('\n').slice(0, 5)).toEqual([
      'Development at Fri 2026-12-25 10:00 KST',
      'Desired  stopped',
      'Since    Fri 2026-12-25 01:00 KST stop, exception by mina: Release night (row ScheduleException Development/e9a76b8a-dc19-5696-90ec-cf96cf247932)',
      'Day      Fri 2026-12-25 is a holiday of calendar KR: Christmas Day',
      '         nothing starts or stops',
    ]);
    expect(out).toContain('Next     Mon 2026-12-28 09:30 KST start, weekly (row Schedule Development)');
  });

  it('says who moved the stop of a day, and where it is now', async () => {
    const out = await explain(EXAMPLE, '2026-12-24T23:00');
    expect(out).toContain('Desired  running');
    expect(out).toContain('exception stop 25:00 by mina: Release night');
    expect(out).toContain('stop Fri 2026-12-25 01:00 KST (25:00)');
  });

  it('says that a day is not active, and that a schedule is switched off', async () => {
    expect(await explain(EXAMPLE, '2026-12-26T12:00')).toContain('Sat 2026-12-26 is no active day (DaysActive)');
    const off = await explain(await fileWith({ Schedule: [weekdays({ Enabled: false })] }), '2026-11-20T12:00');
    expect(off).toMatch(/^Desired {2}unmanaged/m);
    expect(off).toContain('Fri 2026-11-20: Development is off (Enabled is false)');
    expect(off).toContain('start Fri 2026-11-20 09:30 KST, weekly; does not happen: Enabled is false');
  });

  const morning = { StartTime: '09:00', StopTime: '12:00' };
  const evening = { StartTime: '18:00', StopTime: '20:00' };
  it.each([
    ['no times', [{ DaysActive: 'mon' }], 'Fri 2026-11-20: Development has no times (StartTime, StopTime)'],
    ['other months', [{ Months: 'jan-mar', ...morning }], 'is no active day (Months)'],
    ['other days of the month', [{ MonthDays: 'L', ...morning }], 'is no active day (MonthDays)'],
    ['all of it', [{ Months: '1', MonthDays: '1', DaysActive: 'mon', ...morning }], '(Months, MonthDays, DaysActive)'],
    [
      'the same of every window',
      [
        { Months: '1', ...morning },
        { Months: '2', ...evening },
      ],
      'day (Months)',
    ],
    [
      'its own of each window',
      [
        { Months: 'nov', DaysActive: 'mon#2', ...morning },
        { MonthDays: '1', ...evening },
        { Months: '1', StopTime: '23:00' },
      ],
      'is no active day: 09:00 to 12:00 (DaysActive), 18:00 to 20:00 (MonthDays), stop 23:00 (Months)',
    ],
  ])('names the attribute that keeps a day closed: %s', async (_, Periods, why) => {
    const rows = await fileWith({ Schedule: [{ ScheduleName: 'Development', Periods }] });
    expect(await explain(rows, '2026-11-20T12:00')).toContain(why);
  });

  it('names the next start or stop where it changes nothing, and then the one that does', async () => {
    const noStart = { ScheduleName: 'Development', ExceptionUuid: 'u', ExceptionDate: '2026-11-23' };
    const rows = {
      Schedule: [weekdays()],
      ScheduleException: [{ ...noStart, ExceptionType: 'start', ExceptionValue: 'None' }],
    };
    expect(await explain(await fileWith(rows), '2026-11-22T12:00')).toMatch(
      new RegExp(
        '^Next {5}Mon 2026-11-23 22:00 KST stop, weekly \\(row Schedule Development\\); changes nothing for what is already stopped\\n' +
          ' {9}Tue 2026-11-24 09:30 KST start, weekly',
        'm',
      ),
    );
  });

  it.each([
    [
      { StartTime: 'None' },
      '2026-11-20T23:00',
      'Mon 2026-11-23 22:00 KST stop, weekly (row Schedule Development); changes nothing for what is already stopped',
    ],
    [
      { StopTime: 'None' },
      '2026-11-20T23:00',
      'Mon 2026-11-23 09:30 KST start, weekly (row Schedule Development); changes nothing for what is already running',
    ],
    [{ Enabled: false }, '2026-11-20T23:00', 'no start or stop ahead'],
  ])('names what is next with %j', async (more, at, next) => {
    expect(await explain(await fileWith({ Schedule: [weekdays(more)] }), at)).toContain(`\nNext     ${next}`);
  });

  it("says who holds a schedule, and until when: the console's ForceStop", async () => {
    const out = await explain(await fileWith({ Schedule: [weekdays({ ForceStop: true })] }), '2026-11-20T12:00');
    expect(out).toContain('Since    Fri 2026-11-20 12:00 KST stop, hold by console\n');
    expect(out).toContain('Hold     console said stop at Fri 2026-11-20 12:00 KST, until its next start or stop');
  });

  it('shows the mistakes for which a schedule is left alone, and nothing that will not be carried out', async () => {
    const bad = await fileWith({ Schedule: [weekdays({ StopTime: '99:00', WarnMinutes: 'ten' })] });
    const { exitCode, out } = await runCurfew(['explain', 'Development', '--rows', bad, '--at', '2026-11-20T12:00']);
    const [, ...lines] = out.split('\n');
    expect(exitCode).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^Desired {2}left alone: Schedule Development, StopTime: got 99:00, expected /),
      expect.stringMatching(/^ {9}Schedule Development, WarnMinutes: got ten, expected /),
      '         neither started nor stopped until its rows are right',
    ]);
  });

  it('names the groups in the order of their dependencies', async () => {
    const out = await explain(EXAMPLE, '2026-12-24T12:00');
    expect(out).toMatch(
      /Groups {3}database \(RDS\)\n\s+middleware \(EC2\) after database\n\s+api \(EC2\) after middleware\n\s+batch \(EC2\) after database, api/,
    );
  });
});
