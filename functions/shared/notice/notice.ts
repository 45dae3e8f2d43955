import type { Instant } from '../calendar/instant.ts';

export type Severity = 'ok' | 'info' | 'warning' | 'error';

export type NoticeKind =
  | 'starting'
  | 'started'
  | 'stop-warning'
  | 'stopping'
  | 'stopped'
  | 'instance-failed'
  | 'stuck'
  | 'skipped'
  | 'row-error'
  | 'exception-changed'
  | 'hold-changed'
  | 'rds-restarted'
  | 'channel-failed'
  | 'alarm'
  | 'alarm-reminder'
  | 'alarm-resolved'
  | 'alarm-changed'
  | 'heartbeat';

export type FactValue = string | number | readonly string[];

/** One named value of a notice; names are codes (`stopAt`, `minutesLeft`), instants are ISO in UTC. */
export interface Fact {
  readonly name: string;
  readonly value: FactValue;
}

/** Something the reader may do: a label's code and the command it stands for. */
export interface NoticeAction {
  readonly label: string;
  readonly command: string;
}

/** What happened, as data; words are made only by the deliverer, in each channel's language. */
export interface Notice {
  /** Deterministic: the same event always has the same id, so the deliverer can drop repeats. */
  readonly id: string;
  readonly at: Instant;
  readonly severity: Severity;
  readonly kind: NoticeKind;
  /** Name of the schedule. */
  readonly schedule: string;
  /** The schedule's zone, for the deliverer to show instants in. */
  readonly timeZone: string;
  readonly facts: readonly Fact[];
  readonly actions: readonly NoticeAction[];
  readonly channels: readonly string[];
}

/** Where notices go; a notice is handed over once this resolves. Handing the same id over again is harmless. */
export interface NoticeQueue {
  send(notices: readonly Notice[]): Promise<void>;
}
