import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../../functions/shared/calendar/instant.ts';
import { DynamoClaims } from '../../../functions/webhook/adapters/dynamo-claims.ts';
import { emptyStores, type Stores } from '../../contracts/store-tables.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');
const KEY = '개발/run-1/started#default';

const leaseFrom = (now: number) => ({ now, until: now + 30 * SECOND_MS });

/** What claims have to do on every DynamoDB, embedded or not. */
export const claimsContract = (where: string, openClient: () => Promise<DynamoDBDocumentClient>): void => {
  describe(`claims on ${where}`, () => {
    let stores: Stores;
    let claims: DynamoClaims;

    beforeEach(async () => {
      stores = await emptyStores(await openClient());
      claims = new DynamoClaims({ client: stores.client, tableName: stores.names.Memory });
    });

    it('are given to one of many who ask at once', async () => {
      const asked = await Promise.all(Array.from({ length: 8 }, () => claims.claim(KEY, leaseFrom(NOON))));
      expect(asked.toSorted()).toEqual(['claimed', ...Array.from({ length: 7 }, () => 'taken')]);
    });

    it('are of one notice in one channel', async () => {
      await claims.claim('a#default', leaseFrom(NOON));
      expect(await claims.claim('a#ops', leaseFrom(NOON))).toBe('claimed');
      expect(await claims.claim('b#default', leaseFrom(NOON))).toBe('claimed');
    });

    it('may be taken over when the lease is over, and not a millisecond before', async () => {
      await claims.claim(KEY, leaseFrom(NOON));
      expect(await claims.claim(KEY, leaseFrom(NOON + 30 * SECOND_MS - 1))).toBe('taken');
      expect(await claims.claim(KEY, leaseFrom(NOON + 30 * SECOND_MS))).toBe('claimed');
    });

    it('that were confirmed are never given again', async () => {
      await claims.claim(KEY, leaseFrom(NOON));
      await claims.confirm(KEY, NOON + SECOND_MS);
      expect(await claims.claim(KEY, leaseFrom(NOON + 13 * DAY_MS))).toBe('delivered');
    });

    it('that were given back may be taken at once', async () => {
      const lease = leaseFrom(NOON);
      await claims.claim(KEY, lease);
      await claims.release(KEY, lease.until);
      expect(await claims.claim(KEY, leaseFrom(NOON + 1))).toBe('claimed');
    });

    it('are not given back by a holder whose lease is over and another has the next', async () => {
      const [first, second] = [leaseFrom(NOON), leaseFrom(NOON + 31 * SECOND_MS)];
      await claims.claim(KEY, first);
      await claims.claim(KEY, second);
      await claims.release(KEY, first.until);
      expect(await claims.claim(KEY, leaseFrom(NOON + 32 * SECOND_MS))).toBe('taken');
    });

    it('stay confirmed though their holder gives them back, and though a late holder posted', async () => {
      const [first, second] = [leaseFrom(NOON), leaseFrom(NOON + 31 * SECOND_MS)];
      await claims.claim(KEY, first);
      await claims.claim(KEY, second);
      await claims.confirm(KEY, NOON + 32 * SECOND_MS);
      await claims.release(KEY, second.until);
      expect(await claims.claim(KEY, leaseFrom(NOON + DAY_MS))).toBe('delivered');
    });

    it('may be given back where there is none', async () => {
      await expect(claims.release(KEY, NOON)).resolves.toBeUndefined();
    });

    it('hold keys of any length', async () => {
      const [one, other] = [`${'개발'.repeat(400)}#a`, `${'개발'.repeat(400)}#b`];
      expect(await claims.claim(one, leaseFrom(NOON))).toBe('claimed');
      expect(await claims.claim(one, leaseFrom(NOON))).toBe('taken');
      expect(await claims.claim(other, leaseFrom(NOON))).toBe('claimed');
    });

    it('are kept for 14 days after the post', async () => {
      await claims.claim(KEY, leaseFrom(NOON));
      await claims.confirm(KEY, NOON + SECOND_MS);
      const { Item } = await stores.client.send(
        new GetCommand({ TableName: stores.names.Memory, Key: { Kind: 'claim', Id: KEY } }),
      );
      expect(Item?.['ExpiresAt']).toBe((NOON + SECOND_MS + 14 * DAY_MS) / SECOND_MS);
    });
  });
};
