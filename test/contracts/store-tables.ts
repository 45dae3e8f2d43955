import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createMissingTables } from '../../functions/shared/store/adapters/client.ts';
import { DynamoAlarms } from '../../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../../functions/shared/store/adapters/dynamodb-exceptions.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import type { UnreadableItem } from '../../functions/shared/store/adapters/memory-table.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames, type TableNames } from '../../functions/shared/store/tables.ts';

export interface Stores {
  readonly client: DynamoDBDocumentClient;
  readonly names: TableNames;
  readonly rows: DynamoRows;
  readonly memory: DynamoMemory;
  readonly exceptions: DynamoExceptions;
  readonly alarms: DynamoAlarms;
  /** What the memory could not read, in order. */
  readonly unreadable: UnreadableItem[];
}

/** The stores over five empty tables of their own. */
export const emptyStores = async (client: DynamoDBDocumentClient): Promise<Stores> => {
  const run = randomUUID();
  const entries = Object.entries(tableNames({})).map(([table, name]) => [table, `${name}-${run}`]);
  const names = Object.fromEntries(entries) as TableNames;
  await createMissingTables(client, names);
  const unreadable: UnreadableItem[] = [];
  const onUnreadable = (item: UnreadableItem) => void unreadable.push(item);
  const memory = { client, tableName: names.Memory, onUnreadable };
  return {
    client,
    names,
    rows: new DynamoRows({ client, tableNames: names }),
    memory: new DynamoMemory(memory),
    alarms: new DynamoAlarms(memory),
    exceptions: new DynamoExceptions({ client, tableName: names.ScheduleException }),
    unreadable,
  };
};
