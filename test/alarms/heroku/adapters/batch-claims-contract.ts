import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoBatchClaims } from '../../../../functions/alarms/heroku/adapters/dynamo-batch-claims.ts';
import { emptyStores, type Stores } from '../../../contracts/store-tables.ts';
import { message, NOW } from '../logplex.ts';

/** What the claims have to do on every DynamoDB, embedded or not. */
export const batchClaimsContract = (where: string, openClient: () => Promise<DynamoDBDocumentClient>): void => {
  describe(`claims of batches on ${where}`, () => {
    let stores: Stores;
    let claims: DynamoBatchClaims;

    beforeEach(async () => {
      stores = await emptyStores(await openClient());
      claims = new DynamoBatchClaims({ client: stores.client, tableName: stores.names.Memory });
    });

    const again = message({ requestId: 'request-2' });

    it('are given once, to one of many requests that bring the same frame', async () => {
      const asked = Array.from({ length: 8 }, (_, index) => claims.claim(message({ requestId: `r${index}` }), NOW));
      expect((await Promise.all(asked)).toSorted()).toEqual(['ours', ...Array.from({ length: 7 }, () => 'repeat')]);
    });

    it('tell a request that comes back from one that repeats it', async () => {
      expect(await claims.claim(message(), NOW)).toBe('ours');
      expect(await claims.claim(again, NOW)).toBe('repeat');
      expect(await claims.claim(message(), NOW)).toBe('lost');
    });

    it('are of one app, and of one request where there is no frame id', async () => {
      const bare = message({ frameId: undefined });
      for (const one of [message(), message({ app: 'blog' }), bare, { ...bare, requestId: 'request-2' }])
        expect(await claims.claim(one, NOW)).toBe('ours');
      expect(await claims.claim(bare, NOW)).toBe('lost');
    });

    it('that were given back are as if they had never been', async () => {
      await claims.claim(message(), NOW);
      await claims.release(message());
      expect(await claims.claim(again, NOW)).toBe('ours');
    });

    it('are tidied when no message can come back any more', async () => {
      await claims.claim(message(), NOW);
      const Key = { Kind: 'batch', Id: 'shop#frame-1' };
      const { Item } = await stores.client.send(new GetCommand({ TableName: stores.names.Memory, Key }));
      expect(Item).toEqual({ ...Key, request: 'request-1', ExpiresAt: NOW / 1_000 + 14 * 86_400 });
    });
  });
};
