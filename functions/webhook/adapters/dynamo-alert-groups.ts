import { DAY_MS, SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { fieldsOf, MemoryTable, versionOf, type MemoryOptions } from '../../shared/store/adapters/memory-table.ts';
import { byName, fields, instant } from '../../shared/store/codec.ts';
import type { ToldGroup } from '../domain/alerts/tell-alerts.ts';
import type { AlertGroupStore } from '../ports.ts';

/** Longer than the deliverer knows an id, so that a number never comes twice. */
const KEPT_DAYS = 30;

const groupItem = fields<{ firing: Readonly<Record<string, Instant>>; saidAt: Instant }>({
  firing: byName(instant),
  saidAt: instant,
});

/** What channels were told of groups of alerts, as items of the Memory table, kind `alert-group`. */
export class DynamoAlertGroups implements AlertGroupStore {
  readonly #table: MemoryTable;

  constructor(options: MemoryOptions) {
    this.#table = new MemoryTable(options);
  }

  async told(id: string): Promise<ToldGroup> {
    const item = await this.#table.get(keyOf(id));
    // One that cannot be read was told of nothing: better told twice than not at all.
    const told = item === undefined ? undefined : this.#table.read(groupItem, item);
    const version = item === undefined ? 0 : versionOf(item);
    return { version, firing: new Map(Object.entries(told?.firing ?? {})), saidAt: told?.saidAt ?? 0 };
  }

  /** The race that its condition decides is drawn in functions/webhook/take-alerts.ts. */
  async saveTold(id: string, { version, firing, saidAt }: ToldGroup, now: Instant): Promise<void> {
    const item = fieldsOf(groupItem, { firing: Object.fromEntries(firing), saidAt });
    const ExpiresAt = Math.ceil((now + KEPT_DAYS * DAY_MS) / SECOND_MS);
    if (!(await this.#table.save({ ...keyOf(id), ...item, ExpiresAt }, version))) throw CONFLICT;
  }
}

const keyOf = (id: string) => ({ Kind: 'alert-group', Id: id });

const CONFLICT = new ExternalFailure({
  reason: 'conflict',
  retryable: true,
  code: 'ConditionalCheckFailedException',
  message: 'Another request was first to tell of the group.',
});
