import { reasonOfCode } from '../../shared/failure/aws-failure.ts';
import type { FailureReason } from '../../shared/failure/external-failure.ts';
import { ROLE_DENIED } from '../../shared/fleet/target.ts';

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

/** Why a call failed, as far as a person has to know it: what a FailureReason says, or a code that says more. */
export type FailureCause =
  | FailureReason
  | 'kms-grant-missing'
  | 'kms-key-unusable'
  | 'quota'
  | 'volume-quota'
  | 'internal-error'
  | 'retirement'
  | 'spot-taken-back'
  | 'shut-down-from-inside'
  | 'cannot-hibernate'
  | 'not-subscribed'
  | 'snapshot-gone'
  | 'too-few-subnets'
  | 'subnets-gone'
  | 'authorization-gone'
  | 'role-denied'
  | 'fell-back';

// EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and API_StateReason.html;
// RDS: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBInstance.html
const BY_CODE = new Map<string, FailureCause>(
  Object.entries({
    InsufficientInstanceCapacity: 'no-capacity',
    InsufficientHostCapacity: 'no-capacity',
    InsufficientCapacity: 'no-capacity',
    InsufficientDBInstanceCapacity: 'no-capacity',
    UnauthorizedOperation: 'denied',
    AccessDenied: 'denied',
    AccessDeniedException: 'denied',
    // EC2 accepts the start, then stops the instance, where the caller may not grant it the use of its volumes' key.
    'Client.InternalError': 'kms-grant-missing',
    'InvalidKMSKey.InvalidState': 'kms-key-unusable',
    KMSKeyNotAccessible: 'kms-key-unusable',
    VcpuLimitExceeded: 'quota',
    InstanceLimitExceeded: 'quota',
    InstanceQuotaExceeded: 'quota',
    VolumeLimitExceeded: 'volume-quota',
    InternalError: 'internal-error',
    ScheduledStop: 'retirement',
    SpotInstanceShutdown: 'spot-taken-back',
    SpotInstanceTermination: 'spot-taken-back',
    InstanceInitiatedShutdown: 'shut-down-from-inside',
    UnsupportedHibernationConfiguration: 'cannot-hibernate',
    OptInRequired: 'not-subscribed',
    'InvalidSnapshot.NotFound': 'snapshot-gone',
    DBSubnetGroupDoesNotCoverEnoughAZs: 'too-few-subnets',
    InvalidVPCNetworkState: 'subnets-gone',
    AuthorizationNotFound: 'authorization-gone',
    [ROLE_DENIED]: 'role-denied',
    'fell-back': 'fell-back',
  } satisfies Record<string, FailureCause>),
);

const REASONS: Readonly<Record<FailureReason, true>> = {
  throttled: true,
  denied: true,
  'not-found': true,
  conflict: true,
  'no-capacity': true,
  unsupported: true,
  timeout: true,
  unavailable: true,
  unexpected: true,
};

/** AWS's own message says more of a refusal; but where it refused nothing, its words are the SDK's, or the network's. */
function transient(code: string): FailureCause {
  const reason = reasonOfCode(code);
  return reason === 'throttled' || reason === 'timeout' || reason === 'unavailable' ? reason : 'unexpected';
}

/** What a code means; `unexpected` where nobody here knows it, and AWS's own message has to do. */
export function causeOfFailure({ code }: FailedCall): FailureCause {
  const bare = code.replace(/^(Client|Server)\./, '').replace(/Fault$/, '');
  return BY_CODE.get(code) ?? BY_CODE.get(bare) ?? (isReason(bare) ? bare : transient(bare));
}

/** What AWS said, or its code where it said nothing; without a full stop. */
export function awsMessage({ message, code }: FailedCall): string {
  return (message || (isReason(code) ? '' : code)).replace(/[.\s]+$/, '');
}

/** The right that a denied call lacks: `ec2:StartInstances`. */
export function missingRight({ operation, size }: FailedCall): string {
  const isDatabase = size.startsWith('db.') || size === 'RDS';
  if (operation === 'list') return isDatabase ? 'rds:DescribeDBInstances' : 'ec2:DescribeInstances';
  if (operation === 'start') return isDatabase ? 'rds:StartDBInstance' : 'ec2:StartInstances';
  return isDatabase ? 'rds:StopDBInstance' : 'ec2:StopInstances';
}

function isReason(code: string): code is FailureReason {
  return Object.hasOwn(REASONS, code);
}
