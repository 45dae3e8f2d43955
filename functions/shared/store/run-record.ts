import type { Instant } from '../calendar/instant.ts';
import type { Cause, Edge } from '../calendar/timetable.ts';
import type { Notice } from '../notice/notice.ts';

/** A member that a call failed for, that fell back, or that AWS said to look at again. */
export interface Failing {
  /** Calls so far, at least 1. */
  readonly attempts: number;
  readonly dueAt: Instant;
  /** The service's code, `fell-back`, or `look-again`. */
  readonly because: string;
}

/** How far a run has come with one group. Absent: not yet released. */
export interface GroupProgress {
  /** When everything the group waits for was first seen done, and the group itself was not. */
  readonly releasedAt?: Instant;
  /** Last instant at which calls for members of the group went out in this run, as far as their results are known. */
  readonly lastCallAt?: Instant;
  /** Notices of calls told for the group in this run. */
  readonly told?: number;
  readonly stuckTold?: boolean;
}

/** A copy that knows its own names only: a group may be called `__proto__`, and a DB instance `constructor`. */
export const ownNames = <T>(byName: Readonly<Record<string, T>>): Record<string, T> =>
  Object.assign(Object.create(null) as Record<string, T>, byName);

/** Calls that were about to be made when the record was written, and whose results are not merged yet. */
export interface Intent {
  readonly at: Instant;
}

/** What took a stop already begun back: a row. Or nobody on record: a person's stop was lifted (`by`: whose it was), rows changed. */
export type ReturnCause =
  Exclude<Cause, { kind: 'weekly' }> | { readonly kind: 'lifted'; readonly by: string } | { readonly kind: 'changed' };

/** An edge being carried out, or carried out. */
export interface Run {
  readonly edge: Edge;
  /** `edge`: by the schedule; `enforce`: undoes manual changes; `rds-restart`: stops what RDS started by itself. */
  readonly because: 'edge' | 'enforce' | 'rds-restart';
  /** Start runs that take back a stop already begun: why. Their edge is the earlier start that counts again. */
  readonly returns?: ReturnCause;
  readonly begunAt: Instant;
  /** The edge of the same kind that was carried out before, where none of the other kind came between. */
  readonly doneTo?: Instant;
  /** Start runs whose edge rows have moved away: the start that was ahead when last looked at. */
  readonly startAhead?: Instant;
  /** Stop runs that took the place of one that was still open: its edge's instant, and who had been stopped by it. */
  readonly unfinished?: { readonly at: Instant; readonly marks: string };
  /** Absent while the run is open. */
  readonly settledAt?: Instant;
  /** Settled stop runs: taken back before all were stopped. */
  readonly isDropped?: boolean;
  /** `rds-restart` only: the members the run is about. */
  readonly only?: readonly string[];
  readonly groups: Readonly<Record<string, GroupProgress>>;
  /** Fingerprints of members called, reached and told of, base64; empty once settled. */
  readonly marks: string;
  readonly failing: Readonly<Record<string, Failing>>;
  readonly intent?: Intent;
  /** Stop runs: a warning counts only if it was given after this instant, because a start came between. */
  readonly warnedAfter?: Instant;
  /** Before this instant a tick need not look at the fleet for this run; an event looks all the same. */
  readonly nextLookAt: Instant;
  /** Members done and in all when last looked at. */
  readonly done: number;
  readonly members: number;
  /** Runs with `only`: members of the schedule that the run is not about, when last looked at. */
  readonly others?: number;
}

/** Curfew's memory of one schedule in one target; Memory kind `run`. */
export interface RunRecord {
  readonly scheduleName: string;
  readonly targetId: string;
  /** 0: not stored yet. Each write adds one, on condition that nobody else has. */
  readonly version: number;
  /** Runs begun so far. */
  readonly number: number;
  /** The last run begun. */
  readonly run?: Run;
  /** Instants of stop edges that were announced and have not come. */
  readonly announcedStops?: readonly Instant[];
  /** Instants of announced stops that were moved away when they came: what was told of them before does not count, should they come back. */
  readonly goneStops?: readonly Instant[];
  /** Notices written with the decision that made them and not yet known to be queued. */
  readonly owed: readonly Notice[];
  /** Fingerprint of the row problems and advices last told. */
  readonly problemsTold?: string;
  /** The edge last told as not carried out because of a bad row. */
  readonly problemsToldAt?: Instant;
  /** Fingerprint of what was last told of the fleet itself: skipped members, wrong group tags, no member at all. */
  readonly fleetTold?: string;
  /** When RDS will start members by itself, by identifier; only while they are to stay stopped. */
  readonly restarts: Readonly<Record<string, Instant>>;
}

/** That a stop was announced; Memory kind `warning`. */
export interface WarningRecord {
  readonly scheduleName: string;
  /** Whose members were warned for; absent: those of Curfew's own account and region. */
  readonly targetId?: string;
  /** The stop edge's instant. */
  readonly stopAt: Instant;
  /** When the warning was handed to the queue. */
  readonly warnedAt: Instant;
  /** When the stop comes, as the warning said: no sooner, though WarnMinutes is less by now. */
  readonly toldFor?: Instant;
}

/** When the fleet of a target was last looked at, and the delayed wake-up that is outstanding; Memory kind `look`. */
export interface LookRecord {
  readonly targetId: string;
  readonly lookedAt: Instant;
  /** When the outstanding wake-up message is due; 0 where there is none. */
  readonly wakeAt: Instant;
}
