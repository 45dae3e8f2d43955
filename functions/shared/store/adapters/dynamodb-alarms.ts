import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Acknowledgement, AlarmRecord, Silence } from '../../alarm/alarm-record.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import type { Item } from '../../rows/schedule.ts';
import { acknowledgementItem, alarmItem, quietExpiresAt, silenceItem } from '../alarm-items.ts';
import type { AlarmStore, QuietStore } from '../alarm-ports.ts';
import { Unreadable, type Codec } from '../codec.ts';
import type { MemoryOptions } from './dynamodb-memory.ts';
import { conditional, everyPage, outside, type DynamoDb } from './requests.ts';

type Kind = 'alarm' | 'ack' | 'silence';

/** What the Memory table holds of alarm rules: an item for each rule that has something to remember, and what people said of it. */
export class DynamoAlarms implements AlarmStore, QuietStore {
  readonly #client: DynamoDb;
  readonly #table: string;
  readonly #onUnreadable: MemoryOptions['onUnreadable'];

  constructor(options: MemoryOptions) {
    this.#client = options.client;
    this.#table = options.tableName;
    this.#onUnreadable = options.onUnreadable;
  }

  async alarms(): Promise<readonly AlarmRecord[]> {
    const items = await this.#ofKind('alarm');
    return items.map((item) => ({
      ...(this.#read(alarmItem, item) ?? blank(String(item['Id']))),
      version: typeof item['Version'] === 'number' ? item['Version'] : 0,
    }));
  }

  /** The race that its condition decides is drawn in functions/alarms/evaluate.ts. */
  async saveAlarm(record: AlarmRecord): Promise<AlarmRecord> {
    const saved = { ...record, version: record.version + 1 };
    const item = { Kind: 'alarm', Id: record.ruleName, ...fieldsOf(alarmItem, record), Version: saved.version };
    const write = new PutCommand({ TableName: this.#table, Item: item, ...atVersion(record.version) });
    if (!(await conditional(() => this.#client.send(write)))) throw conflict(record);
    return saved;
  }

  async deleteAlarm(record: AlarmRecord): Promise<void> {
    const unchanged = atVersion(record.version);
    const write = new DeleteCommand({
      TableName: this.#table,
      Key: { Kind: 'alarm', Id: record.ruleName },
      ...unchanged,
      ConditionExpression: `attribute_not_exists(Id) OR ${unchanged.ConditionExpression}`,
    });
    if (!(await conditional(() => this.#client.send(write)))) throw conflict(record);
  }

  async acknowledgements(): Promise<ReadonlyMap<string, Acknowledgement>> {
    return byRule(await this.#readAll('ack', acknowledgementItem));
  }

  async putAcknowledgement(acknowledgement: Acknowledgement): Promise<void> {
    await this.#put('ack', acknowledgement.ruleName, {
      ...fieldsOf(acknowledgementItem, acknowledgement),
      ExpiresAt: quietExpiresAt(acknowledgement.at),
    });
  }

  async silences(): Promise<ReadonlyMap<string, Silence>> {
    return byRule(await this.#readAll('silence', silenceItem));
  }

  async putSilence(silence: Silence): Promise<void> {
    await this.#put('silence', silence.ruleName, {
      ...fieldsOf(silenceItem, silence),
      ExpiresAt: quietExpiresAt(silence.until),
    });
  }

  async deleteSilence(ruleName: string): Promise<void> {
    const write = new DeleteCommand({ TableName: this.#table, Key: { Kind: 'silence', Id: ruleName } });
    await outside(() => this.#client.send(write));
  }

  async #put(kind: Kind, id: string, fields: Item): Promise<void> {
    const write = new PutCommand({ TableName: this.#table, Item: { Kind: kind, Id: id, ...fields } });
    await outside(() => this.#client.send(write));
  }

  async #readAll<T>(kind: Kind, codec: Codec<T>): Promise<T[]> {
    const items = await this.#ofKind(kind);
    return items.map((item) => this.#read(codec, item)).filter((value) => value !== undefined);
  }

  #ofKind(kind: Kind): Promise<readonly Item[]> {
    const query = {
      TableName: this.#table,
      ConsistentRead: true,
      KeyConditionExpression: 'Kind = :kind',
      ExpressionAttributeValues: { ':kind': kind },
    };
    return everyPage((ExclusiveStartKey) => this.#client.send(new QueryCommand({ ...query, ExclusiveStartKey })));
  }

  #read<T>(codec: Codec<T>, item: Item): T | undefined {
    try {
      return codec.read(item);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#onUnreadable({ kind: String(item['Kind']), id: String(item['Id']), why: error.message });
      return undefined;
    }
  }
}

const byRule = <T extends { readonly ruleName: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.ruleName, value]));

const fieldsOf = <T>(codec: Codec<T>, value: T): Item => codec.write(value) as Item;

/** Version 0: no record, or one without a readable version. */
const atVersion = (version: number) =>
  version === 0
    ? { ConditionExpression: 'NOT attribute_type(Version, :type)', ExpressionAttributeValues: { ':type': 'N' } }
    : { ConditionExpression: 'Version = :version', ExpressionAttributeValues: { ':version': version } };

const blank = (ruleName: string) =>
  ({ ruleName, rule: '', subjects: {}, failedFetches: 0, failureTold: false, told: 0, owed: [] }) as const;

const conflict = ({ ruleName }: AlarmRecord): ExternalFailure =>
  new ExternalFailure({
    reason: 'conflict',
    retryable: true,
    code: 'ConditionalCheckFailedException',
    message: `Another invocation was first to write the alarm of ${ruleName}.`,
  });
