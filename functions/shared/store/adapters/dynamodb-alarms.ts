import type { Acknowledgement, AlarmRecord, Silence } from '../../alarm/alarm-record.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import { acknowledgementItem, alarmItem, quietExpiresAt, silenceItem } from '../alarm-items.ts';
import type { AlarmStore, QuietStore } from '../alarm-ports.ts';
import type { Codec } from '../codec.ts';
import { fieldsOf, idOf, MemoryTable, versionOf, type MemoryOptions } from './memory-table.ts';

/** What the Memory table holds of alarm rules: an item for each rule that has something to remember, and what people said of it. */
export class DynamoAlarms implements AlarmStore, QuietStore {
  readonly #table: MemoryTable;

  constructor(options: MemoryOptions) {
    this.#table = new MemoryTable(options);
  }

  async alarms(): Promise<readonly AlarmRecord[]> {
    const items = await this.#table.ofKind('alarm');
    return items.map((item) => ({
      ...(this.#table.read(alarmItem, item) ?? blank(idOf(item))),
      version: versionOf(item),
    }));
  }

  /** The race that its condition decides is drawn in functions/alarms/evaluate.ts. */
  async saveAlarm(record: AlarmRecord): Promise<AlarmRecord> {
    const isFirst = await this.#table.save({ ...keyOf(record), ...fieldsOf(alarmItem, record) }, record.version);
    if (!isFirst) throw conflict(record);
    return { ...record, version: record.version + 1 };
  }

  async deleteAlarm(record: AlarmRecord): Promise<void> {
    if (!(await this.#table.deleteVersion(keyOf(record), record.version))) throw conflict(record);
  }

  acknowledgements(): Promise<ReadonlyMap<string, Acknowledgement>> {
    return this.#byRule('ack', acknowledgementItem);
  }

  async putAcknowledgement(acknowledgement: Acknowledgement): Promise<void> {
    const fields = fieldsOf(acknowledgementItem, acknowledgement);
    const ExpiresAt = quietExpiresAt(acknowledgement.at);
    await this.#table.put({ Kind: 'ack', Id: acknowledgement.ruleName, ...fields, ExpiresAt });
  }

  silences(): Promise<ReadonlyMap<string, Silence>> {
    return this.#byRule('silence', silenceItem);
  }

  async putSilence(silence: Silence): Promise<void> {
    const fields = fieldsOf(silenceItem, silence);
    await this.#table.put({
      Kind: 'silence',
      Id: silence.ruleName,
      ...fields,
      ExpiresAt: quietExpiresAt(silence.until),
    });
  }

  async deleteSilence(ruleName: string): Promise<void> {
    await this.#table.delete({ Kind: 'silence', Id: ruleName });
  }

  async #byRule<T extends { readonly ruleName: string }>(
    kind: string,
    codec: Codec<T>,
  ): Promise<ReadonlyMap<string, T>> {
    const items = await this.#table.ofKind(kind);
    const values = items.map((item) => this.#table.read(codec, item)).filter((value) => value !== undefined);
    return new Map(values.map((value) => [value.ruleName, value]));
  }
}

const keyOf = ({ ruleName }: AlarmRecord) => ({ Kind: 'alarm', Id: ruleName });

const blank = (ruleName: string) =>
  ({ ruleName, rule: '', subjects: {}, failedFetches: 0, failureTold: false, told: 0, owed: [] }) as const;

const conflict = ({ ruleName }: AlarmRecord): ExternalFailure =>
  new ExternalFailure({
    reason: 'conflict',
    retryable: true,
    code: 'ConditionalCheckFailedException',
    message: `Another invocation was first to write the alarm of ${ruleName}.`,
  });
