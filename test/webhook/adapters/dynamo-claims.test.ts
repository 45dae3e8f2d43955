import { embeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { claimsContract } from './claims-contract.ts';

const { documentClient } = await embeddedDynamoDb();

claimsContract('the embedded DynamoDB', async () => documentClient);
