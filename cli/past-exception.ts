import { decide } from '../functions/shared/calendar/edges.ts';
import { explainDay } from '../functions/shared/calendar/explain-day.ts';
import { MINUTES_PER_DAY } from '../functions/shared/calendar/instant.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import { dateOfDay } from '../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../functions/shared/calendar/time-of-day.ts';
import type { Timetable } from '../functions/shared/calendar/timetable.ts';
import type { Entry } from '../functions/shared/rows/schedule.ts';
import { exceptionUuid } from '../functions/shared/store/exceptions.ts';
import type { ExceptionOrder } from '../functions/shared/store/exceptions.ts';
import { localDateTime } from '../functions/webhook/domain/local-time.ts';

type Order = Pick<ExceptionOrder, 'day' | 'type' | 'minute'>;

/** Why an exception comes too late, and what was probably meant; undefined where its time is still to come. */
export function tooLate(order: Order, { schedule, timetable }: Entry, now: Instant): string | undefined {
  const { day, type, minute } = order;
  const { zone } = timetable;
  const uuid = exceptionUuid({ scheduleName: schedule.name, day, type });
  const changed = { ...timetable.exceptions.get(day), [type]: { minute, uuid } };
  const after: Timetable = { ...timetable, exceptions: new Map([...timetable.exceptions, [day, changed]]) };
  if (minute === 'none') {
    // On its own day, or into the next, leaving out what has happened brings the state before it back.
    const isPast = day < zone.localDay(now) && aheadOf(timetable, now) === aheadOf(after, now);
    return isPast ? `${dateOfDay(day)} is past: ${type} None changes nothing any more` : undefined;
  }
  const end = explainDay(after, day).ends.find(({ cause }) => cause.kind === 'exception' && cause.uuid === uuid);
  const at = end?.at ?? zone.instantOf(day, minute);
  if (at > now) return undefined;
  const past = `the ${type} ${localDateTime(at, zone.name)} is past`;
  const onNextDate = minute + MINUTES_PER_DAY;
  const isMeant = type === 'stop' && minute < MINUTES_PER_DAY && zone.instantOf(day, onNextDate) > now;
  return isMeant
    ? `${past}; for ${formatTimeOfDay(minute)} on the next date type ${formatTimeOfDay(onNextDate)}`
    : past;
}

/** What is wanted now, and what comes next. */
function aheadOf(timetable: Timetable, now: Instant): string {
  const { desired, next } = decide(timetable, now);
  return JSON.stringify([desired, next?.kind, next?.at]);
}
