import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet } from '../member.ts';

let loaded: Promise<Fleet> | undefined;

/**
 * The fleet of the account and region in the environment. The EC2 and RDS clients are imported by the first call, because
 * they are most of a bundle's size and an idle tick needs neither.
 */
export const loadAwsFleet = (): Promise<Fleet> => (loaded ??= load());

async function load(): Promise<Fleet> {
  const [{ awsFleet }, { ec2Client, rdsClient }] = await Promise.all([import('./fleet.ts'), import('./clients.ts')]);
  return awsFleet({ ec2: ec2Client(), rds: rdsClient(), pause: (ms) => pause(ms) });
}
