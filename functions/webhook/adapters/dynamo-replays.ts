import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { conditional, type DynamoDb } from '../../shared/store/adapters/requests.ts';
import type { ReplayStore } from '../ports.ts';

/** Signatures seen, as items of the Memory table, kind `replay`. */
export class DynamoReplays implements ReplayStore {
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(options: { client: DynamoDb; tableName: string }) {
    this.#client = options.client;
    this.#table = options.tableName;
  }

  /*
   * The first of two goes through:
   *
   *   Slack:          remembers ✓ ── is answered
   *   an eavesdropper:              remembers ✗ there is one
   *
   * DynamoDB deletes the item some time after `until`, when the timestamp that was signed is too old by itself.
   */
  async remember(signature: string, until: Instant): Promise<boolean> {
    const write = new PutCommand({
      TableName: this.#table,
      Item: { Kind: 'replay', Id: signature, ExpiresAt: Math.ceil(until / SECOND_MS) },
      ConditionExpression: 'attribute_not_exists(Id)',
    });
    return conditional(() => this.#client.send(write));
  }
}
