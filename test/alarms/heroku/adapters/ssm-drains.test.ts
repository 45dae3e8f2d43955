import { afterAll } from 'vitest';
import { ssmClient } from '../../../../functions/shared/secret/adapters/ssm.ts';
import { fakeSsm } from '../../../webhook/adapters/fake-ssm.ts';
import { drainsContract } from './drains-contract.ts';

const ssm = await fakeSsm();
const client = ssmClient({
  endpoint: ssm.endpoint,
  region: 'ap-northeast-2',
  credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' },
});

afterAll(() => {
  client.destroy();
  ssm.close();
});

drainsContract('an SSM in memory', async () => {
  ssm.values.clear();
  return client;
});
