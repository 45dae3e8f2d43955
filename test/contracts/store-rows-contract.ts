import { PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { createMissingTables } from '../../functions/shared/store/adapters/client.ts';
import { DynamoExceptions } from '../../functions/shared/store/adapters/dynamodb-exceptions.ts';
import type { ExceptionOrder } from '../../functions/shared/store/exceptions.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { emptyStores, type Stores } from './store-tables.ts';

const NO_ROWS: TableRows = { Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] };

/** What the rows of every DynamoDB, embedded or not, have to do. */
export const rowsContract = (where: string, openClient: () => Promise<DynamoDBDocumentClient>): void => {
  let stores: Stores;
  const putRaw = (item: PutItemCommandInput['Item']) =>
    stores.client.send(new PutItemCommand({ TableName: stores.names.Schedule, Item: item }));
  const putSchedules = (...rows: Item[]) => stores.rows.put({ ...NO_ROWS, Schedule: rows });
  const schedules = async () => (await stores.rows.read()).Schedule;

  describe(`rows on ${where}`, () => {
    beforeEach(async () => {
      stores = await emptyStores(await openClient());
    });

    it('reads what was put, table by table, alarm rules only on request', async () => {
      const rows: TableRows = {
        Schedule: [{ ScheduleName: 'Development' }],
        ScheduleServerGroup: [{ ScheduleName: 'Development', GroupName: 'db', Dependency: [] }],
        ScheduleException: [{ ScheduleName: 'Development', ExceptionUuid: '1', ExceptionDate: '2026-11-20' }],
        AlarmRule: [{ RuleName: 'cpu', Warning: 80 }],
      };
      await stores.rows.put(rows);
      expect(await stores.rows.read({ alarmRules: true })).toEqual(rows);
      expect(await stores.rows.read()).toEqual({ ...rows, AlarmRule: [] });
    });

    it('reads every row where they fill more than one page', async () => {
      const rows = Array.from({ length: 40 }, (_, index) => ({
        ScheduleName: `schedule ${String(index).padStart(2, '0')}`,
        Note: 'x'.repeat(60_000),
      }));
      await putSchedules(...rows);
      const names = (await schedules()).map((row) => row['ScheduleName']);
      expect([...names].sort()).toEqual(rows.map((row) => row.ScheduleName));
    });

    it('reads attributes of any type, so that one odd row hides no other', async () => {
      await putRaw({
        ScheduleName: { S: 'odd' },
        Days: { SS: ['mon'] },
        Numbers: { NS: ['1', '2.5'] },
        Nothing: { NULL: true },
        Huge: { N: '1E+40' },
        Long: { N: '12345678901234567890.5' },
        Bytes: { B: new Uint8Array([1, 2]) },
        Deep: { M: { list: { L: [{ BOOL: true }, { S: '' }] } } },
      });
      await putSchedules({ ScheduleName: 'plain' });
      const rows = await schedules();
      expect(rows).toContainEqual({ ScheduleName: 'plain' });
      expect(rows.find((row) => row['ScheduleName'] === 'odd')).toEqual({
        ScheduleName: 'odd',
        Days: new Set(['mon']),
        Numbers: new Set([1, 2.5]),
        Nothing: null,
        Huge: 1e40,
        Long: 12345678901234567890.5,
        Bytes: new Uint8Array([1, 2]),
        Deep: { list: [true, ''] },
      });
    });

    it('writes the last of several rows with one key', async () => {
      await putSchedules({ ScheduleName: 'a', Note: 'first' }, { ScheduleName: 'a', Note: 'last' });
      expect(await schedules()).toEqual([{ ScheduleName: 'a', Note: 'last' }]);
    });

    it.each<[string, Partial<TableRows>]>([
      ['ScheduleServerGroup: every row needs GroupName', { ScheduleServerGroup: [{ ScheduleName: 'a' }] }],
      ['Schedule: every row needs ScheduleName', { Schedule: [{ ScheduleName: '' }] }],
      ['AlarmRule: every row needs RuleName', { AlarmRule: [{ RuleName: 7 }] }],
    ])('writes nothing where a key is missing: %s', async (message, rows) => {
      const put = stores.rows.put({ ...NO_ROWS, Schedule: [{ ScheduleName: 'fine' }], ...rows });
      await expect(put).rejects.toThrow(message);
      expect(await schedules()).toEqual([]);
    });

    it('keeps its rows where the tables are asked for again', async () => {
      await putSchedules({ ScheduleName: 'a' });
      await createMissingTables(stores.client, stores.names);
      expect(await schedules()).toEqual([{ ScheduleName: 'a' }]);
    });

    it('deletes a row by its key', async () => {
      await putSchedules({ ScheduleName: 'a' }, { ScheduleName: 'b' });
      await stores.rows.delete('Schedule', { ScheduleName: 'a' });
      expect(await schedules()).toEqual([{ ScheduleName: 'b' }]);
    });

    it.each([true, 'true', ' TRUE ', 1])('clears the console flag once where it reads %j', async (value) => {
      await putSchedules({ ScheduleName: 'a', ForceStart: true, ForceStop: value });
      expect(await stores.rows.clearForce('a', 'stop')).toBe(true);
      expect(await stores.rows.clearForce('a', 'stop')).toBe(false);
      expect(await schedules()).toEqual([{ ScheduleName: 'a', ForceStart: true, ForceStop: false }]);
    });

    it('lets exactly one of several invocations take over the console flag', async () => {
      await putSchedules({ ScheduleName: 'a', ForceStart: true });
      const clears = await Promise.all([1, 2, 3, 4, 5].map(() => stores.rows.clearForce('a', 'start')));
      expect(clears.filter(Boolean)).toHaveLength(1);
    });

    it('does not bring back a schedule that was deleted before its flag was cleared', async () => {
      expect(await stores.rows.clearForce('gone', 'start')).toBe(false);
      expect(await schedules()).toEqual([]);
    });
  });

  describe(`exceptions on ${where}`, () => {
    const FRIDAY = dayOfDate('2026-11-20') ?? NaN;
    const order: ExceptionOrder = { scheduleName: 'a', day: FRIDAY, type: 'stop', minute: 1_560, by: 'mina' };
    const exceptions = async () => (await stores.rows.read()).ScheduleException;
    const putException = (row: Item) =>
      stores.rows.put({ ...NO_ROWS, ScheduleException: [{ ScheduleName: 'a', ...row }] });

    beforeEach(async () => {
      stores = await emptyStores(await openClient());
    });

    it('leaves one row where an exception is set twice', async () => {
      expect(await stores.exceptions.setException(order)).toEqual([]);
      const [first] = await exceptions();
      expect(await stores.exceptions.setException({ ...order, minute: 'none', note: 'release' })).toEqual([first]);
      expect(await exceptions()).toEqual([
        {
          ScheduleName: 'a',
          ExceptionUuid: first?.['ExceptionUuid'],
          ExceptionDate: '2026-11-20',
          ExceptionType: 'stop',
          ExceptionValue: 'None',
          By: 'mina',
          Note: 'release',
          ExpiresAt: Date.UTC(2027, 0, 19) / 1_000,
        },
      ]);
    });

    it('leaves one row where two people set it at once', async () => {
      await Promise.all([60, 120].map((minute) => stores.exceptions.setException({ ...order, minute })));
      expect(await exceptions()).toHaveLength(1);
    });

    it('replaces rows typed by hand, and no row of another day, type or schedule', async () => {
      await putException({ ExceptionUuid: 'x', ExceptionDate: ' 2026-11-20', ExceptionType: 'Stop ' });
      await putException({ ExceptionUuid: 'day', ExceptionDate: '2026-11-21', ExceptionType: 'stop' });
      await putException({ ExceptionUuid: 'type', ExceptionDate: '2026-11-20', ExceptionType: 'start' });
      await putException({ ExceptionUuid: 'odd', ExceptionDate: 20261120 });
      await putException({
        ScheduleName: 'b',
        ExceptionUuid: 'name',
        ExceptionDate: '2026-11-20',
        ExceptionType: 'stop',
      });
      const replaced = await stores.exceptions.setException(order);
      expect(replaced.map((row) => row['ExceptionUuid'])).toEqual(['x']);
      const others = (await exceptions()).filter((row) => row['By'] === undefined).map((row) => row['ExceptionUuid']);
      expect(others.sort()).toEqual(['day', 'name', 'odd', 'type']);
    });

    it('does not delete a row that somebody moves to another day meanwhile', async () => {
      const row = { ExceptionUuid: 'by hand', ExceptionDate: '2026-11-20', ExceptionType: 'stop' };
      await putException(row);
      const send: typeof stores.client.send = async (command: unknown) => {
        const answer: unknown = await stores.client.send(command as QueryCommand);
        if (command instanceof QueryCommand) await putException({ ...row, ExceptionDate: '2026-11-21' });
        return answer;
      };
      const late = new DynamoExceptions({ client: { send }, tableName: stores.names.ScheduleException });
      await late.deleteException(order);
      expect(await exceptions()).toMatchObject([{ ExceptionUuid: 'by hand', ExceptionDate: '2026-11-21' }]);
    });

    it('deletes every row of that day and type, and says whether there was one', async () => {
      await putException({ ExceptionUuid: 'by hand', ExceptionDate: '2026-11-20', ExceptionType: 'stop' });
      await stores.exceptions.setException({ ...order, day: FRIDAY + 1 });
      expect(await stores.exceptions.deleteException(order)).toHaveLength(1);
      expect(await stores.exceptions.deleteException(order)).toEqual([]);
      expect(await exceptions()).toHaveLength(1);
    });
  });
};
