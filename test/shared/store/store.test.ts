import { DynamoDbInMaps } from '../../../local/dynamodb-in-maps.ts';
import { embeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { alarmsContract } from '../../contracts/store-alarms-contract.ts';
import { memoryContract } from '../../contracts/store-memory-contract.ts';
import { rowsContract } from '../../contracts/store-rows-contract.ts';

const { documentClient } = await embeddedDynamoDb();

rowsContract('the embedded DynamoDB', async () => documentClient);
memoryContract('the embedded DynamoDB', async () => documentClient);
alarmsContract('the embedded DynamoDB', async () => documentClient);

const inMaps = new DynamoDbInMaps({ pageSize: 3 }).asClient();

rowsContract('DynamoDB in maps', async () => inMaps);
memoryContract('DynamoDB in maps', async () => inMaps);
alarmsContract('DynamoDB in maps', async () => inMaps);
