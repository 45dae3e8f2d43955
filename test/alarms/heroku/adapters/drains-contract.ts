import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { SsmDrains } from '../../../../functions/alarms/heroku/adapters/ssm-drains.ts';
import { DRAIN_URL_PARAMETER } from '../../../../functions/alarms/heroku/drain-env.ts';
import type { Ssm } from '../../../../functions/shared/secret/adapters/ssm.ts';
import { NOW } from '../logplex.ts';

const MINUTE_OLD = { freshMs: 60_000 };
const drainOf = (name: string) => ({ secrets: [`secret-of-${name}-0123456789`] });

/** What the drains have to do on every SSM. */
export const drainsContract = (where: string, openClient: () => Promise<Ssm>): void => {
  describe(`drains on ${where}`, () => {
    let client: Ssm;
    let drains: SsmDrains;
    let now = NOW;

    beforeEach(async () => {
      client = await openClient();
      now = NOW;
      drains = new SsmDrains({ client, now: () => now });
    });
    const elsewhere = () => new SsmDrains({ client, now: () => now });

    it('come back as they were written, all of them', async () => {
      const apps = Array.from({ length: 23 }, (_, index) => `app-${String(index).padStart(2, '0')}`);
      for (const app of apps) await drains.put(app, drainOf(app));
      expect([...(await drains.drains(MINUTE_OLD))].toSorted()).toEqual(apps.map((app) => [app, drainOf(app)]));
    });

    it('are replaced by those written later, and end when they are deleted', async () => {
      await drains.put('shop', drainOf('old'));
      await drains.put('shop', drainOf('new'));
      expect((await drains.drains(MINUTE_OLD)).get('shop')).toEqual(drainOf('new'));
      expect(await drains.delete('shop')).toBe(true);
      expect((await drains.drains(MINUTE_OLD)).get('shop')).toBeUndefined();
      expect(await drains.delete('shop')).toBe(false);
    });

    it('are read again as soon as somebody wants them fresher, and not before', async () => {
      await drains.put('shop', drainOf('old'));
      await drains.drains(MINUTE_OLD);
      await elsewhere().put('shop', drainOf('new'));
      const seen = async (freshMs: number) => (await drains.drains({ freshMs })).get('shop');
      now += 4_999;
      expect(await seen(5_000)).toEqual(drainOf('old'));
      now += 1;
      expect(await seen(60_000)).toEqual(drainOf('old'));
      expect(await seen(5_000)).toEqual(drainOf('new'));
    });

    it('that are none touch no other', async () => {
      const Name = '/curfew/drains/blog';
      await client.send(new PutParameterCommand({ Name, Value: '{"secrets":[""]}', Type: 'SecureString' }));
      await drains.put('shop', drainOf('shop'));
      const read = await drains.drains(MINUTE_OLD);
      expect([read.get('blog'), read.get('shop')]).toEqual(['unreadable', drainOf('shop')]);
    });

    it('post to the address that the stack wrote', async () => {
      expect(await drains.address()).toBeUndefined();
      const Value = 'https://api.example/drain';
      await client.send(new PutParameterCommand({ Name: DRAIN_URL_PARAMETER, Value, Type: 'String' }));
      expect(await drains.address()).toBe(Value);
      expect([...(await drains.drains(MINUTE_OLD)).keys()]).toEqual([]);
    });
  });
};
