import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** Region, endpoint and credentials come from the environment. */
export const cloudWatchClient = (): CloudWatchClient =>
  new CloudWatchClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
