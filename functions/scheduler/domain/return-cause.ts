import { MINUTES_PER_DAY } from '../../shared/calendar/instant.ts';
import type { Edge, ExceptionEnd, Timetable } from '../../shared/calendar/timetable.ts';
import type { ReturnCause, Run } from '../../shared/store/run-record.ts';
import { hasStopAt } from './dropped-stop.ts';

/** What took a stop already begun back, where this start does: one that lies before that stop. */
export function returnCause(timetable: Timetable, last: Run | undefined, start: Edge): ReturnCause | undefined {
  if (last?.edge.kind !== 'stop' || start.kind !== 'start' || start.at >= last.edge.at) return undefined;
  const end = exceptionAgainst(timetable, last.edge);
  if (end !== undefined) {
    const { uuid, by, note } = end;
    return { kind: 'exception', uuid, ...(by !== undefined && { by }), ...(note !== undefined && { note }) };
  }
  if (start.cause.kind === 'hold') return start.cause;
  const { cause } = last.edge;
  return cause.kind === 'hold' ? { kind: 'lifted', by: cause.by } : { kind: 'changed' };
}

/** The stop exception but for which the stop would still be there: the day without it, or with the time it had before. */
function exceptionAgainst(timetable: Timetable, stop: Edge): ExceptionEnd | undefined {
  const { zone, exceptions } = timetable;
  const date = zone.localDay(stop.at);
  for (const day of [date, date - 1]) {
    const { stop: end, ...others } = exceptions.get(day) ?? {};
    if (end === undefined) continue;
    const minute = zone.localMinute(stop.at) + (date - day) * MINUTES_PER_DAY;
    const before = stop.cause.kind === 'exception' ? { ...others, stop: { ...end, minute } } : others;
    if (hasStopAt({ ...timetable, exceptions: new Map(exceptions).set(day, before) }, stop.at)) return end;
  }
  return undefined;
}
