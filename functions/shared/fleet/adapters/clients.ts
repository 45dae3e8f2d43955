import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { RDSClient, type RDSClientConfig } from '@aws-sdk/client-rds';

/**
 * One repeat, and answers within seconds: what that does not cure, the next tick does, and calls go out while the rows they
 * follow from are fresh.
 */
const PATIENCE = {
  retryMode: 'standard',
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
} as const;

/** Region, endpoint and credentials come from the environment unless given. */
export const ec2Client = (options: EC2ClientConfig = {}): EC2Client => new EC2Client({ ...PATIENCE, ...options });

export const rdsClient = (options: RDSClientConfig = {}): RDSClient => new RDSClient({ ...PATIENCE, ...options });
