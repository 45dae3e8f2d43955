import type { LocalDay } from '../../../shared/calendar/instant.ts';
import type { DayException, EdgeKind, ExceptionEnd, Hold, Timetable } from '../../../shared/calendar/timetable.ts';

/** The timetable with one exception set, or without it where `end` is undefined. */
export function withException(
  timetable: Timetable,
  { day, type }: { readonly day: LocalDay; readonly type: EdgeKind },
  end: ExceptionEnd | undefined,
): Timetable {
  const { [type]: _former, ...other } = timetable.exceptions.get(day) ?? {};
  const exception: DayException = end === undefined ? other : { ...other, [type]: end };
  const exceptions = new Map(timetable.exceptions);
  if (exception.start === undefined && exception.stop === undefined) exceptions.delete(day);
  else exceptions.set(day, exception);
  return { ...timetable, exceptions };
}

export const withHold = (timetable: Timetable, hold: Hold): Timetable => ({ ...timetable, hold });

export function withoutHold({ hold: _hold, ...timetable }: Timetable): Timetable {
  return timetable;
}
