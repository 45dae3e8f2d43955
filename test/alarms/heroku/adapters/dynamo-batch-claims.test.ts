import { embeddedDynamoDb } from '../../../../local/embedded-dynamodb.ts';
import { batchClaimsContract } from './batch-claims-contract.ts';

const { documentClient } = await embeddedDynamoDb();

batchClaimsContract('the embedded DynamoDB', async () => documentClient);
