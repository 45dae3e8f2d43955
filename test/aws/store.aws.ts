import { documentClient } from '../../functions/shared/store/adapters/client.ts';
import { alarmsContract } from '../contracts/store-alarms-contract.ts';
import { memoryContract } from '../contracts/store-memory-contract.ts';
import { rowsContract } from '../contracts/store-rows-contract.ts';

const client = documentClient();

rowsContract('moto', async () => client);
memoryContract('moto', async () => client);
alarmsContract('moto', async () => client);
