import { awsMessage, causeOfFailure, missingRight } from '../../failure-cause.ts';
import type { FailedCall, FailureCause } from '../../failure-cause.ts';

const CAUSES: Readonly<Record<FailureCause, (call: FailedCall) => string>> = {
  throttled: () => 'AWS takes no more calls from this account for a moment',
  denied: (call) => {
    const granted = call.operation === 'list' ? '' : ' for instances that carry the ScheduleName tag';
    return `Curfew may not do that: it lacks ${missingRight(call)}. Its role grants it${granted}, so look for what forbids it`;
  },
  'not-found': () => 'AWS no longer knows it',
  conflict: ({ operation }) => `AWS takes no ${operation} in the state it is in`,
  'no-capacity': ({ size, zone }) => `AWS has no ${size || 'machine of this size'} left${zone && ` in ${zone}`}`,
  unsupported: ({ operation }) => `AWS cannot ${operation} an instance of this kind`,
  timeout: () => 'AWS did not answer in time',
  unavailable: () => 'AWS has trouble of its own',
  unexpected: (call) => `AWS refused the ${call.operation}${awsMessage(call) && `: ${awsMessage(call)}`}`,
  'kms-grant-missing': () =>
    'AWS stopped it again while it was starting. This is how EC2 behaves where a volume is encrypted with your own KMS key and Curfew ' +
    'may not use it (kms:CreateGrant): put the ARN of the key under `kmsKeyArns` in cdk.json and deploy',
  'kms-key-unusable': () => 'The KMS key of its storage is disabled, deleted, or may not be used by RDS or EC2',
  quota: ({ size }) =>
    `The account's quota for ${size ? `instances such as ${size}` : 'running instances'} is used up; Service Quotas raises it`,
  'volume-quota': () => "The account's quota for EBS volumes is used up; Service Quotas raises it",
  'internal-error': ({ operation }) => `AWS made an error of its own during the ${operation}`,
  retirement: () => 'AWS stopped it because its hardware is being retired',
  'spot-taken-back': () => 'AWS took the spot instance back',
  'shut-down-from-inside': () => 'It was shut down from inside while it was starting',
  'cannot-hibernate': () => 'It cannot hibernate just now; without Hibernate it would be stopped',
  'not-subscribed': () =>
    'The account is not subscribed to what the instance runs on: accept its terms in AWS Marketplace',
  'snapshot-gone': () => 'A snapshot that its volumes need is gone',
  'too-few-subnets': () => 'Its DB subnet group no longer covers two Availability Zones',
  'subnets-gone': () => 'Its DB subnet group no longer covers its Availability Zones',
  'authorization-gone': () => 'Its security group, or the service role of RDS, no longer allows it',
  'role-denied': () =>
    'AWS does not let Curfew into that account: the role that cdk.json names for it (`roleArn`) is not there, or does not trust Curfew. ' +
    'docs/targets.md says how it is made',
  'fell-back': () => 'AWS stopped it again while it was starting',
};

/** Why a call failed, and what would help: a clause without an end, for a person who knows AWS only in passing. */
export const explainFailure = (call: FailedCall): string => CAUSES[causeOfFailure(call)](call);
