import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DynamoDb } from '../../../functions/shared/store/adapters/requests.ts';
import { DynamoReplays } from '../../../functions/webhook/adapters/dynamo-replays.ts';
import { embeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { emptyStores, type Stores } from '../../contracts/store-tables.ts';

const UNTIL = Date.parse('2026-11-20T13:00:00.5Z');
const { documentClient } = await embeddedDynamoDb();

describe('signatures in the embedded DynamoDB', () => {
  let stores: Stores;
  let replays: DynamoReplays;

  beforeEach(async () => {
    stores = await emptyStores(documentClient);
    replays = new DynamoReplays({ client: stores.client, tableName: stores.names.Memory });
  });

  it('are new to one of many who ask at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => replays.remember('v0=a', UNTIL)));
    expect(asked.filter((isNew) => isNew)).toHaveLength(1);
  });

  it('are remembered each for itself', async () => {
    expect(await replays.remember('v0=a', UNTIL)).toBe(true);
    expect(await replays.remember('v0=b', UNTIL)).toBe(true);
  });

  it('may be tidied away afterwards, not before', async () => {
    await replays.remember('v0=a', UNTIL);
    const key = { TableName: stores.names.Memory, Key: { Kind: 'replay', Id: 'v0=a' } };
    const { Item: item } = await stores.client.send(new GetCommand(key));
    expect(item).toMatchObject({ ExpiresAt: Date.parse('2026-11-20T13:00:01Z') / 1_000 });
  });

  it('make an ExternalFailure where the table is away', async () => {
    const away = { send: () => Promise.reject(new Error('away')) } as unknown as DynamoDb;
    const broken = new DynamoReplays({ client: away, tableName: 'Memory' });
    await expect(broken.remember('v0=a', UNTIL)).rejects.toMatchObject({ name: 'ExternalFailure' });
  });
});
