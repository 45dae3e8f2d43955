import { describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const overtime = {
  ...{ ScheduleName: 'Development', ExceptionUuid: 'u-1', ExceptionDate: '2026-11-20', ExceptionType: 'stop' },
  ...{ ExceptionValue: '26:00', By: 'mina', Note: 'Release night' },
};

describe('curfew plan', () => {
  it('prints schedule, kind, instant in UTC and cause of every edge as JSON, by time and then by name', async () => {
    const qa = weekdays({ ScheduleName: 'QA', TimeZone: 'UTC', StartTime: '00:30', StopTime: '12:00' });
    const rows = await fileWith({ Schedule: [qa, weekdays()], ScheduleException: [overtime] });
    const { exitCode, out, err } = await runCurfew([
      'plan',
      '--rows',
      rows,
      '--from',
      '2026-11-20',
      '--to',
      '2026-11-21T03:00',
      '--json',
    ]);
    expect([exitCode, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual([
      { schedule: 'Development', kind: 'start', at: '2026-11-20T00:30:00Z', cause: 'weekly' },
      { schedule: 'QA', kind: 'start', at: '2026-11-20T00:30:00Z', cause: 'weekly' },
      { schedule: 'QA', kind: 'stop', at: '2026-11-20T12:00:00Z', cause: 'weekly' },
      { schedule: 'Development', kind: 'stop', at: '2026-11-20T17:00:00Z', cause: 'exception' },
    ]);
  });

  it('includes --from and leaves out --to', async () => {
    const rows = await fileWith({ Schedule: [weekdays()] });
    const plan = async (from: string, to: string) =>
      JSON.parse((await runCurfew(['plan', '--rows', rows, '--from', from, '--to', to, '--json'])).out);
    expect(await plan('2026-11-20T09:30', '2026-11-20T22:00')).toHaveLength(1);
    expect(await plan('2026-11-20T09:31', '2026-11-20T22:01')).toHaveLength(1);
  });

  it('begins now and ends seven days later', async () => {
    const rows = await fileWith({ Schedule: [weekdays({ DaysActive: 'all' })] });
    const { out } = await runCurfew(['plan', '--rows', rows, '--json'], { now: '2026-11-20T00:30:00Z' });
    const edges = JSON.parse(out);
    expect(edges).toHaveLength(14);
    expect([edges[0].at, edges[13].at]).toEqual(['2026-11-20T00:30:00Z', '2026-11-26T13:00:00Z']);
  });

  it('shows local times with their zone and causes in words', async () => {
    const newYork = weekdays({ ScheduleName: 'NY', TimeZone: 'America/New_York' });
    const rows = await fileWith({ Schedule: [weekdays(), newYork], ScheduleException: [overtime] });
    const { out } = await runCurfew(['plan', '--rows', rows, '--from', '2026-11-20T13:00', '--to', '2026-11-21T18:00']);
    expect(out).toBe(
      [
        'WHEN                      SCHEDULE     WHAT   BECAUSE',
        'Fri 2026-11-20 09:30 EST  NY           start  weekly',
        'Sat 2026-11-21 02:00 KST  Development  stop   exception by mina: Release night',
        'Fri 2026-11-20 22:00 EST  NY           stop   weekly',
      ].join('\n'),
    );
  });

  it('colours starts and stops on a terminal only', async () => {
    const argv = ['plan', '--rows', await fileWith({ Schedule: [weekdays()] })];
    expect((await runCurfew(argv, { colour: true })).out).toContain('\u001B[32mstart\u001B[39m');
    expect((await runCurfew(argv)).out).not.toContain('\u001B');
  });

  it('says so when nothing starts or stops, in the zone that --from and --to are in', async () => {
    const rows = await fileWith({ Schedule: [weekdays()] });
    const { out } = await runCurfew(['plan', '--rows', rows, '--from', '2026-11-21', '--to', '2026-11-22']);
    expect(out).toBe('Nothing starts or stops between Sat 2026-11-21 00:00 KST and Sun 2026-11-22 00:00 KST.');
    expect((await runCurfew(['plan', '--rows', await fileWith({}), '--json'])).out).toBe('[]');
    expect((await runCurfew(['plan', '--rows', await fileWith({})])).out).toBe('There are no schedules.');
  });

  it('keeps to one schedule, and proposes a name that is near to one that does not exist', async () => {
    const rows = await fileWith({ Schedule: [weekdays(), weekdays({ ScheduleName: 'QA' })] });
    const { out } = await runCurfew(['plan', '--rows', rows, '--schedule', 'QA', '--json']);
    expect(new Set(JSON.parse(out).map((edge: { schedule: string }) => edge.schedule))).toEqual(new Set(['QA']));
    const unknown = (name: string) => runCurfew(['plan', '--rows', rows, '--schedule', name]);
    expect(await unknown('Developement')).toEqual({
      ...{ exitCode: 2, out: '', err: 'curfew: there is no schedule Developement; did you mean Development?' },
    });
    expect((await unknown('Production')).err).toBe(
      'curfew: there is no schedule Production; there are Development, QA',
    );
    expect((await unknown('')).err).toBe('curfew: there is no schedule ""; there are Development, QA');
    const one = ['plan', '--rows', await fileWith({ Schedule: [weekdays()] }), '--schedule', 'Production'];
    expect((await runCurfew(one)).err).toBe('curfew: there is no schedule Production; there is only Development');
  });

  it('leaves a schedule with a bad row out, says so, plans the others, and fails', async () => {
    const rows = await fileWith({ Schedule: [weekdays({ StartTime: '25:00' }), weekdays({ ScheduleName: 'QA' })] });
    const { exitCode, out, err } = await runCurfew(['plan', '--rows', rows, '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out).every((edge: { schedule: string }) => edge.schedule === 'QA')).toBe(true);
    expect(err).toBe('Development is left alone: 1 problem in its rows; see curfew validate');
  });

  it('fails for a schedule with a bad row that was asked for by name', async () => {
    const rows = await fileWith({ Schedule: [weekdays({ StartTime: '25:00' })] });
    const { exitCode, out, err } = await runCurfew(['plan', '--rows', rows, '--schedule', 'Development']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^curfew: Development is left alone: Schedule Development, StartTime: got .*25:00/);
  });

  it('takes the zone of schedules that name none from --time-zone, TIME_ZONE or Seoul', async () => {
    const rows = await fileWith({ Schedule: [weekdays({ TimeZone: undefined })] });
    const first = async (argv: string[], env = {}) =>
      JSON.parse(
        (await runCurfew(['plan', '--rows', rows, '--from', '2026-11-20T00:00:00Z', '--json', ...argv], { env })).out,
      )[0].at;
    expect(await first([])).toBe('2026-11-20T00:30:00Z');
    expect(await first([], { TIME_ZONE: 'UTC' })).toBe('2026-11-20T09:30:00Z');
    expect(await first(['--time-zone', 'Europe/Berlin'], { TIME_ZONE: 'UTC' })).toBe('2026-11-20T08:30:00Z');
  });
});
