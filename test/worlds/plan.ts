import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { Published } from './published.ts';

/** A stretch of time in which things go wrong, and how often; rates are between 0 and 1. */
export interface FaultSpan {
  readonly from: number;
  readonly to: number;
  /** Of ticks: never come, come late, come twice. */
  readonly lostTicks: number;
  readonly lateTicks: number;
  readonly doubledTicks: number;
  /** Of messages on the scheduler's and the notice queue: lost (events only), handed out twice, late. */
  readonly lostEvents: number;
  readonly doubledMessages: number;
  readonly lateMessages: number;
  /** Of invocations: die after one of their changes; take long, so that others come between. */
  readonly crashes: number;
  readonly slow: number;
  /** Of requests to EC2 and RDS, to DynamoDB, to SQS and to the chat: fail, or are carried out and lose their answer. */
  readonly awsErrors: number;
  readonly storeErrors: number;
  readonly queueErrors: number;
  readonly chatErrors: number;
  /** Clocks are wrong by at most so much. */
  readonly skewMs: number;
}

export type Happening = { readonly at: number } & (
  | { readonly kind: 'by-hand'; readonly op: 'start' | 'stop'; readonly id: string }
  | { readonly kind: 'put'; readonly table: keyof TableRows; readonly row: Item }
  | { readonly kind: 'delete'; readonly table: keyof TableRows; readonly key: Item }
  | { readonly kind: 'force'; readonly schedule: string; readonly flag: 'ForceStart' | 'ForceStop' }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'sick'; readonly id: string }
  | { readonly kind: 'healed'; readonly id: string }
  | { readonly kind: 'fall-back'; readonly id: string }
);

/** How they are counted. */
export const HAPPENINGS: Readonly<Record<Happening['kind'], string>> = {
  'by-hand': 'instances started or stopped by hand',
  put: 'rows written',
  delete: 'rows deleted',
  force: 'ForceStart or ForceStop set',
  command: 'commands in the chat',
  sick: 'instances that AWS will not start for a while',
  healed: 'such instances healed',
  'fall-back': 'instances that fall back after their start',
};

/** Everything that a seed decides before the world begins. */
export interface WorldPlan {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** From here on nothing goes wrong any more, and nobody does anything. */
  readonly calmFrom: number;
  readonly tickMinutes: number;
  readonly timeZone: string;
  readonly warnMinutes: number;
  /** Items that DynamoDB answers at once. */
  readonly pageSize: number;
  readonly rows: TableRows;
  readonly fleet: readonly FleetInstance[];
  readonly happenings: readonly Happening[];
  readonly faults: readonly FaultSpan[];
  /** What CloudWatch knows, by the name of the metric. Where this is given, alarms are evaluated at each tick, and no schedule is. */
  readonly metrics?: ReadonlyMap<string, Published>;
}
