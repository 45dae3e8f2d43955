import { edgesBetween } from '../../shared/calendar/edges.ts';
import type { Instant, LocalDay } from '../../shared/calendar/instant.ts';
import type { Edge, Timetable } from '../../shared/calendar/timetable.ts';

/**
 * The operating day whose exception `stop None` makes this stop not happen; a stop at 02:00 mostly belongs to the day before.
 * Undefined where none would: the stop ends the first of a day's two windows, or a hold brings it on a day off.
 */
export function dayThatDrops(timetable: Timetable, { at }: Edge): LocalDay | undefined {
  if (!hasStopAt(timetable, at)) return undefined;
  const date = timetable.zone.localDay(at);
  return [date, date - 1].find((day) => {
    const exception = { ...timetable.exceptions.get(day), stop: { minute: 'none', uuid: '' } } as const;
    return !hasStopAt({ ...timetable, exceptions: new Map(timetable.exceptions).set(day, exception) }, at);
  });
}

export const hasStopAt = (timetable: Timetable, at: Instant): boolean =>
  edgesBetween(timetable, at, at + 1).some(({ kind }) => kind === 'stop');
