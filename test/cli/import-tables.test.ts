import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew } from './run-curfew.ts';

let aws: FakeAws;

const dev = {
  ScheduleName: 'Dev',
  TagValue: 'Dev',
  Enabled: true,
  DaysActive: 'all',
  StartTime: '09:00',
  StopTime: '19:00',
};

/** The original's tables, called otherwise, with its keys. */
const ORIGINAL = {
  OldSchedule: { key: 'ScheduleName', item: dev },
  OldGroup: { key: 'GroupName', item: { GroupName: 'db', ScheduleName: 'Dev', InstanceType: 'RDS', Dependency: [] } },
  OldException: {
    key: 'ExceptionUuid',
    item: {
      ...{ ExceptionUuid: 'a', ScheduleName: 'Dev', ExceptionDate: '2026-12-04' },
      ExceptionType: 'stop',
      ExceptionValue: '20:00',
    },
  },
};

beforeAll(async () => {
  aws = await fakeAws();
  await runCurfew(['put', await fileWith({}), '--create-tables']);
  const client = documentClient();
  for (const [TableName, { key, item }] of Object.entries(ORIGINAL)) {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      }),
    );
    await client.send(new PutCommand({ TableName, Item: item }));
  }
  client.destroy();
});
afterAll(() => aws.close());

const TABLES = ['--schedule-table', 'OldSchedule', '--group-table', 'OldGroup', '--exception-table', 'OldException'];
const importJandi = (...more: string[]) => runCurfew(['import', 'jandi', ...TABLES, ...more]);
const stored = async () => JSON.parse((await runCurfew(['get'])).out);

describe("curfew import jandi, from the original's tables", () => {
  it('writes nothing with --check', async () => {
    const { exitCode, out } = await importJandi('--check');
    expect([exitCode, out]).toEqual([1, expect.stringContaining('changes  Schedule Dev')]);
    expect(await stored()).toMatchObject({ Schedule: [], ScheduleServerGroup: [], ScheduleException: [] });
  });

  it("writes the rows into Curfew's, and a second time as well", async () => {
    for (const _ of [1, 2]) {
      const { exitCode, out } = await importJandi();
      expect([exitCode, out]).toEqual([
        0,
        expect.stringContaining('ScheduleServerGroup: 1 row written into the tables'),
      ]);
    }
    expect(await stored()).toEqual({
      Schedule: [{ ...dev, TimeZone: 'Asia/Seoul' }],
      ScheduleServerGroup: [ORIGINAL.OldGroup.item],
      ScheduleException: [ORIGINAL.OldException.item],
      AlarmRule: [],
    });
  });

  it('does not write over a row that somebody changed, unless told to', async () => {
    await runCurfew(['put', await fileWith({ Schedule: [{ ...dev, StopTime: '21:00' }] })]);
    const refused = await importJandi();
    expect([refused.exitCode, refused.err]).toEqual([
      1,
      'curfew: the tables hold other rows of these keys: Schedule Dev. Nothing was written; --replace writes over them',
    ]);
    expect((await stored()).Schedule[0]).toMatchObject({ StopTime: '21:00' });
    expect((await importJandi('--replace')).exitCode).toBe(0);
    expect((await stored()).Schedule[0]).toMatchObject({ StopTime: '19:00' });
  });

  it("refuses to write where Curfew's tables are the original's", async () => {
    const { exitCode, err } = await runCurfew(['import', 'jandi']);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/^curfew: Schedule, .* would be read and written/)]);
  });
});
