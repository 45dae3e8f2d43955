import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { externalFailure } from '../../failure/aws-failure.ts';
import { keyAttributes, tableEntries, type TableName, type TableNames } from '../tables.ts';

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 5_000;
const TABLE_POLL_MS = 20;

/**
 * The DynamoDB client every store shares; region, credentials and endpoint come from the usual AWS environment.
 * Numbers are always JavaScript numbers: one row with `1e40` in it must not make its whole page unreadable.
 */
export const documentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      requestHandler: {
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        // Without it the SDK only warns, and waits on.
        throwOnRequestTimeout: true,
      },
      ...config,
    }),
    {
      // The SDK takes a row with an attribute called `constructor` for an instance of a class.
      marshallOptions: { removeUndefinedValues: true, allowImpreciseNumbers: true, convertClassInstanceToMap: true },
      unmarshallOptions: { wrapNumbers: Number },
    },
  );

/** Creates the tables that are missing, without TTL or backups: for local endpoints; the stack creates the real ones. */
export const createMissingTables = async (client: DynamoDBDocumentClient, names: TableNames): Promise<void> => {
  await Promise.all(tableEntries().map(([table]) => createIfMissing(client, table, names[table])));
};

const createIfMissing = async (client: DynamoDBDocumentClient, table: TableName, name: string): Promise<void> => {
  try {
    await client.send(new CreateTableCommand({ TableName: name, ...definition(table) }));
  } catch (error) {
    if (externalFailure(error).code !== 'ResourceInUseException') throw error;
  }
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await pause(TABLE_POLL_MS);
  }
};

const definition = (table: TableName): Omit<CreateTableCommandInput, 'TableName'> => {
  const keys = keyAttributes(table);
  return {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keys.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
  };
};
