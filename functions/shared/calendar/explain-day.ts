import { PeriodPlans } from './day-plan.ts';
import type { DayPlan } from './day-plan.ts';
import { edgesBetween } from './edges.ts';
import { MINUTES_PER_DAY } from './instant.ts';
import type { Instant, LocalDay } from './instant.ts';
import { OperatingDays } from './operating-day.ts';
import type { Cause, DayException, Edge, EdgeKind, Timetable } from './timetable.ts';

/** How an operating day stands, its exceptions aside. */
export type DayStatus =
  | { readonly kind: 'active' }
  | { readonly kind: 'not-active' }
  /** The schedule's calendar closes a day that would have been active. */
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'disabled' };

/** A start or stop that an operating day asks for. */
export interface DayEnd {
  readonly kind: EdgeKind;
  /** Minute of the operating day; 1440 and more are on the next date. */
  readonly minute: number;
  readonly at: Instant;
  readonly cause: Cause;
  /** False where it is no edge in the end: its window joins another, a hold is in force, the schedule is disabled. */
  readonly happens: boolean;
}

/** One operating day, explained. */
export interface DayExplanation {
  readonly day: LocalDay;
  readonly status: DayStatus;
  readonly exception: DayException | undefined;
  /** What the operating day asks for, in order. */
  readonly ends: readonly DayEnd[];
  /** What happens from midnight to midnight of that date, whichever operating day or hold it comes from. */
  readonly edges: readonly Edge[];
}

/** What applies on one operating day, and why. */
export function explainDay(timetable: Timetable, day: LocalDay): DayExplanation {
  const { zone } = timetable;
  return {
    day,
    status: statusOf(timetable, day),
    exception: timetable.exceptions.get(day),
    ends: endsOf(timetable, day),
    edges: edgesBetween(timetable, zone.instantOf(day, 0), zone.instantOf(day, MINUTES_PER_DAY)),
  };
}

function statusOf({ enabled, periods, holidays }: Timetable, day: LocalDay): DayStatus {
  if (!enabled) return { kind: 'disabled' };
  if (isEmpty(PeriodPlans.of(periods).planOf(day))) return { kind: 'not-active' };
  const holiday = holidays.get(day);
  return holiday === undefined ? { kind: 'active' } : { kind: 'holiday', name: holiday };
}

function endsOf(timetable: Timetable, day: LocalDay): DayEnd[] {
  const { windows, starts, stops } = new OperatingDays(timetable).planOf(day);
  const planned = [...windows.flatMap(({ start, stop }) => [start, stop]), ...starts, ...stops];
  // An operating day's last stop is before the end of the next day.
  const from = timetable.zone.instantOf(day, 0);
  const edges = edgesBetween(timetable, from, timetable.zone.instantOf(day, 2 * MINUTES_PER_DAY) + 1);
  return planned
    .map(({ kind, minute, cause }) => {
      const at = timetable.zone.instantOf(day, minute);
      return { kind, minute, at, cause, happens: edges.some((edge) => edge.kind === kind && edge.at === at) };
    })
    .sort((a, b) => a.minute - b.minute);
}

const isEmpty = ({ windows, starts, stops }: DayPlan): boolean => windows.length + starts.length + stops.length === 0;
