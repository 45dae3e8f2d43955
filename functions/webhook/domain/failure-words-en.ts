import type { FailureReason } from '../../shared/failure/external-failure.ts';

/** What is known of a call that failed. */
export interface FailedCall {
  /**
   * The service's own code, with or without EC2's `Client.` and `Server.` and RDS's `Fault`, or a FailureReason where
   * the service gave none.
   */
  readonly code: string;
  /** What AWS said; for codes that are not explained here. */
  readonly message: string;
  readonly operation: 'start' | 'stop' | 'list';
  /** `m5.large`, or `db.t3.medium postgres`; for a listing `EC2` or `RDS`; may be empty. */
  readonly size: string;
  readonly zone: string;
}

type Explain = (call: FailedCall) => string;

const noCapacity: Explain = ({ size, zone }) =>
  `AWS has no ${size || 'machine of this size'} left${zone && ` in ${zone}`}`;

const denied: Explain = (call) => {
  const granted = call.operation === 'list' ? '' : ' for instances that carry the ScheduleName tag';
  return `Curfew may not do that: it lacks ${missingRight(call)}. Its role grants it${granted}, so look for what forbids it`;
};

const keyUnusable: Explain = () => 'The KMS key of its storage is disabled, deleted, or may not be used by RDS or EC2';

const quota: Explain = ({ size }) =>
  `The account's quota for ${size ? `instances such as ${size}` : 'running instances'} is used up; Service Quotas raises it`;

// EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and API_StateReason.html;
// RDS: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBInstance.html
const BY_CODE = new Map<string, Explain>(
  Object.entries({
    InsufficientInstanceCapacity: noCapacity,
    InsufficientHostCapacity: noCapacity,
    InsufficientCapacity: noCapacity,
    InsufficientDBInstanceCapacity: noCapacity,
    UnauthorizedOperation: denied,
    AccessDenied: denied,
    AccessDeniedException: denied,
    // EC2 accepts the start, then stops the instance, where the caller may not grant it the use of its volumes' key.
    'Client.InternalError': () =>
      'AWS stopped it again while it was starting. This is how EC2 behaves where a volume is encrypted with your own KMS key and Curfew ' +
      'may not use it (kms:CreateGrant): put the ARN of the key under `kmsKeyArns` in cdk.json and deploy',
    'InvalidKMSKey.InvalidState': keyUnusable,
    KMSKeyNotAccessible: keyUnusable,
    VcpuLimitExceeded: quota,
    InstanceLimitExceeded: quota,
    InstanceQuotaExceeded: quota,
    VolumeLimitExceeded: () => "The account's quota for EBS volumes is used up; Service Quotas raises it",
    InternalError: ({ operation }) => `AWS made an error of its own during the ${operation}`,
    ScheduledStop: () => 'AWS stopped it because its hardware is being retired',
    SpotInstanceShutdown: () => 'AWS took the spot instance back',
    SpotInstanceTermination: () => 'AWS took the spot instance back',
    InstanceInitiatedShutdown: () => 'It was shut down from inside while it was starting',
    UnsupportedHibernationConfiguration: () => 'It cannot hibernate just now; without Hibernate it would be stopped',
    OptInRequired: () =>
      'The account is not subscribed to what the instance runs on: accept its terms in AWS Marketplace',
    'InvalidSnapshot.NotFound': () => 'A snapshot that its volumes need is gone',
    DBSubnetGroupDoesNotCoverEnoughAZs: () => 'Its DB subnet group no longer covers two Availability Zones',
    InvalidVPCNetworkState: () => 'Its DB subnet group no longer covers its Availability Zones',
    AuthorizationNotFound: () => 'Its security group, or the service role of RDS, no longer allows it',
    'fell-back': () => 'AWS stopped it again while it was starting',
  }),
);

const BY_REASON: Readonly<Record<FailureReason, Explain>> = {
  throttled: () => 'AWS takes no more calls from this account for a moment',
  denied,
  'not-found': () => 'AWS no longer knows it',
  conflict: ({ operation }) => `AWS takes no ${operation} in the state it is in`,
  'no-capacity': noCapacity,
  unsupported: ({ operation }) => `AWS cannot ${operation} an instance of this kind`,
  timeout: () => 'AWS did not answer in time',
  unavailable: () => 'AWS has trouble of its own',
  unexpected: ({ operation, message }) =>
    `AWS refused the ${operation}${message && `: ${message.replace(/[.\s]+$/, '')}`}`,
};

/** Why a call failed, and what would help: a clause without an end, for a person who knows AWS only in passing. */
export function explainFailure(call: FailedCall): string {
  const bare = call.code.replace(/^(Client|Server)\./, '').replace(/Fault$/, '');
  const explain = BY_CODE.get(call.code) ?? BY_CODE.get(bare) ?? (isReason(bare) ? BY_REASON[bare] : undefined);
  if (explain !== undefined) return explain(call);
  return BY_REASON.unexpected({ ...call, message: call.message || call.code });
}

function isReason(code: string): code is FailureReason {
  return Object.hasOwn(BY_REASON, code);
}

function missingRight({ operation, size }: FailedCall): string {
  const isDatabase = size.startsWith('db.') || size === 'RDS';
  if (operation === 'list') return isDatabase ? 'rds:DescribeDBInstances' : 'ec2:DescribeInstances';
  if (operation === 'start') return isDatabase ? 'rds:StartDBInstance' : 'ec2:StartInstances';
  return isDatabase ? 'rds:StopDBInstance' : 'ec2:StopInstances';
}
