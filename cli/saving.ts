import { decide, edgesBetween } from '../functions/shared/calendar/edges.ts';
import { HOUR_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import type { Timetable } from '../functions/shared/calendar/timetable.ts';
import type { Member } from '../functions/shared/fleet/member.ts';
import type { Entry } from '../functions/shared/rows/schedule.ts';

/** US dollars an hour, by size: `m5.large`; `db.t3.medium`, or with its engine `db.t3.medium postgres`. */
export type Prices = ReadonlyMap<string, number>;

/** What a schedule keeps off in a span of time. */
export interface Saving {
  readonly schedule: string;
  /** Those that Curfew can start and stop. */
  readonly instances: number;
  /** Instances times the hours of the span. */
  readonly hours: number;
  /** Instances times the hours in which the schedule wants them off. */
  readonly hoursOff: number;
  /** Of the sizes that have a price; undefined where none has. */
  readonly savedUsd: number | undefined;
  /** The sizes that have none. */
  readonly unpriced: readonly string[];
}

export interface SavingQuestion {
  /** Of all schedules. */
  readonly members: readonly Member[];
  readonly prices: Prices;
  readonly from: Instant;
  readonly to: Instant;
}

/** Counts the span [from, to) by the rows alone: not what people did by hand, nor the minutes that a stop takes. */
export function savingOf({ schedule, timetable }: Entry, { members, prices, from, to }: SavingQuestion): Saving {
  const own = members.filter(({ tagValue, skip }) => tagValue === schedule.tagValue && skip === undefined);
  const off = hoursOff(timetable, from, to);
  const priced = own.flatMap(({ size }) => priceOf(size, prices) ?? []);
  return {
    schedule: schedule.name,
    instances: own.length,
    hours: own.length * ((to - from) / HOUR_MS),
    hoursOff: own.length * off,
    savedUsd: priced.length === 0 ? undefined : priced.reduce((sum, price) => sum + price * off, 0),
    unpriced: [
      ...new Set(own.filter(({ size }) => priceOf(size, prices) === undefined).map(({ size }) => size)),
    ].sort(),
  };
}

const priceOf = (size: string, prices: Prices): number | undefined =>
  prices.get(size) ?? prices.get(size.split(' ')[0] ?? '');

function hoursOff(timetable: Timetable, from: Instant, to: Instant): number {
  let off = 0;
  let since = decide(timetable, from).desired === 'stopped' ? from : undefined;
  for (const { kind, at } of edgesBetween(timetable, from, to)) {
    if (kind === 'stop') since ??= at;
    else if (since !== undefined) {
      off += at - since;
      since = undefined;
    }
  }
  return (since === undefined ? off : off + to - since) / HOUR_MS;
}
