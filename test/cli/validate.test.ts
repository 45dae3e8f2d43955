import { describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const validate = async (rows: unknown, ...argv: string[]) =>
  runCurfew(['validate', '--rows', await fileWith(rows), ...argv]);

describe('curfew validate', () => {
  it('finds nothing wrong with good rows', async () => {
    expect(await validate({ Schedule: [weekdays()] })).toEqual({
      exitCode: 0,
      out: 'Nothing is wrong in 1 schedule.',
      err: '',
    });
    expect(await validate({ Schedule: [weekdays()] }, '--json')).toEqual({ exitCode: 0, out: '[]', err: '' });
  });

  it('gives every mistake with row, attribute, value and what was expected, and fails', async () => {
    const { exitCode, out } = await validate(
      { Schedule: [weekdays({ StartTime: '25:00', WarnMinutes: 'ten' })] },
      '--json',
    );
    expect(exitCode).toBe(1);
    const findings: Record<string, string>[] = JSON.parse(out);
    expect(findings.map(({ attribute }) => attribute).sort()).toEqual(['StartTime', 'WarnMinutes']);
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual(['level', 'row', 'attribute', 'got', 'expected']);
      expect(finding).toMatchObject({
        level: 'error',
        row: 'Schedule Development',
        expected: expect.stringMatching(/\w/),
      });
    }
  });

  it('shows what no tick tells: exceptions of schedules that do not exist', async () => {
    const exception = {
      ScheduleName: 'Developement',
      ExceptionUuid: 'u',
      ExceptionDate: '2026-11-20',
      ExceptionType: 'stop',
      ExceptionValue: '26:00',
    };
    const { exitCode, out } = await validate({ Schedule: [weekdays()], ScheduleException: [exception] });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^error {2}ScheduleException Developement +ScheduleName .*did you mean Development\?$/m);
  });

  it('does not fail for warnings alone', async () => {
    const exception = {
      ScheduleName: 'Development',
      ExceptionDate: '2026-11-20',
      ExceptionType: 'stop',
      ExceptionValue: '26:00',
    };
    const twice = [
      { ...exception, ExceptionUuid: 'a' },
      { ...exception, ExceptionUuid: 'b' },
    ];
    const { exitCode, out } = await validate({ Schedule: [weekdays()], ScheduleException: twice }, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ level: 'warning' }]);
  });
});
