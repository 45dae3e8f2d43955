import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { DynamoRows } from '../../../functions/shared/store/adapters/dynamodb-rows.ts';
import type { DynamoDb } from '../../../functions/shared/store/adapters/requests.ts';
import { tableNames } from '../../../functions/shared/store/tables.ts';

type Requests = Record<string, { PutRequest: { Item: Record<string, unknown> } }[]>;

/** A DynamoDB that takes only the first `taken` rows of each call. */
const busyDynamoDb = (taken: number) => {
  const calls: string[][] = [];
  const pauses: number[] = [];
  const send = async ({ input }: BatchWriteCommand) => {
    const requests = (input.RequestItems as Requests)['Schedule'] ?? [];
    calls.push(requests.map((request) => String(request.PutRequest.Item['ScheduleName'])));
    const rest = requests.slice(taken);
    return { UnprocessedItems: rest.length === 0 ? {} : { Schedule: rest } };
  };
  const rows = new DynamoRows({
    client: { send } as unknown as DynamoDb,
    tableNames: tableNames({}),
    pause: async (ms) => pauses.push(ms),
  });
  const put = (count: number) =>
    rows.put({
      Schedule: Array.from({ length: count }, (_, index) => ({ ScheduleName: `s${index}` })),
      ScheduleServerGroup: [],
      ScheduleException: [],
      AlarmRule: [],
    });
  return { put, calls, pauses };
};

describe('putting rows', () => {
  it('writes at most 25 in one call', async () => {
    const { put, calls } = busyDynamoDb(25);
    await put(51);
    expect(calls.map((call) => call.length)).toEqual([25, 25, 1]);
  });

  it('writes again what a busy DynamoDB gave back, after growing pauses', async () => {
    const { put, calls, pauses } = busyDynamoDb(2);
    await put(5);
    expect(calls).toEqual([['s0', 's1', 's2', 's3', 's4'], ['s2', 's3', 's4'], ['s4']]);
    expect(pauses).toEqual([50, 100]);
  });

  it('gives up on a DynamoDB that takes nothing, and names the table', async () => {
    const { put, calls } = busyDynamoDb(0);
    await expect(put(1)).rejects.toMatchObject({ reason: 'throttled', retryable: true });
    await expect(put(1)).rejects.toThrow('every row of Schedule');
    expect(calls).toHaveLength(16);
  });
});
