import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { externalFailure, outside } from '../../failure/aws-failure.ts';
import type { Item } from '../../rows/schedule.ts';

/** What the stores need of the document client. */
export type DynamoDb = Pick<DynamoDBDocumentClient, 'send'>;

type Key = Record<string, unknown>;

/** Sends every page's request and gathers the items; `page` gets the key to go on from. */
export const everyPage = async (
  page: (startKey: Key | undefined) => Promise<{ Items?: Key[]; LastEvaluatedKey?: Key }>,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let startKey: Key | undefined;
  do {
    const { Items, LastEvaluatedKey } = await outside(() => page(startKey));
    items.push(...(Items ?? []));
    startKey = LastEvaluatedKey;
  } while (startKey !== undefined);
  return items;
};

/** Makes a conditional write: false where its condition did not hold. */
export const conditional = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    const failure = externalFailure(error);
    if (failure.code === 'ConditionalCheckFailedException') return false;
    throw failure;
  }
};
