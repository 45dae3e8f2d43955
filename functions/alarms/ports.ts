import type { Metric } from '../shared/alarm/alarm-rule.ts';
import type { Instant } from '../shared/calendar/instant.ts';
import type { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Fleet } from '../shared/fleet/member.ts';
import type { NoticeQueue } from '../shared/notice/notice.ts';
import type { AlarmStore, QuietStore } from '../shared/store/alarm-ports.ts';
import type { HoldStore, RowStore, RunStore } from '../shared/store/ports.ts';

/** A stretch of closed periods, aligned to the period: datapoints at `from`, `from + period`, … before `to`. */
export interface Range {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly periodSeconds: number;
}

/** One series that some rule wants. Two queries that say the same are the same series. */
export type SeriesQuery =
  | { readonly kind: 'metric'; readonly metric: Metric; readonly range: Range }
  | {
      readonly kind: 'expression';
      readonly expression: string;
      readonly metrics: Readonly<Record<string, Metric>>;
      readonly range: Range;
    }
  | { readonly kind: 'prometheus'; readonly url: string; readonly query: string; readonly range: Range };

/** Values by the instant at which their period begins; a period without one is missing. */
export type Series = ReadonlyMap<Instant, number>;

/** Where values come from. */
export interface Metrics {
  /** One answer for each query, in their order; a failure touches only its own queries. */
  fetch(queries: readonly SeriesQuery[]): Promise<readonly (Series | ExternalFailure)[]>;
}

export interface AlarmSettings {
  /** Account and region whose runs mute rules, such as `self/ap-northeast-2`. */
  readonly targetId: string;
  readonly timeZone: string;
  readonly warnMinutes: number;
}

/** What the alarms function needs from the world. */
export interface AlarmPorts {
  readonly rows: Pick<RowStore, 'read'>;
  readonly memory: Pick<RunStore, 'runs'> & Pick<HoldStore, 'holds'>;
  readonly alarms: AlarmStore & QuietStore;
  /** Loaded on first use, and only where a rule asks which instances are up. */
  readonly fleet: () => Promise<Pick<Fleet, 'list'>>;
  readonly metrics: Metrics;
  readonly notices: NoticeQueue;
  readonly settings: AlarmSettings;
}
