import { setTimeout as pause } from 'node:timers/promises';
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { Fleet } from '../member.ts';

let loaded: Promise<Fleet> | undefined;

/** The fleet of the account and region in the environment. */
export const loadAwsFleet = (): Promise<Fleet> => (loaded ??= loadFleet());

/**
 * The fleet that these options reach; what they leave out comes from the environment. The EC2 and RDS clients are imported by the
 * first call, because they are most of a bundle's size and an idle tick needs neither.
 */
export async function loadFleet(options: Pick<EC2ClientConfig, 'region' | 'credentials'> = {}): Promise<Fleet> {
  const [{ awsFleet }, { ec2Client, rdsClient }] = await Promise.all([import('./fleet.ts'), import('./clients.ts')]);
  return awsFleet({ ec2: ec2Client(options), rds: rdsClient(options), pause: (ms) => pause(ms) });
}
