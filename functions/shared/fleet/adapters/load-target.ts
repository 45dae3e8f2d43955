import type { Fleet } from '../member.ts';
import type { Target } from '../target.ts';
import { loadFleet } from './load.ts';

/** The fleet of a target, loaded by the first call: by the function's own rights, or by those of the target's role. */
export const targetFleet = (target: Pick<Target, 'region' | 'roleArn'>): (() => Promise<Fleet>) => {
  let loaded: Promise<Fleet> | undefined;
  return () => (loaded ??= load(target));
};

async function load({ region, roleArn }: Pick<Target, 'region' | 'roleArn'>): Promise<Fleet> {
  if (roleArn === undefined) return loadFleet({ region });
  const { assumedRole, stsClient } = await import('./assumed-role.ts');
  return loadFleet({ region, credentials: assumedRole(stsClient(), roleArn) });
}
