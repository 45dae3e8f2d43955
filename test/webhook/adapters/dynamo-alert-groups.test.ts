import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DynamoDb } from '../../../functions/shared/store/adapters/requests.ts';
import { DynamoAlertGroups } from '../../../functions/webhook/adapters/dynamo-alert-groups.ts';
import { embeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { emptyStores, type Stores } from '../../contracts/store-tables.ts';

const NOW = Date.parse('2026-11-20T13:00:00Z');
const NOTHING = { version: 0, firing: new Map(), saidAt: 0 };
const { documentClient } = await embeddedDynamoDb();

describe('groups of alerts in the embedded DynamoDB', () => {
  let stores: Stores;
  let groups: DynamoAlertGroups;

  beforeEach(async () => {
    stores = await emptyStores(documentClient);
    const { client, names, unreadable } = stores;
    groups = new DynamoAlertGroups({ client, tableName: names.Memory, onUnreadable: (item) => unreadable.push(item) });
  });

  it('are told of nothing at first', async () => expect(await groups.told('team#a')).toEqual(NOTHING));

  it('keep what was told, each for itself', async () => {
    const firing = new Map([
      ['fp', NOW - 1],
      ['__proto__', NOW - 2],
    ]);
    await groups.saveTold('team#a', { version: 0, firing, saidAt: NOW }, NOW);
    expect(await groups.told('team#a')).toEqual({ version: 1, firing, saidAt: NOW });
    expect(await groups.told('team#b')).toEqual(NOTHING);
  });

  it('let only the first of two writers have a version', async () => {
    const told = { version: 0, firing: new Map(), saidAt: NOW };
    await groups.saveTold('team#a', told, NOW);
    await expect(groups.saveTold('team#a', told, NOW)).rejects.toMatchObject({ reason: 'conflict' });
    await groups.saveTold('team#a', { ...told, version: 1 }, NOW);
    expect(await groups.told('team#a')).toMatchObject({ version: 2 });
  });

  it('hold two thousand alerts', async () => {
    const firing = new Map(
      Array.from({ length: 2_000 }, (_, index) => ['x'.repeat(60) + String(index).padStart(4), NOW]),
    );
    await groups.saveTold('team#a', { version: 0, firing, saidAt: NOW }, NOW);
    expect((await groups.told('team#a')).firing.size).toBe(2_000);
  });

  it('that cannot be read were told of nothing, are spoken of, and written over', async () => {
    const item = { Kind: 'alert-group', Id: 'team#a', Version: 7, firing: 'odd' };
    await stores.client.send(new PutCommand({ TableName: stores.names.Memory, Item: item }));
    expect(await groups.told('team#a')).toEqual({ ...NOTHING, version: 7 });
    expect(stores.unreadable).toMatchObject([{ kind: 'alert-group', id: 'team#a' }]);
    await groups.saveTold('team#a', { ...NOTHING, version: 7 }, NOW);
    expect(await groups.told('team#a')).toMatchObject({ version: 8 });
  });

  it('may be tidied away after 30 days', async () => {
    await groups.saveTold('team#a', NOTHING, NOW);
    const key = { TableName: stores.names.Memory, Key: { Kind: 'alert-group', Id: 'team#a' } };
    const { Item: item } = await stores.client.send(new GetCommand(key));
    expect(item).toMatchObject({ ExpiresAt: Date.parse('2026-12-20T13:00:00Z') / 1_000 });
  });

  it('make an ExternalFailure where the table is away', async () => {
    const away = { send: () => Promise.reject(new Error('away')) } as unknown as DynamoDb;
    const broken = new DynamoAlertGroups({ client: away, tableName: 'Memory', onUnreadable: () => {} });
    await expect(broken.told('a')).rejects.toMatchObject({ name: 'ExternalFailure' });
    await expect(broken.saveTold('a', NOTHING, NOW)).rejects.toMatchObject({ name: 'ExternalFailure' });
  });
});
