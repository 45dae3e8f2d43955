import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../functions/shared/calendar/instant.ts';
import type { Edge, Hold } from '../../functions/shared/calendar/timetable.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import type { RunRecord } from '../../functions/shared/store/run-record.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { emptyStores, type Stores } from './store-tables.ts';

const TARGET = 'self/ap-northeast-2';
const NOON = Date.parse('2026-11-20T03:00:00Z');

const aRun = (changes: Partial<RunRecord> = {}): RunRecord => ({
  scheduleName: 'Development',
  targetId: TARGET,
  version: 0,
  number: 1,
  owed: [],
  restarts: {},
  ...changes,
});

/** What Curfew's memory has to do on every DynamoDB, embedded or not. */
export const memoryContract = (where: string, openClient: () => Promise<DynamoDBDocumentClient>): void => {
  let stores: Stores;
  let memory: DynamoMemory;
  const open = async () => {
    stores = await emptyStores(await openClient());
    memory = stores.memory;
  };
  const putRaw = (item: Record<string, unknown>) =>
    stores.client.send(new PutCommand({ TableName: stores.names.Memory, Item: item }));
  const expiryOf = async (Kind: string, Id: string): Promise<unknown> => {
    const { Item } = await stores.client.send(
      new GetCommand({ TableName: stores.names.Memory, Key: { Kind, Id }, ConsistentRead: true }),
    );
    return Item?.['ExpiresAt'];
  };

  describe(`runs on ${where}`, () => {
    it('takes a run in which 10,000 members fail alike', async () => {
      await open();
      const failing = Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [
          `i-${String(index).padStart(17, '0')}`,
          { attempts: 1, dueAt: NOON, because: 'UnauthorizedOperation' },
        ]),
      );
      const edge: Edge = { kind: 'start', at: NOON, cause: { kind: 'weekly' } };
      const begun = { edge, because: 'edge', begunAt: NOON, groups: {}, marks: '', nextLookAt: NOON } as const;
      await memory.saveRun(aRun({ run: { ...begun, failing, done: 0, members: 10_000 } }));
      expect((await memory.runs(TARGET))[0]?.run?.failing).toEqual(failing);
    });

    beforeEach(open);

    it('reads the runs of one target, whatever their schedules are called', async () => {
      const names = ['Development', 'a#b', '개발 서버', '#'];
      for (const scheduleName of names) await memory.saveRun(aRun({ scheduleName }));
      await memory.saveRun(aRun({ targetId: `${TARGET}b` }));
      const runs = await memory.runs(TARGET);
      expect(runs.map((run) => run.scheduleName).sort()).toEqual([...names].sort());
      expect(runs.every((run) => run.version === 1)).toBe(true);
    });

    it('keeps everything a run remembers, and a group called like a part of JavaScript', async () => {
      const edge: Edge = { kind: 'stop', at: NOON, cause: { kind: 'exception', uuid: 'u', by: 'mina' } };
      const saved = await memory.saveRun(
        aRun({
          run: {
            edge,
            because: 'edge',
            begunAt: NOON,
            only: ['orders'],
            groups: { constructor: { releasedAt: NOON, told: 2 }, db: { stuckTold: true } },
            marks: 'AAAA',
            failing: { 'i-1': { attempts: 2, dueAt: NOON, because: 'InsufficientInstanceCapacity' } },
            intent: { at: NOON },
            nextLookAt: NOON + MINUTE_MS,
            done: 1,
            members: 2,
          },
          owed: [aNotice({ facts: [{ name: 'members', value: ['i-1', ''] }] })],
          restarts: { orders: NOON + 7 * DAY_MS },
        }),
      );
      expect(await memory.runs(TARGET)).toEqual([saved]);
      expect(stores.unreadable).toEqual([]);
    });

    it('reads every run where they fill more than one page', async () => {
      const problemsTold = 'x'.repeat(300_000);
      for (const scheduleName of ['a', 'b', 'c', 'd', 'e']) await memory.saveRun(aRun({ scheduleName, problemsTold }));
      expect((await memory.runs(TARGET)).map((run) => run.scheduleName)).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('counts the version up with each write', async () => {
      const first = await memory.saveRun(aRun());
      const second = await memory.saveRun({ ...first, number: 2 });
      expect([first.version, second.version]).toEqual([1, 2]);
      expect(await memory.runs(TARGET)).toEqual([second]);
    });

    it('refuses a write on a version that is no longer the stored one', async () => {
      const first = await memory.saveRun(aRun());
      const second = await memory.saveRun({ ...first, number: 2 });
      const late = memory.saveRun({ ...first, number: 99 });
      await expect(late).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'conflict', retryable: true });
      expect(await memory.runs(TARGET)).toEqual([second]);
    });

    it('refuses a write on a record that was deleted meanwhile, and begun anew', async () => {
      const second = await memory.saveRun(await memory.saveRun(aRun()));
      await memory.deleteRun(second);
      await expect(memory.saveRun(second)).rejects.toMatchObject({ reason: 'conflict' });
      await memory.saveRun(aRun());
      await expect(memory.saveRun(second)).rejects.toMatchObject({ reason: 'conflict' });
    });

    it.each([0, 1])('lets exactly one of several writers at once win on version %i', async (version) => {
      if (version === 1) await memory.saveRun(aRun());
      const writes = [10, 11, 12, 13, 14].map((number) => memory.saveRun(aRun({ version, number })));
      const saved = (await Promise.allSettled(writes)).filter((write) => write.status === 'fulfilled');
      expect(saved).toHaveLength(1);
      expect(await memory.runs(TARGET)).toEqual([saved[0]?.value]);
    });

    it('deletes a run unless somebody has taken it further', async () => {
      const first = await memory.saveRun(aRun());
      const second = await memory.saveRun(first);
      await expect(memory.deleteRun(first)).rejects.toMatchObject({ reason: 'conflict' });
      await memory.deleteRun(second);
      await memory.deleteRun(second);
      expect(await memory.runs(TARGET)).toEqual([]);
    });

    it('reads an unreadable run as a blank one that can be overwritten, and says so', async () => {
      await memory.saveRun(aRun({ scheduleName: 'fine' }));
      await putRaw({ Kind: 'run', Id: `${TARGET}#broken`, Version: 7, run: 'nonsense' });
      await putRaw({ Kind: 'run', Id: `${TARGET}#typed`, Version: 'seven' });
      const runs = await memory.runs(TARGET);
      expect(runs.map((run) => [run.scheduleName, run.version, run.number])).toEqual([
        ['broken', 7, 0],
        ['fine', 1, 1],
        ['typed', 0, 0],
      ]);
      expect(stores.unreadable.map((item) => [item.kind, item.id])).toEqual([
        ['run', `${TARGET}#broken`],
        ['run', `${TARGET}#typed`],
      ]);
      const versions = await Promise.all(runs.map(async (run) => (await memory.saveRun(run)).version));
      expect(versions).toEqual([8, 2, 1]);
    });

    it('says which failure it was where the table is missing', async () => {
      const nowhere = new DynamoMemory({ client: stores.client, tableName: 'nowhere', onUnreadable: () => undefined });
      await expect(nowhere.runs(TARGET)).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'not-found' });
      await expect(nowhere.saveRun(aRun())).rejects.toMatchObject({ reason: 'not-found' });
    });
  });

  describe(`holds on ${where}`, () => {
    const hold: Hold = { kind: 'start', at: NOON, until: NOON + 90 * MINUTE_MS, by: 'mina' };
    beforeEach(open);

    it('keeps one hold for each schedule, until it is deleted', async () => {
      await memory.putHold('a', hold);
      await memory.putHold('b#c', { ...hold, kind: 'stop' });
      expect(await memory.holds()).toEqual(
        new Map([
          ['a', hold],
          ['b#c', { ...hold, kind: 'stop' }],
        ]),
      );
      await memory.deleteHold('a');
      await memory.deleteHold('never there');
      expect([...(await memory.holds()).keys()]).toEqual(['b#c']);
    });

    it('keeps the newer of two holds, in whichever order they arrive', async () => {
      const newer: Hold = { kind: 'stop', at: NOON + 1, by: 'console' };
      await memory.putHold('a', newer);
      await memory.putHold('a', hold);
      expect((await memory.holds()).get('a')).toEqual(newer);
      await memory.putHold('b', hold);
      await memory.putHold('b', newer);
      expect((await memory.holds()).get('b')).toEqual(newer);
    });

    it('moves the end of a hold, and expires it 60 days after', async () => {
      await memory.putHold('a', hold);
      expect(await expiryOf('hold', 'a')).toBe((NOON + 90 * MINUTE_MS + 60 * DAY_MS) / 1_000);
      const { until: _until, ...endless } = hold;
      await memory.putHold('a', endless);
      expect((await memory.holds()).get('a')).toEqual(endless);
      expect(await expiryOf('hold', 'a')).toBeUndefined();
    });

    it('takes an unreadable hold for none, says so, and lets it be replaced', async () => {
      await putRaw({ Kind: 'hold', Id: 'a', kind: 'sideways', at: 12, by: 'mina' });
      expect(await memory.holds()).toEqual(new Map());
      expect(stores.unreadable).toMatchObject([{ kind: 'hold', id: 'a' }]);
      await memory.putHold('a', hold);
      expect((await memory.holds()).get('a')).toEqual(hold);
    });
  });

  describe(`warnings on ${where}`, () => {
    beforeEach(open);

    it('keeps one warning for each schedule and stop, for two days after the stop', async () => {
      const warning = { scheduleName: 'a', stopAt: NOON, warnedAt: NOON - 10 * MINUTE_MS, toldFor: NOON };
      const later = { ...warning, stopAt: NOON + DAY_MS };
      await memory.recordWarning(warning);
      await memory.recordWarning(later);
      await memory.recordWarning({ ...warning, warnedAt: NOON - 5 * MINUTE_MS });
      expect(await memory.warnings()).toEqual([{ ...warning, warnedAt: NOON - 5 * MINUTE_MS }, later]);
      expect(await expiryOf('warning', 'a#2026-11-20T03:00:00.000Z')).toBe((NOON + 2 * DAY_MS) / 1_000);
    });

    it('leaves an unreadable warning out and says so', async () => {
      await putRaw({ Kind: 'warning', Id: 'a#soon', scheduleName: 'a', stopAt: 'soon', warnedAt: 'now' });
      expect(await memory.warnings()).toEqual([]);
      expect(stores.unreadable).toMatchObject([{ kind: 'warning', id: 'a#soon' }]);
    });
  });

  describe(`looks on ${where}`, () => {
    beforeEach(open);

    it('moves the last look forward, never back', async () => {
      expect(await memory.look(TARGET)).toBeUndefined();
      await memory.recordLook(TARGET, NOON + 3_000);
      await memory.recordLook(TARGET, NOON);
      expect(await memory.look(TARGET)).toEqual({ targetId: TARGET, lookedAt: NOON + 3_000, wakeAt: 0 });
    });

    it('lets exactly one of several invocations claim a wake-up, and the next once it is due', async () => {
      const claims = [0, 1, 2, 3, 4].map((ms) =>
        memory.claimWakeUp(TARGET, { now: NOON + ms, wakeAt: NOON + 15_000 + ms }),
      );
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
      const dueAt = (await memory.look(TARGET))?.wakeAt ?? NaN;
      expect(await memory.claimWakeUp(TARGET, { now: dueAt - 1, wakeAt: dueAt + 15_000 })).toBe(false);
      expect(await memory.claimWakeUp(TARGET, { now: dueAt, wakeAt: dueAt + 15_000 })).toBe(true);
      expect((await memory.look(TARGET))?.wakeAt).toBe(dueAt + 15_000);
    });

    it('keeps looks and wake-ups apart, and one target from another', async () => {
      await memory.claimWakeUp(TARGET, { now: NOON, wakeAt: NOON + 15_000 });
      await memory.recordLook(TARGET, NOON);
      expect(await memory.look(TARGET)).toEqual({ targetId: TARGET, lookedAt: NOON, wakeAt: NOON + 15_000 });
      expect(await memory.look('self/us-east-1')).toBeUndefined();
    });

    it('replaces an unreadable look, and says so', async () => {
      await putRaw({ Kind: 'look', Id: TARGET, lookedAt: 5, wakeAt: true });
      expect(await memory.look(TARGET)).toBeUndefined();
      expect(stores.unreadable).toMatchObject([{ kind: 'look', id: TARGET }]);
      await memory.recordLook(TARGET, NOON);
      expect(await memory.claimWakeUp(TARGET, { now: NOON, wakeAt: NOON + 1 })).toBe(true);
      expect(await memory.look(TARGET)).toEqual({ targetId: TARGET, lookedAt: NOON, wakeAt: NOON + 1 });
    });
  });
};
