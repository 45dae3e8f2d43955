import { expect, it } from 'vitest';
import { readDrainConfig } from '../../../functions/alarms/heroku/drain-env.ts';
import { readPublishConfig } from '../../../functions/alarms/heroku/publish-env.ts';

it('the environments become configurations, or say what is missing', () => {
  expect(readDrainConfig({ BATCH_QUEUE_URL: 'queue' })).toEqual({ batchQueueUrl: 'queue' });
  expect(readPublishConfig({ MEMORY_TABLE: 'Memory' })).toEqual({ memoryTable: 'Memory' });
  expect(() => readDrainConfig({})).toThrow('BATCH_QUEUE_URL is missing.');
  expect(() => readPublishConfig({ MEMORY_TABLE: '' })).toThrow('MEMORY_TABLE is missing.');
});
