import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, DeleteCommand, GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EdgeKind } from '../../calendar/timetable.ts';
import { outside } from '../../failure/aws-failure.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import { AttributeReader } from '../../rows/attributes.ts';
import type { Item, TableRows } from '../../rows/schedule.ts';
import type { RowStore } from '../ports.ts';
import { keyAttributes, type TableNames } from '../tables.ts';
import { conditional, everyPage, type DynamoDb } from './requests.ts';

type RowTable = keyof TableRows;

/** BatchWriteItem's own limit. */
const BATCH_SIZE = 25;
/** Pauses before what DynamoDB did not take is sent again; after the last one it counts as throttled. */
const BATCH_PAUSES_MS = [50, 100, 200, 400, 800, 1_600, 3_200];

export interface RowsOptions {
  readonly client: DynamoDb;
  readonly tableNames: TableNames;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** The tables that people edit, in DynamoDB. Attributes come as they stand; what they mean is the parsers' business. */
export class DynamoRows implements RowStore {
  readonly #client: DynamoDb;
  readonly #tables: TableNames;
  readonly #pause: (ms: number) => Promise<unknown>;

  constructor(options: RowsOptions) {
    this.#client = options.client;
    this.#tables = options.tableNames;
    this.#pause = options.pause ?? sleep;
  }

  async read(options: { alarmRules?: boolean } = {}): Promise<TableRows> {
    const [schedules, groups, exceptions, alarmRules] = await Promise.all([
      this.#scan('Schedule'),
      this.#scan('ScheduleServerGroup'),
      this.#scan('ScheduleException'),
      options.alarmRules === true ? this.#scan('AlarmRule') : [],
    ]);
    return {
      Schedule: schedules,
      ScheduleServerGroup: groups,
      ScheduleException: exceptions,
      AlarmRule: alarmRules,
    };
  }

  /** Of rows with the same key the last is written, as if they had been put one after another. Nothing is written if a key is missing. */
  async put(rows: TableRows): Promise<void> {
    const tables = Object.keys(rows) as RowTable[];
    const writes = tables.flatMap((table) =>
      [...lastByKey(table, rows[table]).values()].map((row) => ({ table: this.#tables[table], row })),
    );
    for (let first = 0; first < writes.length; first += BATCH_SIZE) {
      const batch: Record<string, { PutRequest: { Item: Item } }[]> = {};
      for (const { table, row } of writes.slice(first, first + BATCH_SIZE)) {
        (batch[table] ??= []).push({ PutRequest: { Item: row } });
      }
      await this.#writeBatch(batch);
    }
  }

  async delete(table: RowTable, key: Item): Promise<void> {
    await outside(() => this.#client.send(new DeleteCommand({ TableName: this.#tables[table], Key: { ...key } })));
  }

  /*
   * The flag is cleared only while it stands as it was read, however it was spelt:
   *
   *   tick A: reads true ── clears true → false ✓
   *   tick B:   reads true ──── clears true → false ✗ it is false: A took it over
   *   person:                                             sets true: a new order, for the next tick
   */
  async clearForce(scheduleName: string, kind: EdgeKind): Promise<boolean> {
    const flag = kind === 'start' ? 'ForceStart' : 'ForceStop';
    const row = { TableName: this.#tables.Schedule, Key: { ScheduleName: scheduleName } };
    const read = new GetCommand({ ...row, ConsistentRead: true, ProjectionExpression: flag });
    const { Item: item } = await outside(() => this.#client.send(read));
    if (item === undefined || new AttributeReader('', item).flag(flag) !== true) return false;
    const write = new UpdateCommand({
      ...row,
      UpdateExpression: `SET ${flag} = :false`,
      ConditionExpression: `${flag} = :asRead`,
      ExpressionAttributeValues: { ':false': false, ':asRead': item[flag] },
    });
    return conditional(() => this.#client.send(write));
  }

  #scan(table: RowTable): Promise<readonly Item[]> {
    const scan = { TableName: this.#tables[table], ConsistentRead: true };
    return everyPage((ExclusiveStartKey) => this.#client.send(new ScanCommand({ ...scan, ExclusiveStartKey })));
  }

  async #writeBatch(batch: Record<string, { PutRequest: { Item: Item } }[]>): Promise<void> {
    // What DynamoDB did not take, it gives back in the form of a request.
    let unprocessed: Record<string, object[]> = batch;
    for (const pauseMs of [0, ...BATCH_PAUSES_MS]) {
      if (pauseMs > 0) await this.#pause(pauseMs);
      const write = new BatchWriteCommand({ RequestItems: unprocessed });
      const { UnprocessedItems = {} } = await outside(() => this.#client.send(write));
      if (Object.keys(UnprocessedItems).length === 0) return;
      unprocessed = UnprocessedItems;
    }
    throw new ExternalFailure({
      reason: 'throttled',
      retryable: true,
      message: `DynamoDB did not take every row of ${Object.keys(unprocessed).join(', ')}; put them again later.`,
    });
  }
}

const lastByKey = (table: RowTable, rows: readonly Item[]): Map<string, Item> =>
  new Map(rows.map((row) => [keyOf(table, row), row]));

const keyOf = (table: RowTable, row: Item): string =>
  JSON.stringify(
    keyAttributes(table).map((name) => {
      const value = row[name];
      if (typeof value === 'string' && value !== '') return value;
      throw missingKey({ table, name, row });
    }),
  );

const missingKey = ({ table, name, row }: { table: RowTable; name: string; row: Item }): ExternalFailure =>
  new ExternalFailure({
    reason: 'unsupported',
    retryable: false,
    message: `${table}: every row needs ${name}, a text that is not empty; nothing was written because of ${JSON.stringify(row)}.`,
  });
