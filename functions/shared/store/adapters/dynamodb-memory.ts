import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../calendar/instant.ts';
import type { Hold } from '../../calendar/timetable.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import { instant } from '../codec.ts';
import { holdExpiresAt, holdItem, lookItem, runItem, warningExpiresAt, warningItem } from '../memory-items.ts';
import type { MemoryStore } from '../ports.ts';
import type { LookRecord, RunRecord, WarningRecord } from '../run-record.ts';
import { fieldsOf, idOf, MemoryTable, versionOf, type MemoryOptions } from './memory-table.ts';
import { conditional, type DynamoDb } from './requests.ts';

/** Curfew's own table: an item for each run, hold, warning and look, under its kind. */
export class DynamoMemory implements MemoryStore {
  readonly #client: DynamoDb;
  readonly #tableName: string;
  readonly #table: MemoryTable;

  constructor(options: MemoryOptions) {
    this.#client = options.client;
    this.#tableName = options.tableName;
    this.#table = new MemoryTable(options);
  }

  async runs(targetId: string): Promise<readonly RunRecord[]> {
    const prefix = runId(targetId, '');
    const items = await this.#table.ofKind('run', prefix);
    return items.map((item) => ({
      ...(this.#table.read(runItem, item) ?? blankRun(targetId, idOf(item).slice(prefix.length))),
      version: versionOf(item),
    }));
  }

  /*
   * Two invocations decide on the same record; only the first may act on what it decided.
   *
   *   A: reads version 7 ── decides ── writes 8 where 7 is stored ✓ ── calls EC2 ── merges as 9 where 8 is stored
   *   B:   reads version 7 ── decides ── writes 8 where 7 is stored ✗ ── conflict: its turn ends before any call
   *
   * When the answer to a write is lost, the SDK's repetition finds the version moved: also a conflict, and the next
   * tick goes on from the record.
   */
  async saveRun(record: RunRecord): Promise<RunRecord> {
    if (!(await this.#table.save({ ...keyOf(record), ...fieldsOf(runItem, record) }, record.version)))
      throw conflict(record);
    return { ...record, version: record.version + 1 };
  }

  async deleteRun(record: RunRecord): Promise<void> {
    if (!(await this.#table.deleteVersion(keyOf(record), record.version))) throw conflict(record);
  }

  async holds(): Promise<ReadonlyMap<string, Hold>> {
    const holds = new Map<string, Hold>();
    for (const item of await this.#table.ofKind('hold')) {
      const hold = this.#table.read(holdItem, item);
      if (hold !== undefined) holds.set(idOf(item), hold);
    }
    return holds;
  }

  /*
   * The newer of two holds stays, in whichever order they arrive:
   *
   *   tick:     takes over ForceStop, at 10:00:00 ────────────────────── writes ✗ 10:00:05 is newer
   *   command:            force_start, at 10:00:05 ── writes ✓
   *
   * Equal instants replace: that is how a command moves the end of a hold.
   */
  async putHold(scheduleName: string, hold: Hold): Promise<void> {
    await this.#writeHold(scheduleName, hold, unlessAfter('at', hold.at));
  }

  /*
   * Each target's tick finds ForceStop; one of them makes the hold of it:
   *
   *   A: reads ForceStop ── takes it at 10:00:00 ✓ ────────────────────── clears ForceStop
   *   B:   reads ForceStop ────────────────────── takes it at 10:00:01 ✗ A's stands, and B goes by that
   */
  async takeHold(scheduleName: string, hold: Hold, since: Instant): Promise<boolean> {
    const newest = unlessAfter('at', hold.at);
    const alike = { ':by': hold.by, ':kind': hold.kind, ':since': instant.write(since) };
    return this.#writeHold(scheduleName, hold, {
      ConditionExpression: `${newest.ConditionExpression} AND NOT (#by = :by AND #kind = :kind AND #field > :since)`,
      ExpressionAttributeNames: { ...newest.ExpressionAttributeNames, '#by': 'by', '#kind': 'kind' },
      ExpressionAttributeValues: { ...newest.ExpressionAttributeValues, ...alike },
    });
  }

  async deleteHold(scheduleName: string): Promise<void> {
    await this.#table.delete({ Kind: 'hold', Id: scheduleName });
  }

  async warnings(): Promise<readonly WarningRecord[]> {
    const items = await this.#table.ofKind('warning');
    return items.map((item) => this.#table.read(warningItem, item)).filter((warning) => warning !== undefined);
  }

  async recordWarning(warning: WarningRecord): Promise<void> {
    const fields = fieldsOf(warningItem, warning);
    const ExpiresAt = warningExpiresAt(warning);
    await this.#table.put({ Kind: 'warning', Id: warningId(warning), ...fields, ExpiresAt });
  }

  async look(targetId: string): Promise<LookRecord | undefined> {
    const item = await this.#table.get({ Kind: 'look', Id: targetId });
    const look = item === undefined ? undefined : this.#table.read(lookItem, item);
    return look === undefined ? undefined : { targetId, lookedAt: look.lookedAt ?? 0, wakeAt: look.wakeAt ?? 0 };
  }

  /*
   * The later look stays, in whichever order they arrive:
   *
   *   A: lists the fleet at 10:00:00 ───────────────────────────────── writes ✗ 10:00:03 is later
   *   B:        lists the fleet at 10:00:03 ── writes ✓
   */
  async recordLook(targetId: string, lookedAt: Instant): Promise<void> {
    await this.#moveLook(targetId, { field: 'lookedAt', to: lookedAt, unlessAfter: lookedAt });
  }

  /*
   * Of the invocations that find no wake-up outstanding, one sends it:
   *
   *   A: at 10:00:01 sets 10:00:16 where none is after 10:00:01 ✓ ── sends the message
   *   B:   at 10:00:02 sets 10:00:17 where none is after 10:00:02 ✗ ── sends nothing
   *
   * An invocation that dies between the two costs one wake-up: at 10:00:16 the next one may claim again.
   */
  async claimWakeUp(targetId: string, claim: { now: Instant; wakeAt: Instant }): Promise<boolean> {
    return this.#moveLook(targetId, { field: 'wakeAt', to: claim.wakeAt, unlessAfter: claim.now });
  }

  /** False where the stored instant is after `unlessAfter`. */
  async #moveLook(
    targetId: string,
    move: { field: 'lookedAt' | 'wakeAt'; to: Instant; unlessAfter: Instant },
  ): Promise<boolean> {
    const condition = unlessAfter(move.field, move.unlessAfter);
    const write = new UpdateCommand({
      TableName: this.#tableName,
      Key: { Kind: 'look', Id: targetId },
      UpdateExpression: 'SET #field = :to',
      ...condition,
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':to': instant.write(move.to) },
    });
    return conditional(() => this.#client.send(write));
  }

  #writeHold(scheduleName: string, hold: Hold, condition: object): Promise<boolean> {
    const item = { Kind: 'hold', Id: scheduleName, ...fieldsOf(holdItem, hold), ExpiresAt: holdExpiresAt(hold) };
    return this.#table.put(item, condition);
  }
}

// A schedule may be called anything, so its name comes last; a target's id holds no `#`.
const runId = (targetId: string, scheduleName: string): string => `${targetId}#${scheduleName}`;

// As for runs, but for the target, which comes last: home has none here.
const warningId = ({ scheduleName, stopAt, targetId }: WarningRecord): string =>
  [scheduleName, String(instant.write(stopAt)), ...(targetId === undefined ? [] : [targetId])].join('#');

const keyOf = (record: RunRecord) => ({ Kind: 'run', Id: runId(record.targetId, record.scheduleName) });

/** Holds where no instant is stored that is later; one that is unreadable is none. */
const unlessAfter = (field: string, at: Instant) => ({
  ConditionExpression: 'NOT (attribute_type(#field, :text) AND #field > :at)',
  ExpressionAttributeNames: { '#field': field },
  ExpressionAttributeValues: { ':text': 'S', ':at': instant.write(at) },
});

const blankRun = (targetId: string, scheduleName: string) =>
  ({ targetId, scheduleName, number: 0, owed: [], restarts: {} }) as const;

const conflict = (record: RunRecord): ExternalFailure =>
  new ExternalFailure({
    reason: 'conflict',
    retryable: true,
    code: 'ConditionalCheckFailedException',
    message: `Another invocation was first to write the run of ${record.scheduleName} in ${record.targetId}.`,
  });
