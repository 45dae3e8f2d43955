import type { Instant } from '../calendar/instant.ts';
import type { ExternalFailure } from '../failure/external-failure.ts';
import type { InstanceType } from './group.ts';

/**
 * stopped: can be started · starting: on its way up · up: serves · stopping: on its way down ·
 * changing: neither, and AWS refuses calls until it is over (an RDS upgrade, a reboot).
 */
export type Phase = 'stopped' | 'starting' | 'up' | 'stopping' | 'changing';

/** Why an instance is never started or stopped by Curfew. */
export type SkipBecause =
  | 'auto-scaling-group'
  | 'spot'
  | 'instance-store'
  | 'read-replica'
  | 'has-read-replicas'
  | 'cluster-member'
  | 'sql-server-multi-az';

/** An instance that carries the ScheduleName tag, as last observed. */
export interface Member {
  /** EC2 instance id, or RDS DB instance identifier. */
  readonly id: string;
  readonly type: InstanceType;
  /** The Name tag; empty where there is none. */
  readonly name: string;
  /** `m5.large`, or `db.t3.medium postgres`. */
  readonly size: string;
  readonly availabilityZone: string;
  /** Value of the ScheduleName tag. */
  readonly tagValue: string;
  /** Value of the ScheduleGroupName tag. */
  readonly groupName: string | undefined;
  readonly phase: Phase;
  /** AWS's own word for the state: `running`, `storage-optimization`. */
  readonly status: string;
  /** Whether AWS accepts a stop in this state; false for an RDS instance that serves while it is being backed up. */
  readonly stoppable: boolean;
  readonly hibernates: boolean;
  readonly skip: SkipBecause | undefined;
  /** Why AWS itself stopped an instance that was starting (EC2 StateReason other than a person's or the system's shutdown). */
  readonly fellBack: { readonly code: string; readonly message: string } | undefined;
  /** When RDS will start a stopped instance by itself. */
  readonly restartsAt: Instant | undefined;
  /** When EC2 last started it; RDS does not say. */
  readonly startedAt?: Instant | undefined;
}

/** What a listing saw. A type that could not be listed is unknown, not empty. */
export interface FleetView {
  readonly members: readonly Member[];
  readonly unseen: readonly { readonly type: InstanceType; readonly failure: ExternalFailure }[];
}

/** What became of one member in a start or stop call. */
export type Outcome =
  | { readonly id: string; readonly kind: 'accepted' }
  | { readonly id: string; readonly kind: 'failed'; readonly failure: ExternalFailure }
  /** Gone, or in a state that takes no such call just now: look again. */
  | { readonly id: string; readonly kind: 'look-again' }
  /** Not sent: throttled, or the deadline came first. */
  | { readonly id: string; readonly kind: 'postponed' };

export interface StopOptions {
  /** Hibernate where the member allows it. */
  readonly hibernate: boolean;
}

/** Starts and stops instances of one target (account and region). */
export interface Fleet {
  /** Every tagged instance that is not terminated, in a few paginated calls and none per instance. */
  list(): Promise<FleetView>;
  /** Which of these EC2 instances passed both status checks. */
  statusOk(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Sends nothing after `deadline`. Never throws for what one member, or one call, did: that is in the outcomes. */
  start(members: readonly Member[], deadline: Deadline): Promise<readonly Outcome[]>;
  stop(members: readonly Member[], deadline: Deadline, options: StopOptions): Promise<readonly Outcome[]>;
}

/** Asks whether there is still time to send a call; the clock behind it lives at the edge. */
export interface Deadline {
  hasPassed(): boolean;
}
