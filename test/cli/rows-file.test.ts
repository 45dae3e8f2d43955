import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readRowsFile } from '../../cli/rows-file.ts';
import { fileWith } from './run-curfew.ts';

describe('a file of rows', () => {
  it('may leave tables out', async () => {
    const schedule = { ScheduleName: 'S' };
    const rows = await readRowsFile(await fileWith({ Schedule: [schedule] }));
    expect(rows).toEqual({ Schedule: [schedule], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] });
  });

  it('may begin with a byte order mark', async () => {
    expect((await readRowsFile(await fileWith('\uFEFF{"Schedule": []}'))).Schedule).toEqual([]);
  });

  it.each([
    ['[]', 'holds a list; expected {"Schedule": [...], "ScheduleServerGroup": [...]}'],
    ['null', 'holds null; expected {"Schedule": [...], "ScheduleServerGroup": [...]}'],
    ['{"Schedules": []}', 'names the table Schedules; did you mean Schedule?'],
    [
      '{"Instances": []}',
      'names the table Instances; expected Schedule, ScheduleServerGroup, ScheduleException, AlarmRule',
    ],
    ['{"Schedule": {"ScheduleName": "S"}}', 'Schedule holds an object; expected a list of rows [{...}]'],
    ['{"Schedule": [{}, "S"]}', 'row 2 of Schedule is a string; expected an object {...}'],
    [
      '{"Schedule": [1, {}, null]}',
      'row 1 of Schedule is a number, row 3 of Schedule is null; expected an object {...}',
    ],
    ['{\n  "Schedule": [{}\n  {}]\n}', /is not JSON: .* at line 3, column 3$/],
    ['', /is not JSON: .* at line 1, column 1$/],
    ['rows', /is not JSON: Unexpected token/],
  ])('is refused when it is %s', async (text, message) => {
    const path = await fileWith(text);
    await expect(readRowsFile(path)).rejects.toThrow(message);
    await expect(readRowsFile(path)).rejects.toThrow(path);
  });

  it('is refused when it goes down without end', async () => {
    const [down, up] = ['['.repeat(100_000), ']'.repeat(100_000)];
    await expect(readRowsFile(await fileWith(down + up))).rejects.toThrow(
      'lists and objects more than 100 levels deep',
    );
    await expect(readRowsFile(await fileWith(down))).rejects.toThrow(/is not JSON: .* at line 1, column 100001$/);
  });

  it('may hold a row as deep as DynamoDB takes them, in the form of a scan', async () => {
    const deep = `${'{"M": {"a": '.repeat(31)}{"S": "x"}${'}}'.repeat(31)}`;
    const path = await fileWith(`{"Schedule": [{"ScheduleName": "S", "Note": ${deep}}]}`);
    expect((await readRowsFile(path)).Schedule).toEqual([{ ScheduleName: 'S', Note: JSON.parse(deep) }]);
  });

  it('is refused when it is not there, or is a folder', async () => {
    await expect(readRowsFile('/nowhere.json')).rejects.toThrow('cannot read /nowhere.json: there is no such file');
    await expect(readRowsFile(tmpdir())).rejects.toThrow(/it is a folder$/);
  });
});
