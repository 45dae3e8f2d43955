import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DAY_MS, SECOND_MS, type Instant } from '../../../shared/calendar/instant.ts';
import { outside } from '../../../shared/failure/aws-failure.ts';
import { conditional, type DynamoDb } from '../../../shared/store/adapters/requests.ts';
import type { BatchMessage } from '../domain/batch-message.ts';
import type { BatchClaims, Claim } from '../ports.ts';

/** As long as SQS keeps any message: while one may come back, what became of it is known. */
const KEPT_DAYS = 14;

/** Claims of batches as items of the Memory table, kind `batch`: whose request it was that came first. */
export class DynamoBatchClaims implements BatchClaims {
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(options: { client: DynamoDb; tableName: string }) {
    this.#client = options.client;
    this.#table = options.tableName;
  }

  /*
   * One write for a batch that comes once, which nearly all do:
   *
   *   request 1 of frame F:  puts F = 1 ✓ ours
   *   request 2 of frame F:                puts F = 2 ✗ it is 1's: repeat
   *   request 1, out of the queue again:                  puts F = 1 ✗ it is 1's: lost
   */
  async claim(message: BatchMessage, now: Instant): Promise<Claim> {
    const ExpiresAt = Math.floor((now + KEPT_DAYS * DAY_MS) / SECOND_MS);
    const write = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(message), request: message.requestId, ExpiresAt },
      ConditionExpression: 'attribute_not_exists(Id)',
    });
    if (await conditional(() => this.#client.send(write))) return 'ours';
    const read = new GetCommand({ TableName: this.#table, Key: keyOf(message), ConsistentRead: true });
    const { Item } = await outside(() => this.#client.send(read));
    return Item?.['request'] === message.requestId ? 'lost' : 'repeat';
  }

  async release(message: BatchMessage): Promise<void> {
    const write = new DeleteCommand({ TableName: this.#table, Key: keyOf(message) });
    await outside(() => this.#client.send(write));
  }
}

const keyOf = ({ app, frameId, requestId }: BatchMessage) => ({
  Kind: 'batch',
  Id: `${app}#${frameId ?? requestId}`,
});
