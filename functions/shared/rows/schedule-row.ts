import { MINUTES_PER_DAY } from '../calendar/instant.ts';
import type { EdgeKind, Period } from '../calendar/timetable.ts';
import { Zone, zoneNamed } from '../calendar/zone.ts';
import { AttributeReader } from './attributes.ts';
import { readChannels } from './channels.ts';
import { PERIOD_ATTRIBUTES, readPeriods } from './period-row.ts';
import type { Problem } from './problem.ts';
import type { Item, Schedule } from './schedule.ts';
import { readTimeZone } from './time-zone.ts';

/** Rows of ScheduleException whose ScheduleName begins like this are holidays of a calendar. */
export const CALENDAR_PREFIX = 'calendar:';

const ATTRIBUTES = [
  ...['ScheduleName', 'TagValue', 'Enabled', 'TimeZone', 'Periods', 'Calendar', 'WarnMinutes', 'Enforce'],
  ...['ForceStart', 'ForceStop', 'Hibernate', 'Channels'],
  ...PERIOD_ATTRIBUTES,
];

/** A row of the Schedule table by itself. */
export interface ScheduleRow {
  readonly schedule: Schedule;
  readonly enabled: boolean;
  readonly zone: Zone;
  readonly periods: readonly Period[];
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

/** What the stack says where a row says nothing. */
export interface ScheduleDefaults {
  readonly timeZone: string;
  readonly warnMinutes: number;
}

/** Reads the row of the Schedule table named `name`. A file, unlike the table, may hold several: the first is read. */
export function readScheduleRow(name: string, items: readonly Item[], defaults: ScheduleDefaults): ScheduleRow {
  const reader = new AttributeReader(scheduleLabel(name), items[0] ?? {});
  if (items.length > 1) {
    reader.refuse('ScheduleName', `one row of this name, not ${items.length}: delete or rename the others`);
  }
  if (name.startsWith(CALENDAR_PREFIX)) {
    reader.refuse('ScheduleName', `a name that does not begin with ${CALENDAR_PREFIX}, which is for holiday calendars`);
  }
  const zone = readTimeZone(reader, defaults.timeZone) ?? zoneNamed(defaults.timeZone) ?? UTC;
  const enabled = reader.flag('Enabled') ?? true;
  const periods = readPeriods(reader);
  const schedule: Schedule = {
    name,
    tagValue: reader.text('TagValue', "the value of the instances' ScheduleName tag, such as Development") ?? name,
    timeZone: zone.name,
    calendar: readCalendarName(reader),
    warnMinutes: reader.wholeNumber('WarnMinutes', WARN_MINUTES) ?? defaults.warnMinutes,
    enforce: reader.flag('Enforce') ?? false,
    force: readForce(reader),
    hibernate: reader.flag('Hibernate') ?? false,
    channels: readChannels(reader),
  };
  reader.adviseOnNearMisses(ATTRIBUTES);
  return { schedule, enabled, zone, periods, problems: reader.problems, advices: reader.advices };
}

/** How problems name the row of a schedule. */
export const scheduleLabel = (name: string): string => `Schedule ${name}`;

const UTC = new Zone('UTC');

const WARN_MINUTES = {
  from: 0,
  to: MINUTES_PER_DAY,
  meaning: 'minutes of notice before a stop such as 10, or 0 for no warning',
};

function readCalendarName(reader: AttributeReader): string | undefined {
  const name = reader.text('Calendar', 'the name of a holiday calendar such as KR');
  return name?.startsWith(CALENDAR_PREFIX) ? name.slice(CALENDAR_PREFIX.length) : name;
}

function readForce(reader: AttributeReader): EdgeKind | undefined {
  const start = reader.flag('ForceStart') ?? false;
  const stop = reader.flag('ForceStop') ?? false;
  if (start && stop) return reader.refuse('ForceStart', 'ForceStart or ForceStop, not both: set one to false');
  if (start) return 'start';
  return stop ? 'stop' : undefined;
}
