import { describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const ask = async (schedule: Record<string, unknown>, at: string) => {
  const rows = await fileWith({ Schedule: [schedule] });
  return JSON.parse((await runCurfew(['desired', '--rows', rows, '--at', at, '--json'])).out)[0];
};

describe('curfew desired', () => {
  it.each([
    ['within a window', '2026-11-20T12:00', 'running', '2026-11-20T00:30:00Z', '2026-11-20T13:00:00Z'],
    ['at its start', '2026-11-20T09:30', 'running', '2026-11-20T00:30:00Z', '2026-11-20T13:00:00Z'],
    ['at its stop', '2026-11-20T22:00', 'stopped', '2026-11-20T13:00:00Z', '2026-11-23T00:30:00Z'],
    ['over the weekend', '2026-11-21T12:00', 'stopped', '2026-11-20T13:00:00Z', '2026-11-23T00:30:00Z'],
  ])('says %s since when and until when', async (_, at, desired, since, until) => {
    expect(await ask(weekdays(), at)).toEqual({ schedule: 'Development', desired, since, until, cause: 'weekly' });
  });

  it('passes over edges that change nothing, and has no end where none does', async () => {
    expect(await ask(weekdays({ StartTime: 'None' }), '2026-11-20T23:00')).toEqual({
      ...{ schedule: 'Development', desired: 'stopped', since: '2026-11-20T13:00:00Z', until: null, cause: 'weekly' },
    });
  });

  it('is unmanaged, without since or cause, where no edge has ever been', async () => {
    const never = { schedule: 'Development', desired: 'unmanaged', since: null, until: null, cause: null };
    expect(await ask(weekdays({ Enabled: false }), '2026-11-20T12:00')).toEqual(never);
    expect(await ask({ ScheduleName: 'Development' }, '2026-11-20T12:00')).toEqual(never);
  });

  it('runs since ever in a window that never closes', async () => {
    const always = weekdays({ DaysActive: 'all', StartTime: '00:00', StopTime: '24:00' });
    expect(await ask(always, '2026-11-20T12:00')).toMatchObject({ desired: 'running', since: null, until: null });
  });

  it("shows the console's ForceStop as the hold that a tick would make of it", async () => {
    expect(await ask(weekdays({ ForceStop: true }), '2026-11-20T12:00')).toEqual({
      ...{
        schedule: 'Development',
        desired: 'stopped',
        since: '2026-11-20T03:00:00Z',
        until: '2026-11-23T00:30:00Z',
        cause: 'hold',
      },
    });
  });

  it('says to people when something is ahead that changes nothing', async () => {
    const stops = weekdays({ ScheduleName: 'Stops', StartTime: 'None' });
    const starts = weekdays({ ScheduleName: 'Starts', StopTime: 'None' });
    const rows = await fileWith({ Schedule: [stops, starts] });
    const { out } = await runCurfew(['desired', '--rows', rows, '--at', '2026-11-20T23:00']);
    expect(out).toMatch(/^Stops .* beyond the stop of Mon 2026-11-23 22:00 KST /m);
    expect(out).toMatch(/^Starts .* beyond the start of Mon 2026-11-23 09:30 KST /m);
  });

  it('leaves a schedule with a bad row out, says so, and fails', async () => {
    const rows = await fileWith({ Schedule: [weekdays(), weekdays({ ScheduleName: 'QA', StartTime: '25:00' })] });
    const { exitCode, out, err } = await runCurfew(['desired', '--rows', rows, '--json']);
    expect(JSON.parse(out).map(({ schedule }: { schedule: string }) => schedule)).toEqual(['Development']);
    expect([exitCode, err]).toEqual([1, 'QA is left alone: 1 problem in its rows; see curfew validate']);
    expect((await runCurfew(['desired', '--rows', rows, '--schedule', 'Development'])).exitCode).toBe(0);
  });

  it('is a table of local times for people', async () => {
    const rows = await fileWith({ Schedule: [weekdays(), weekdays({ ScheduleName: 'Off', Enabled: false })] });
    const { out } = await runCurfew(['desired', '--rows', rows], { now: '2026-11-20T03:00:00Z' });
    expect(out.split('\n')).toEqual([
      'SCHEDULE     DESIRED    SINCE                     UNTIL                     BECAUSE',
      'Development  running    Fri 2026-11-20 09:30 KST  Fri 2026-11-20 22:00 KST  weekly',
      'Off          unmanaged  -                         further notice            no start or stop so far',
    ]);
  });
});
