import type { CloudWatchValues } from './cloudwatch-values.ts';

let loaded: Promise<CloudWatchValues> | undefined;

/** CloudWatch of the account and region in the environment, imported by the first call: muted rules need none. */
export const loadCloudWatch = (): Promise<CloudWatchValues> => (loaded ??= load());

async function load(): Promise<CloudWatchValues> {
  const [{ CloudWatchClient }, { CloudWatchValues: Values }] = await Promise.all([
    import('@aws-sdk/client-cloudwatch'),
    import('./cloudwatch-values.ts'),
  ]);
  return new Values(
    new CloudWatchClient({
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    }),
  );
}
