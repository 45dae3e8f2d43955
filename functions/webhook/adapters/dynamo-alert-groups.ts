import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DAY_MS, SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { outside } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { byName, fields, instant, Unreadable } from '../../shared/store/codec.ts';
import { conditional, type DynamoDb } from '../../shared/store/adapters/requests.ts';
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
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(options: { client: DynamoDb; tableName: string }) {
    this.#client = options.client;
    this.#table = options.tableName;
  }

  async told(id: string): Promise<ToldGroup> {
    const get = new GetCommand({ TableName: this.#table, Key: { Kind: 'alert-group', Id: id }, ConsistentRead: true });
    const { Item } = await outside(() => this.#client.send(get));
    const version = typeof Item?.['Version'] === 'number' ? Item['Version'] : 0;
    const read = readGroup(Item);
    return { version, firing: new Map(Object.entries(read.firing)), saidAt: read.saidAt };
  }

  /** The race that its condition decides is drawn in functions/webhook/take-alerts.ts. */
  async saveTold(id: string, { version, firing, saidAt }: ToldGroup, now: Instant): Promise<void> {
    const item = groupItem.write({ firing: Object.fromEntries(firing), saidAt }) as Record<string, unknown>;
    const write = new PutCommand({
      TableName: this.#table,
      Item: {
        ...{ Kind: 'alert-group', Id: id, Version: version + 1 },
        ...item,
        ExpiresAt: Math.ceil((now + KEPT_DAYS * DAY_MS) / SECOND_MS),
      },
      ...atVersion(version),
    });
    if (!(await conditional(() => this.#client.send(write)))) throw CONFLICT;
  }
}

/** One that cannot be read was told of nothing: better told twice than not at all. */
function readGroup(item: unknown): { firing: Readonly<Record<string, Instant>>; saidAt: Instant } {
  try {
    return item === undefined ? NOTHING_TOLD : groupItem.read(item);
  } catch (error) {
    if (error instanceof Unreadable) return NOTHING_TOLD;
    throw error;
  }
}

const NOTHING_TOLD = { firing: {}, saidAt: 0 };

const atVersion = (version: number) =>
  version === 0
    ? { ConditionExpression: 'NOT attribute_type(Version, :type)', ExpressionAttributeValues: { ':type': 'N' } }
    : { ConditionExpression: 'Version = :version', ExpressionAttributeValues: { ':version': version } };

const CONFLICT = new ExternalFailure({
  reason: 'conflict',
  retryable: true,
  code: 'ConditionalCheckFailedException',
  message: 'Another request was first to tell of the group.',
});
