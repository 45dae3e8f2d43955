import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';

/** What the queues need of the SQS client. */
export type Sqs = Pick<SQSClient, 'send'>;

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** The SQS client that every queue shares; region, credentials and endpoint come from the usual AWS environment. */
export const sqsClient = (config: SQSClientConfig = {}): SQSClient =>
  new SQSClient({
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without it the SDK only warns, and waits on.
      throwOnRequestTimeout: true,
    },
    ...config,
  });
