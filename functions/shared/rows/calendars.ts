import type { LocalDay } from '../calendar/instant.ts';
import { dateOfDay, yearMonthDayOf } from '../calendar/local-date.ts';
import { shown } from './attributes.ts';
import { readHolidayRow } from './exception-row.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { CALENDAR_PREFIX, scheduleLabel } from './schedule-row.ts';
import type { Item, Schedule } from './schedule.ts';

/** A calendar that reaches no further than this runs out: time enough to add rows before a holiday is missed. */
const COMING_DAYS = 28;
/** Days in which a year's end is near enough to ask for the next year's holidays too. */
const NEXT_YEAR_DAYS = 92;

/** A holiday calendar: the ScheduleException rows of `calendar:NAME`. */
export interface Calendar {
  readonly holidays: ReadonlyMap<LocalDay, string>;
  /** Rows that could not be read. They are ignored: a calendar belongs to many schedules, and one bad row stops none. */
  readonly problems: readonly Problem[];
}

export const NO_CALENDAR: Calendar = { holidays: new Map(), problems: [] };

/** `KR` of `calendar:KR`; undefined for the name of a schedule. */
export const calendarName = (scheduleName: string): string | undefined =>
  scheduleName.startsWith(CALENDAR_PREFIX) ? scheduleName.slice(CALENDAR_PREFIX.length) : undefined;

/** Reads the rows of one holiday calendar. */
export function readCalendar(scheduleName: string, items: readonly Item[]): Calendar {
  const rows = items.map((item) => readHolidayRow(scheduleName, item));
  const holidays = new Map<LocalDay, string>();
  for (const { day, name } of rows) if (day !== undefined) holidays.set(day, name);
  return { holidays, problems: rows.flatMap(({ problems }) => problems) };
}

/**
 * What to tell about the calendar of a schedule: its bad rows, that there is none of that name, or that it runs out.
 * `today` is the date in the schedule's zone.
 */
export function calendarAdvices(
  schedule: Schedule,
  calendars: ReadonlyMap<string, Calendar>,
  today: LocalDay,
): Problem[] {
  if (schedule.calendar === undefined) return [];
  const calendar = calendars.get(schedule.calendar) ?? NO_CALENDAR;
  const meant = calendars.has(schedule.calendar) ? undefined : nearest(schedule.calendar, [...calendars.keys()]);
  if (meant !== undefined) return [misnamed(schedule, schedule.calendar, meant)];
  const last = Math.max(...calendar.holidays.keys());
  if (last >= today + COMING_DAYS) return [...calendar.problems];
  const reach = last === -Infinity ? 'it has none' : `its last is ${dateOfDay(last)}`;
  const runsOut: Problem = {
    row: scheduleLabel(schedule.name),
    attribute: 'Calendar',
    got: shown(schedule.calendar),
    expected: `a calendar with holidays to come (${reach}): ${whatToType(schedule.calendar, missingYears(last, today))}`,
  };
  return [...calendar.problems, runsOut];
}

const misnamed = ({ name }: Schedule, got: string, meant: string): Problem => ({
  row: scheduleLabel(name),
  attribute: 'Calendar',
  got: shown(got),
  expected: `${meant}: there are rows of ${CALENDAR_PREFIX}${meant} and none of ${CALENDAR_PREFIX}${got}`,
});

function whatToType(calendar: string, years: readonly number[]): string {
  const isCountry = /^[a-z]{2}$/i.test(calendar);
  if (isCountry) return `type \`curfew holidays ${calendar} ${years.join(' ')} --put\``;
  return `put rows of ${years.join(' and ')} into ScheduleException with the ScheduleName ${shown(CALENDAR_PREFIX + calendar)}`;
}

/** The years that the calendar lacks: from the one after its last holiday's, and from this one, until the one soon to come. */
function missingYears(last: LocalDay, today: LocalDay): number[] {
  const thisYear = yearMonthDayOf(today).year;
  const first = last === -Infinity ? thisYear : Math.max(thisYear, yearMonthDayOf(last).year + 1);
  const end = Math.max(first, yearMonthDayOf(today + NEXT_YEAR_DAYS).year);
  return Array.from({ length: end - first + 1 }, (_, index) => first + index);
}
