import type { Instant } from '../calendar/instant.ts';
import type { EdgeKind, Hold } from '../calendar/timetable.ts';
import type { Item, TableRows } from '../rows/schedule.ts';
import type { LookRecord, RunRecord, WarningRecord } from './run-record.ts';

/** The tables that people edit. */
export interface RowStore {
  /** Every row of Schedule, ScheduleServerGroup and ScheduleException, read consistently; AlarmRule only on request. */
  read(options?: { alarmRules?: boolean }): Promise<TableRows>;
  /** Writes rows as they stand, replacing those with the same keys. */
  put(rows: TableRows): Promise<void>;
  delete(table: keyof TableRows, key: Item): Promise<void>;
  /** Clears ForceStart or ForceStop on condition that it is still true; false where it no longer was. */
  clearForce(scheduleName: string, kind: EdgeKind): Promise<boolean>;
}

export interface RunStore {
  /** Every run record of one target. */
  runs(targetId: string): Promise<readonly RunRecord[]>;
  /**
   * Writes the record as version `record.version + 1` on condition that version `record.version` is the stored one, and
   * returns it with its new version. Throws ExternalFailure `conflict` where somebody else was first.
   */
  saveRun(record: RunRecord): Promise<RunRecord>;
  deleteRun(record: RunRecord): Promise<void>;
}

export interface HoldStore {
  holds(): Promise<ReadonlyMap<string, Hold>>;
  putHold(scheduleName: string, hold: Hold): Promise<void>;
  /**
   * Writes a hold that several may be about to write at once: false, and nothing written, where one by the same and of the same
   * kind is stored that is younger than `since`, or any that is newer.
   */
  takeHold(scheduleName: string, hold: Hold, since: Instant): Promise<boolean>;
  deleteHold(scheduleName: string): Promise<void>;
}

export interface WarningStore {
  warnings(): Promise<readonly WarningRecord[]>;
  /** Replaces the warning of the same schedule, target and stop instant. */
  recordWarning(warning: WarningRecord): Promise<void>;
}

export interface LookStore {
  look(targetId: string): Promise<LookRecord | undefined>;
  /** Moves `lookedAt` forward, never back. */
  recordLook(targetId: string, lookedAt: Instant): Promise<void>;
  /** Claims the next wake-up: true for the one caller that found `wakeAt` at or before `now` and moved it to `wakeAt`. */
  claimWakeUp(targetId: string, claim: { now: Instant; wakeAt: Instant }): Promise<boolean>;
}

export type MemoryStore = RunStore & HoldStore & WarningStore & LookStore;
