import { embeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { memoryContract } from '../../contracts/store-memory-contract.ts';
import { rowsContract } from '../../contracts/store-rows-contract.ts';

const { documentClient } = await embeddedDynamoDb();

rowsContract('the embedded DynamoDB', async () => documentClient);
memoryContract('the embedded DynamoDB', async () => documentClient);
