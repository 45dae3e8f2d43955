import type { Instant } from '../shared/calendar/instant.ts';
import type { Fleet } from '../shared/fleet/member.ts';
import type { Place } from '../shared/fleet/target.ts';
import type { NoticeQueue } from '../shared/notice/notice.ts';
import type { MemoryStore, RowStore } from '../shared/store/ports.ts';

/** Wakes the scheduler a little later, outside its rate: one message on its own queue. */
export interface WakeUps {
  /** `delaySeconds`: 0 to 900. */
  send(delaySeconds: number): Promise<void>;
}

export interface SchedulerSettings {
  /** Account and region whose instances this scheduler works, such as `self/ap-northeast-2`. */
  readonly targetId: string;
  /** Undefined where that is Curfew's own account and region, and there is no other. */
  readonly place?: Place;
  /** Zone of schedules that name none. */
  readonly timeZone: string;
  /** WarnMinutes of schedules that name none. */
  readonly warnMinutes: number;
  /** Minutes between two ticks, 1 to 60. */
  readonly tickMinutes: number;
}

/** What the scheduler needs from the world. */
export interface SchedulerPorts {
  readonly rows: RowStore;
  readonly memory: MemoryStore;
  /** Loaded on first use: an idle tick needs no EC2 or RDS client. */
  readonly fleet: () => Promise<Fleet>;
  readonly notices: NoticeQueue;
  readonly wakeUps: WakeUps;
  readonly settings: SchedulerSettings;
}

/** What woke the scheduler. */
export type Trigger =
  | { readonly kind: 'tick' }
  /** A state change that EventBridge told of, or a wake-up of our own. */
  | {
      readonly kind: 'events';
      readonly events: readonly FleetEvent[];
      readonly wakeUp: boolean;
    };

export interface FleetEvent {
  readonly instanceId: string;
  readonly at: Instant;
  /** `rds-auto-restart`: RDS starts the instance by itself after seven days; `rds-started`: it is up, whoever started it. */
  readonly kind: 'state-change' | 'rds-auto-restart' | 'rds-started';
}
