import { withException } from './day-exception.ts';
import { NO_PLAN, PeriodPlans } from './day-plan.ts';
import type { DayPlan } from './day-plan.ts';
import type { LocalDay } from './instant.ts';
import type { Timetable } from './timetable.ts';

/** What the operating days of a timetable ask for, each by itself. */
export class OperatingDays {
  readonly #timetable: Timetable;
  readonly #plans: PeriodPlans;

  constructor(timetable: Timetable) {
    this.#timetable = timetable;
    this.#plans = PeriodPlans.of(timetable.periods);
  }

  /** The day's periods unless it is a holiday, then its exceptions. */
  planOf(day: LocalDay): DayPlan {
    const { periods, exceptions, holidays } = this.#timetable;
    const isHoliday = holidays.size > 0 && holidays.has(day);
    const plan = isHoliday ? NO_PLAN : this.#plans.planOf(day);
    const exception = exceptions.size > 0 ? exceptions.get(day) : undefined;
    return exception === undefined ? plan : withException(plan, exception, periods);
  }
}
