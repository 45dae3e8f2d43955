import { MINUTES_PER_DAY } from '../../functions/shared/calendar/instant.ts';
import { formatTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import { AttributeReader } from '../../functions/shared/rows/attributes.ts';
import { scheduleLabel } from '../../functions/shared/rows/schedule-row.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Carried } from './carried.ts';
import * as jandi from './jandi-days.ts';
import { textOf } from '../text-of.ts';

/** A row of the original's Schedule table; `timeZone` is the one that its code set. */
export function carrySchedule(item: Item, timeZone: string): Carried {
  const carried = new Carried(scheduleLabel(textOf(item['ScheduleName'])), item);
  setTimeZone(carried, timeZone);
  leaveOutUnread(carried, UNREAD);
  leaveOutForceStart(carried);
  setEnabled(carried);
  const failing = failingAttribute(item);
  if (failing !== undefined) switchOff(carried, failing, FAILED);
  else if (typeof item['TagValue'] !== 'string') switchOff(carried, 'TagValue', FAILED_ON_ITS_DAYS);
  else {
    carryDays(carried);
    compareTimes(carried);
    compareTag(carried);
  }
  return carried;
}

/** Attributes that the original did not read and Curfew would. */
const UNREAD = [
  ...['Periods', 'MonthDays', 'Months', 'Calendar', 'WarnMinutes', 'Enforce', 'ForceStop', 'Hibernate', 'Channels'],
];

export function leaveOutUnread(carried: Carried, attributes: readonly string[]): void {
  for (const attribute of attributes) {
    if (carried.item[attribute] === undefined) continue;
    carried.leaveOut('kept', attribute, { before: 'not read', now: 'left out; here it would have an effect' });
  }
}

/** In the row, so that it does not hang on the stack. */
function setTimeZone(carried: Carried, timeZone: string): void {
  const written = carried.item['TimeZone'];
  carried.row['TimeZone'] = timeZone;
  if (written === undefined || written === timeZone) return;
  carried.note('kept', 'TimeZone', { before: `not read: its times were of ${timeZone}`, now: timeZone });
}

/** An order of the moment, which may be long past when the row begins to count. */
function leaveOutForceStart(carried: Carried): void {
  if (!jandi.isYesInPython(carried.item['ForceStart'])) return;
  const order = `curfew bot "${String(carried.item['ScheduleName'])} force_start"`;
  carried.leaveOut('changes', 'ForceStart', {
    before: 'started everything, until all of it ran',
    now: `left out; if it still counts: ${order}`,
  });
}

function setEnabled(carried: Carried): void {
  const written = carried.item['Enabled'];
  const wasOn = jandi.isYesInPython(written);
  carried.row['Enabled'] = wasOn;
  if (written === true || written === false) return;
  const isOffHere = new AttributeReader('', carried.item).flag('Enabled') === false;
  if (!wasOn && !isOffHere)
    carried.note('kept', 'Enabled', { before: 'off', now: 'false is written: without it Curfew is on' });
  else if (typeof written === 'string' && /^\s*(false|no|none|null|off|0)\s*$/i.test(written)) {
    carried.row['Enabled'] = false;
    carried.note('changes', 'Enabled', { before: 'on: any text counted as yes', now: 'off, as it says' });
  }
}

/** The attribute at which the original raised an error; a tick ended there. */
function failingAttribute(item: Item): string | undefined {
  if (typeof item['DaysActive'] !== 'string') return 'DaysActive';
  return ['StartTime', 'StopTime'].find((attribute) => jandi.timeOfOriginal(item[attribute]) === undefined);
}

const FAILED = 'an error that ended every tick here: neither this schedule nor those after it did anything';
const FAILED_ON_ITS_DAYS = 'an error that ended every tick on its days, as long as it was on';

/** What never acted stays off, until somebody says what was meant. */
function switchOff(carried: Carried, attribute: string, before: string): void {
  carried.row['Enabled'] = false;
  carried.note('changes', attribute, { before, now: `off (Enabled false): check ${attribute}, then switch it on` });
}

function carryDays(carried: Carried): void {
  const written = String(carried.item['DaysActive']);
  const before = jandi.daysOfOriginal(written);
  const readable = jandi.readableParts(written);
  if (readable.length === 0) {
    delete carried.row['DaysActive'];
    switchOff(carried, 'DaysActive', 'no day: nothing started or stopped');
    return;
  }
  const kept = readable.join(',');
  const isCut = jandi.daysHere(written) === undefined;
  if (isCut) carried.row['DaysActive'] = kept;
  const here = jandi.daysHere(kept);
  if (here !== undefined && (here.everyWeek !== before || here.sometimes)) {
    const now = here.sometimes ? `the days that ${kept} says` : jandi.dayWords(here.everyWeek);
    carried.note('changes', 'DaysActive', { before: jandi.dayWords(before), now });
  } else if (isCut) {
    carried.note('kept', 'DaysActive', { before: jandi.dayWords(before), now: `${kept} is written` });
  }
}

function compareTimes(carried: Carried): void {
  const [start, stop] = [carried.item['StartTime'], carried.item['StopTime']].map(jandi.timeOfOriginal);
  if (typeof start !== 'number' || typeof stop !== 'number') return;
  const here = jandi.daysHere(String(carried.row['DaysActive'] ?? ''));
  const days = here?.everyWeek ?? 0;
  const stops = formatTimeOfDay(stop);
  if (stop < start && (days !== jandi.EVERY_DAY || here?.sometimes))
    carried.note('changes', 'StopTime', {
      before: `stopped at ${stops} on the days of DaysActive themselves; what started on the last of them ran on`,
      now: `stops at ${stops} on the day after each start`,
    });
  if ((start - stop + MINUTES_PER_DAY) % MINUTES_PER_DAY === 1 && jandi.hasNeighbours(days))
    carried.note('changes', 'StopTime', {
      before: `stopped at ${stops}, to start a minute later, where a tick came just then`,
      now: 'runs through: a gap of a minute is none',
    });
}

function compareTag(carried: Carried): void {
  const tag = String(carried.item['TagValue']);
  if (tag.trim() === '') switchOff(carried, 'TagValue', 'instances whose ScheduleName tag is empty');
  else if (/[*?]/.test(tag))
    carried.note('changes', 'TagValue', {
      before: 'of EC2, every instance whose tag fits the wildcards',
      now: 'instances with this very tag',
    });
}
