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
    const off = await fileWith({ Schedule: [weekdays({ Enabled: false })] });
    expect(await explain(off, '2026-11-20T12:00')).toMatch(
      /Desired {2}unmanaged.*[^]*the schedule is switched off \(Enabled\)/,
    );
  });

  it("says who holds a schedule, and until when: the console's ForceStop", async () => {
    const out = await explain(await fileWith({ Schedule: [weekdays({ ForceStop: true })] }), '2026-11-20T12:00');
    expect(out).toContain('Since    Fri 2026-11-20 12:00 KST stop, hold by console\n');
    expect(out).toContain('Hold     console said stop at Fri 2026-11-20 12:00 KST, until its next start or stop');
  });

  it('shows the mistake for which a schedule is left alone', async () => {
    const bad = await fileWith({ Schedule: [weekdays({ StopTime: '99:00' })] });
    const out = await explain(bad, '2026-11-20T12:00');
    expect(out).toMatch(/Desired {2}left alone: neither started nor stopped/);
    expect(out).toMatch(/Rows {5}Schedule Development, StopTime: got .*99:00/);
  });

  it('names the groups in the order of their dependencies', async () => {
    const out = await explain(EXAMPLE, '2026-12-24T12:00');
    expect(out).toMatch(
      /Groups {3}database \(RDS\)\n\s+middleware \(EC2\) after database\n\s+api \(EC2\) after middleware\n\s+batch \(EC2\) after database, api/,
    );
  });
});
