import { afterAll } from 'vitest';
import { ssmClient } from '../../../functions/shared/secret/adapters/ssm.ts';
import { channelsContract } from './channels-contract.ts';
import { fakeSsm } from './fake-ssm.ts';

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

channelsContract('an SSM in memory', async () => {
  ssm.values.clear();
  return client;
});
