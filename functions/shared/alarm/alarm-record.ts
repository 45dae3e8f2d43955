import type { Instant } from '../calendar/instant.ts';
import type { Notice } from '../notice/notice.ts';

/** How bad it is, as last evaluated. `insufficient-data` is CloudWatch's INSUFFICIENT_DATA; ERROR is apart: `failedFetches`. */
export type Level = 'ok' | 'warning' | 'critical' | 'insufficient-data';

/** Why a rule, or one instance under it, is not evaluated. */
export type Muted =
  /** The schedule has stopped the instances. */
  | 'stopped-by-schedule'
  /** They were started anew, and are watched again after GraceMinutes. */
  | 'restarted'
  /** They are down, though the schedule wants them up. */
  | 'down'
  /** The instance is gone, or does not carry the schedule's tag any more. */
  | 'gone'
  /** Of what Curfew watches by itself: what was watched over is not wanted any more. */
  | 'superseded'
  /** Enabled is false. */
  | 'switched-off';

/** What a rule, or one instance under it, was last found to be and last said to be. */
export interface SubjectState {
  readonly level: Level;
  /** When `level` was entered. */
  readonly since: Instant;
  /** The value that decided, for people; only while it fires. */
  readonly value?: number | undefined;
  /** While it fires for want of data: since when there is none. */
  readonly noDataSince?: Instant | undefined;
  /** What was last said. Absent: nobody was told that anything is wrong. */
  readonly said?: Said | undefined;
}

/** An alarm or a reminder that was told. */
export interface Said {
  /** The worst that was told since the last reminder, which told how bad it was then. */
  readonly level: 'warning' | 'critical';
  /** When it began to fire. */
  readonly firedAt: Instant;
  readonly at: Instant;
}

/** Curfew's memory of one alarm rule; Memory kind `alarm`. */
export interface AlarmRecord {
  readonly ruleName: string;
  /** 0: not stored yet. Each write adds one, on condition that nobody else has. */
  readonly version: number;
  /** Fingerprint of the row: an edited rule starts anew, but for what was said. */
  readonly rule: string;
  /** By instance id; '' is the rule itself. What is muted, or OK with nothing said, is left out. */
  readonly subjects: Readonly<Record<string, SubjectState>>;
  /** Fetches that failed in a row: 0 means none. Told at the third. */
  readonly failedFetches: number;
  /** Told that the fetch fails; the way out is told too. */
  readonly failureTold: boolean;
  /** Fingerprint of the row's mistakes last told. */
  readonly problemsTold?: string | undefined;
  /** Why nothing of the rule was evaluated last; for people. */
  readonly muted?: Muted | undefined;
  /** Where something was told whose end is still to be told, in case the row is gone by then. */
  readonly toldIn?: { readonly schedule?: string | undefined; readonly channels: readonly string[] } | undefined;
  /** Notices told so far, for their ids. */
  readonly told: number;
  /** Notices written with the decision that made them and not yet known to be queued. */
  readonly owed: readonly Notice[];
}

/** A person knows of a firing alarm: no reminders until it is over. Memory kind `ack`, one per rule. */
export interface Acknowledgement {
  readonly ruleName: string;
  readonly by: string;
  readonly at: Instant;
}

/** A person wants nothing said of a rule until then. Memory kind `silence`, one per rule; `*` silences every rule. */
export interface Silence {
  readonly ruleName: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly reason: string | undefined;
}
