import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let aws: FakeAws;

beforeAll(async () => {
  aws = await fakeAws();
  await runCurfew(['put', await fileWith({ Schedule: [weekdays()] }), '--create-tables']);
});
afterAll(() => aws.close());

const storedRow = async (ScheduleName: string) => {
  const client = documentClient();
  const { Item } = await client.send(new GetCommand({ TableName: 'Schedule', Key: { ScheduleName } }));
  client.destroy();
  return Item;
};

const tables = async (): Promise<Record<string, Record<string, unknown>[]>> =>
  JSON.parse((await runCurfew(['get'])).out);

describe('curfew put', () => {
  const group = (GroupName: string) => ({ ScheduleName: 'Development', GroupName, InstanceType: 'EC2' });

  it.each([
    [
      { Schedule: [weekdays({ StopTime: '21:00' }), weekdays({ ScheduleName: 'QA' }), weekdays()] },
      'rows 1 and 3 of Schedule have one key (ScheduleName Development)',
    ],
    [
      { ScheduleServerGroup: [group('db'), group('web'), group('web')] },
      'rows 2 and 3 of ScheduleServerGroup have one key (ScheduleName Development, GroupName web)',
    ],
  ])('refuses rows of one key, and names them', async (rows, message) => {
    const before = await tables();
    const file = await fileWith(rows);
    const { exitCode, out, err } = await runCurfew(['put', file]);
    expect([exitCode, out, err]).toEqual([2, '', `curfew: ${file}: ${message}; keep one of them. Nothing was written`]);
    expect(await tables()).toEqual(before);
  });

  it('writes an attribute called like one of every JavaScript object as any other', async () => {
    const row = weekdays({
      ScheduleName: 'odd',
      constructor: 'x',
      Owner: { constructor: { name: 'y' }, toString: 'z' },
    });
    const { err } = await runCurfew(['put', await fileWith({ Schedule: [row] })]);
    expect([err, await storedRow('odd')]).toEqual(['', row]);
  });
});

describe('curfew get', () => {
  it('prints bytes so that put writes them back', async () => {
    const bytes = {
      Logo: { $binary: 'AAEC/w==' },
      Logos: { $binarySet: ['AAE=', '/w=='] },
      List: [{ x: { $binary: '' } }],
    };
    const row = weekdays({ ScheduleName: 'Bytes', ...bytes });
    await runCurfew(['put', await fileWith({ Schedule: [row] })]);
    const { out } = await runCurfew(['get']);
    expect(JSON.parse(out).Schedule).toContainEqual(row);
    expect(await storedRow('Bytes')).toMatchObject({
      Logo: new Uint8Array([0, 1, 2, 255]),
      Logos: new Set([new Uint8Array([0, 1]), new Uint8Array([255])]),
      List: [{ x: new Uint8Array() }],
    });
  });
});

describe('curfew holidays --put', () => {
  const holidays = (calendar: string) => runCurfew(['holidays', 'KR', '2026', '--calendar', calendar, '--put']);
  const rowsOf = async (calendar: string) =>
    (await tables())['ScheduleException']?.filter((row) => row['ScheduleName'] === `calendar:${calendar}`) ?? [];

  it('sets when a row expires: 60 days after its date', async () => {
    await holidays('Sixty');
    const christmas = (await rowsOf('Sixty')).find((row) => row['ExceptionDate'] === '2026-12-25');
    expect(christmas).toMatchObject({ ExpiresAt: Date.parse('2027-02-23T00:00:00Z') / 1_000 });
  });

  it('writes the name that rows read, however it is typed', async () => {
    const { err } = await holidays(' calendar:Seoul ');
    expect(err).toMatch(/^\d+ days written to calendar:Seoul; a schedule follows them with Calendar: Seoul$/);
    expect(await rowsOf('Seoul')).not.toEqual([]);
  });

  it('replaces the row that somebody typed for one of its dates, says so, and leaves the others', async () => {
    const byHand = (ExceptionUuid: string, ExceptionDate: string, Note: string) => ({
      ...{ ScheduleName: 'calendar:Ours', ExceptionUuid, ExceptionDate, Note },
    });
    const ours = [byHand('xmas', ' 2026-12-25', 'Christmas'), byHand('party', '2026-12-28', 'Party')];
    await runCurfew(['put', await fileWith({ ScheduleException: ours })]);
    const { err } = await holidays('Ours');
    expect(err.split('\n')[0]).toBe('replaces the row calendar:Ours/xmas of " 2026-12-25" (Christmas)');
    const rows = await rowsOf('Ours');
    expect(rows.filter((row) => String(row['ExceptionDate']).includes('2026-12-25'))).toHaveLength(1);
    expect(rows).toContainEqual(ours[1]);
    expect((await holidays('Ours')).err).not.toContain('replaces');
  });
});
