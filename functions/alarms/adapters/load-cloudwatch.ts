import type { CloudWatchValues } from './cloudwatch-values.ts';

let loaded: Promise<CloudWatchValues> | undefined;

/** CloudWatch of the account and region in the environment, imported by the first call: muted rules need none. */
export const loadCloudWatch = (): Promise<CloudWatchValues> => (loaded ??= load());

async function load(): Promise<CloudWatchValues> {
  const [{ cloudWatchClient }, { CloudWatchValues: Values }] = await Promise.all([
    // A module of ours: of a package imported here, everything it exports would be bundled.
    import('./cloudwatch-client.ts'),
    import('./cloudwatch-values.ts'),
  ]);
  return new Values(cloudWatchClient());
}
