import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AlarmRecord } from '../../functions/shared/alarm/alarm-record.ts';
import { DynamoAlarms } from '../../functions/shared/store/adapters/dynamodb-alarms.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { emptyStores, type Stores } from './store-tables.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');

const aRecord = (changes: Partial<AlarmRecord> = {}): AlarmRecord => ({
  ruleName: 'cpu',
  version: 0,
  rule: 'abc',
  subjects: {},
  failedFetches: 0,
  failureTold: false,
  told: 0,
  owed: [],
  ...changes,
});

/** What the memory of alarms has to do on every DynamoDB, embedded or not. */
export const alarmsContract = (where: string, openClient: () => Promise<DynamoDBDocumentClient>): void => {
  let stores: Stores;
  let alarms: DynamoAlarms;

  describe(`alarms on ${where}`, () => {
    beforeEach(async () => {
      stores = await emptyStores(await openClient());
      const { client, names, unreadable } = stores;
      alarms = new DynamoAlarms({ client, tableName: names.Memory, onUnreadable: (item) => unreadable.push(item) });
    });

    it('keeps everything that is remembered of a rule', async () => {
      const said = { level: 'critical', firedAt: NOON, at: NOON + 1 } as const;
      const record = aRecord({
        ruleName: 'CPU, 한글',
        subjects: {
          'i-1': { level: 'critical', since: NOON, value: 97.5, said },
          '': { level: 'warning', since: NOON },
        },
        failedFetches: 2,
        failureTold: true,
        problemsTold: 'p',
        muted: 'restarted',
        toldIn: { schedule: 'Development', channels: ['ops', 'default'] },
        told: 3,
        owed: [aNotice()],
      });
      await alarms.saveAlarm(record);
      expect(await alarms.alarms()).toEqual([{ ...record, version: 1 }]);
    });

    it.each([
      [1e-200, 0],
      [-1e-131, 0],
      [1e200, 9.9e125],
      [-1e200, -9.9e125],
      [1e17, 1e17],
    ])('keeps of the value %f the nearest that DynamoDB holds', async (value, kept) => {
      const subjects = { '': { level: 'critical', since: NOON, value } } as const;
      const owed = [{ ...aNotice(), facts: [{ name: 'value', value }] }];
      await alarms.saveAlarm(aRecord({ subjects, owed }));
      const [record] = await alarms.alarms();
      expect([record?.subjects['']?.value, record?.owed[0]?.facts[0]?.value]).toEqual([kept, kept]);
    });

    it('has room for a thousand instances that fire', async () => {
      const said = { level: 'critical', firedAt: NOON, at: NOON } as const;
      const ids = Array.from({ length: 1_000 }, (_, index) => `${'database-'.repeat(6)}${index + 1_000}`);
      const state = { level: 'critical', since: NOON, value: 97.123456789012345, said } as const;
      const record = aRecord({ subjects: Object.fromEntries(ids.map((id) => [id, state])) });
      await alarms.saveAlarm(record);
      expect(Object.keys((await alarms.alarms())[0]?.subjects ?? {})).toEqual(ids);
    });

    it('lets only the first of two writers have a version', async () => {
      const saved = await alarms.saveAlarm(aRecord());
      await alarms.saveAlarm(saved);
      await expect(alarms.saveAlarm({ ...saved, told: 9 })).rejects.toMatchObject({ reason: 'conflict' });
      await expect(alarms.deleteAlarm(saved)).rejects.toMatchObject({ reason: 'conflict' });
      expect((await alarms.alarms())[0]).toMatchObject({ told: 0, version: 2 });
    });

    it('deletes what nobody has taken further, and what is gone already', async () => {
      const saved = await alarms.saveAlarm(aRecord());
      await alarms.deleteAlarm(saved);
      await alarms.deleteAlarm(saved);
      expect(await alarms.alarms()).toEqual([]);
    });

    it('keeps what people said, the last of each rule', async () => {
      const ack = { ruleName: 'cpu', by: '민수', at: NOON };
      await alarms.putAcknowledgement({ ...ack, by: 'mina' });
      await alarms.putAcknowledgement(ack);
      const silence = { ruleName: '*', by: 'mina', at: NOON, until: NOON + 1, reason: 'release' };
      await alarms.putSilence(silence);
      await alarms.putSilence({ ...silence, ruleName: 'cpu', reason: undefined });
      await alarms.deleteSilence('cpu');
      expect([...(await alarms.acknowledgements()).values()]).toEqual([ack]);
      expect([...(await alarms.silences()).values()]).toEqual([silence]);
    });

    it('takes an item that it cannot read for one that is not there, and writes over it', async () => {
      const item = { Kind: 'alarm', Id: 'cpu', Version: 7, subjects: 'broken' };
      await stores.client.send(new PutCommand({ TableName: stores.names.Memory, Item: item }));
      expect(await alarms.alarms()).toMatchObject([{ ruleName: 'cpu', version: 7, told: 0 }]);
      await alarms.saveAlarm(aRecord({ version: 7 }));
      expect(stores.unreadable).toHaveLength(1);
    });
  });
};
