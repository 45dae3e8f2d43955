import type { Phase } from './member.ts';

/** What a DBInstanceStatus means for starting and stopping. */
export interface RdsStatus {
  readonly phase: Phase;
  /** Whether RDS accepts StopDBInstance in this state. */
  readonly stoppable: boolean;
}

const SERVES: RdsStatus = { phase: 'up', stoppable: true };
const SERVES_BUT_BUSY: RdsStatus = { phase: 'up', stoppable: false };
const STARTABLE: RdsStatus = { phase: 'stopped', stoppable: false };
const COMING_UP: RdsStatus = { phase: 'starting', stoppable: false };
const GOING_DOWN: RdsStatus = { phase: 'stopping', stoppable: false };
const CHANGING: RdsStatus = { phase: 'changing', stoppable: false };

/**
 * Every published status but those of an instance on its way out.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
 */
export const RDS_STATUSES: Readonly<Record<string, RdsStatus>> = {
  available: SERVES,
  // May last for more than a day, and the database is available throughout: a stop is tried, and a refusal costs one call.
  'storage-optimization': SERVES,
  'storage-initialization': SERVES,

  'backing-up': SERVES_BUT_BUSY,
  'configuring-enhanced-monitoring': SERVES_BUT_BUSY,
  'configuring-iam-database-auth': SERVES_BUT_BUSY,
  'configuring-log-exports': SERVES_BUT_BUSY,
  // The database serves while it is modified; when a change takes it down, the status is `rebooting`.
  modifying: SERVES_BUT_BUSY,
  'resetting-master-credentials': SERVES_BUT_BUSY,
  'incompatible-option-group': SERVES_BUT_BUSY,
  'storage-full': SERVES_BUT_BUSY,

  stopped: STARTABLE,
  // Both are recovered by StartDBInstance once the key is enabled, or the subnet has addresses again.
  'inaccessible-encryption-credentials-recoverable': STARTABLE,
  'incompatible-network': STARTABLE,

  starting: COMING_UP,
  creating: COMING_UP,
  stopping: GOING_DOWN,

  'converting-to-vpc': CHANGING,
  failed: CHANGING,
  'inaccessible-encryption-credentials': CHANGING,
  'incompatible-create': CHANGING,
  'incompatible-parameters': CHANGING,
  'incompatible-restore': CHANGING,
  'insufficient-capacity': CHANGING,
  maintenance: CHANGING,
  'moving-to-vpc': CHANGING,
  rebooting: CHANGING,
  renaming: CHANGING,
  'restore-error': CHANGING,
  'storage-config-upgrade': CHANGING,
  upgrade_failed: CHANGING,
  upgrading: CHANGING,
};

/** An instance on its way out is no member, as a terminated EC2 instance is none: nobody should wait for it. */
const LEAVING: ReadonlySet<string> = new Set(['deleting', 'delete-precheck']);

/** The meaning of a status word; undefined for an instance that is being deleted. A word that is new to us is `changing`. */
export function rdsStatus(word: string): RdsStatus | undefined {
  if (LEAVING.has(word)) return undefined;
  return Object.hasOwn(RDS_STATUSES, word) ? RDS_STATUSES[word] : CHANGING;
}
