import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../rows/schedule.ts';
import { Unreadable, type Codec } from '../codec.ts';
import { outside } from '../../failure/aws-failure.ts';
import { conditional, everyPage, type DynamoDb } from './requests.ts';

/** An item that no version of this code wrote as it stands; it counts as absent, so that it stops no schedule. */
export interface UnreadableItem {
  readonly kind: string;
  readonly id: string;
  readonly why: string;
}

export interface MemoryOptions {
  readonly client: DynamoDb;
  readonly tableName: string;
  /** Told of an unreadable item at every reading. */
  readonly onUnreadable: (item: UnreadableItem) => void;
}

export interface MemoryKey {
  readonly Kind: string;
  readonly Id: string;
}

/** Curfew's own table: items under a kind. Records carry a version, by which the first of two writers wins. */
export class MemoryTable {
  readonly #client: DynamoDb;
  readonly #table: string;
  readonly #onUnreadable: MemoryOptions['onUnreadable'];

  constructor({ client, tableName, onUnreadable }: MemoryOptions) {
    this.#client = client;
    this.#table = tableName;
    this.#onUnreadable = onUnreadable;
  }

  ofKind(kind: string, idPrefix = ''): Promise<readonly Item[]> {
    const all = { KeyConditionExpression: 'Kind = :kind', ExpressionAttributeValues: { ':kind': kind } };
    const some = {
      KeyConditionExpression: 'Kind = :kind AND begins_with(Id, :prefix)',
      ExpressionAttributeValues: { ':kind': kind, ':prefix': idPrefix },
    };
    const query = { TableName: this.#table, ConsistentRead: true, ...(idPrefix === '' ? all : some) };
    return everyPage((ExclusiveStartKey) => this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey })));
  }

  async get({ Kind, Id }: MemoryKey): Promise<Item | undefined> {
    const read = new GetCommand({ TableName: this.#table, Key: { Kind, Id }, ConsistentRead: true });
    return (await outside(() => this.#client.send(read))).Item;
  }

  /** Undefined for an unreadable item. */
  read<T>(codec: Codec<T>, item: Item): T | undefined {
    try {
      return codec.read(item);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#onUnreadable({ kind: String(item['Kind']), id: idOf(item), why: error.message });
      return undefined;
    }
  }

  /** False where the condition does not hold. */
  put(item: MemoryKey & Item, condition: object = {}): Promise<boolean> {
    return conditional(() => this.#client.send(new PutCommand({ TableName: this.#table, Item: item, ...condition })));
  }

  async delete({ Kind, Id }: MemoryKey): Promise<void> {
    await outside(() => this.#client.send(new DeleteCommand({ TableName: this.#table, Key: { Kind, Id } })));
  }

  /** Writes the record as the version after `version`; false where another than `version` is stored. */
  save(item: MemoryKey & Item, version: number): Promise<boolean> {
    return this.put({ ...item, Version: version + 1 }, atVersion(version));
  }

  /** On the same condition as a write, so that a record which somebody has taken further stays; fine where it is gone. */
  deleteVersion({ Kind, Id }: MemoryKey, version: number): Promise<boolean> {
    const unchanged = atVersion(version);
    const write = new DeleteCommand({
      TableName: this.#table,
      Key: { Kind, Id },
      ...unchanged,
      ConditionExpression: `attribute_not_exists(Id) OR ${unchanged.ConditionExpression}`,
    });
    return conditional(() => this.#client.send(write));
  }
}

export const idOf = (item: Item): string => String(item['Id']);

/** 0 for a record without a readable version. */
export const versionOf = (item: Item): number => (typeof item['Version'] === 'number' ? item['Version'] : 0);

export const fieldsOf = <T>(codec: Codec<T>, value: T): Item => codec.write(value) as Item;

/** Version 0: no record, or one without a readable version. */
const atVersion = (version: number) =>
  version === 0
    ? { ConditionExpression: 'NOT attribute_type(Version, :type)', ExpressionAttributeValues: { ':type': 'N' } }
    : { ConditionExpression: 'Version = :version', ExpressionAttributeValues: { ':version': version } };
