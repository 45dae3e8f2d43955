import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DAY_MS, SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { outside } from '../../shared/failure/aws-failure.ts';
import { conditional, type DynamoDb } from '../../shared/store/adapters/requests.ts';
import { instant } from '../../shared/store/codec.ts';
import type { Claim, ClaimStore } from '../ports.ts';

/** Longer than SQS keeps any message, dead letters included. */
const KEPT_DAYS = 14;

/** DynamoDB's limit of a sort key. */
const LONGEST_ID_BYTES = 1_024;

/** Claims as items of the Memory table, kind `claim`: `until` while somebody holds one, `deliveredAt` for good. */
export class DynamoClaims implements ClaimStore {
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(options: { client: DynamoDb; tableName: string }) {
    this.#client = options.client;
    this.#table = options.tableName;
  }

  /*
   * Of two that hold the same message, one posts:
   *
   *   A: claims until 10:00:30 ✓ ─────────── posts ── confirms
   *   B:   claims ✗ 10:00:30 is not over: taken          B again: claims ✗ delivered
   *
   * Where A died, B's next claim finds the lease over and posts instead:
   *
   *   A: claims until 10:00:30 ✓ ── †
   *   B:                                 claims at 10:00:35 ✓ ── posts ── confirms
   */
  async claim(key: string, { now, until }: { readonly now: Instant; readonly until: Instant }): Promise<Claim> {
    const write = new UpdateCommand({
      ...this.#item(key),
      UpdateExpression: 'SET #until = :until, ExpiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(deliveredAt) AND (attribute_not_exists(#until) OR #until <= :now)',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: {
        ':until': instant.write(until),
        ':now': instant.write(now),
        ':expiresAt': expiresAt(now),
      },
    });
    if (await conditional(() => this.#client.send(write))) return 'claimed';
    const read = new GetCommand({ ...this.#item(key), ConsistentRead: true });
    const { Item } = await outside(() => this.#client.send(read));
    return Item?.['deliveredAt'] === undefined ? 'taken' : 'delivered';
  }

  /** Whoever holds the claim by now: it has been posted. */
  async confirm(key: string, now: Instant): Promise<void> {
    const write = new UpdateCommand({
      ...this.#item(key),
      UpdateExpression: 'SET deliveredAt = :now, ExpiresAt = :expiresAt',
      ExpressionAttributeValues: { ':now': instant.write(now), ':expiresAt': expiresAt(now) },
    });
    await outside(() => this.#client.send(write));
  }

  /*
   * Nobody gives back what is another's by now. A later lease ends later, so its end tells whose it is:
   *
   *   A: claims until 10:00:30 ✓ ── is slow ────────────────────── gives back 10:00:30 ✗ it is 10:01:01
   *   B:                              claims until 10:01:01 ✓ ── posts
   */
  async release(key: string, until: Instant): Promise<void> {
    const write = new DeleteCommand({
      ...this.#item(key),
      ConditionExpression: '#until = :until AND attribute_not_exists(deliveredAt)',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':until': instant.write(until) },
    });
    await conditional(() => this.#client.send(write));
  }

  #item(key: string) {
    return { TableName: this.#table, Key: { Kind: 'claim', Id: idOf(key) } };
  }
}

const idOf = (key: string): string =>
  Buffer.byteLength(key) <= LONGEST_ID_BYTES ? key : createHash('sha256').update(key).digest('hex');

const expiresAt = (now: Instant): number => Math.floor((now + KEPT_DAYS * DAY_MS) / SECOND_MS);
