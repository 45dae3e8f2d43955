import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../rows/schedule.ts';
import {
  exceptionRow,
  exceptionUuid,
  isException,
  type ExceptionKey,
  type ExceptionOrder,
  type ExceptionStore,
} from '../exceptions.ts';
import { outside } from '../../failure/aws-failure.ts';
import { conditional, everyPage, type DynamoDb } from './requests.ts';

/** Writes exceptions so that what was answered is true: no other row of that schedule, day and type is left. */
export class DynamoExceptions implements ExceptionStore {
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(options: { client: DynamoDb; tableName: string }) {
    this.#client = options.client;
    this.#table = options.tableName;
  }

  /** Writes before it deletes: a crash in between leaves two rows, of which a notice tells, and never none. */
  async setException(order: ExceptionOrder): Promise<readonly Item[]> {
    const replaced = await this.#rowsOf(order);
    const write = new PutCommand({ TableName: this.#table, Item: { ...exceptionRow(order) } });
    await outside(() => this.#client.send(write));
    const others = replaced.filter((row) => row['ExceptionUuid'] !== exceptionUuid(order));
    await Promise.all(others.map((row) => this.#deleteAsRead(row)));
    return replaced;
  }

  async deleteException(key: ExceptionKey): Promise<readonly Item[]> {
    const rows = await this.#rowsOf(key);
    await Promise.all(rows.map((row) => this.#deleteAsRead(row)));
    return rows;
  }

  async #rowsOf(key: ExceptionKey): Promise<readonly Item[]> {
    const query = {
      TableName: this.#table,
      ConsistentRead: true,
      KeyConditionExpression: 'ScheduleName = :name',
      ExpressionAttributeValues: { ':name': key.scheduleName },
    };
    const rows = await everyPage((ExclusiveStartKey) =>
      this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey })),
    );
    return rows.filter((row) => isException(row, key));
  }

  /*
   * A row that somebody moves to another day meanwhile is no longer the one that was meant:
   *
   *   we:      read the row of Friday ──────────────────────── delete it while it is of Friday ✗ it stays
   *   console:                         changes it to Saturday
   */
  async #deleteAsRead(row: Item): Promise<void> {
    const write = new DeleteCommand({
      TableName: this.#table,
      Key: { ScheduleName: row['ScheduleName'], ExceptionUuid: row['ExceptionUuid'] },
      ConditionExpression: 'ExceptionDate = :date AND ExceptionType = :type',
      ExpressionAttributeValues: { ':date': row['ExceptionDate'], ':type': row['ExceptionType'] },
    });
    await conditional(() => this.#client.send(write));
  }
}
