import type { LocalDay } from '../calendar/instant.ts';
import { dateOfDay } from '../calendar/local-date.ts';
import type { DayException, ExceptionEnd } from '../calendar/timetable.ts';
import { readExceptionRow } from './exception-row.ts';
import type { Exception } from './exception-row.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

/** Days after its date for which a row matters: a stop may be on the next day (47:59 at the latest), a start cannot. */
const MATTERS_DAYS = { start: 0, stop: 1 };

/** The exceptions of one schedule. */
export interface Exceptions {
  readonly byDay: ReadonlyMap<LocalDay, DayException>;
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
  /** Problems and advices of dates that no longer matter. */
  readonly past: readonly Problem[];
}

/** Reads the ScheduleException rows of one schedule; `today` is the date in its zone. */
export function readExceptions(scheduleName: string, items: readonly Item[], today: LocalDay): Exceptions {
  const byDay = new Map<LocalDay, DayException>();
  const problems: Problem[] = [];
  const advices: Problem[] = [];
  const past: Problem[] = [];
  for (const item of items) {
    const row = readExceptionRow(scheduleName, item);
    const isPast = row.day !== undefined && row.day < today - MATTERS_DAYS[row.type ?? 'stop'];
    (isPast ? past : problems).push(...row.problems);
    (isPast ? past : advices).push(...row.advices);
    if (row.exception === undefined) continue;
    const { day, type, end } = row.exception;
    const rival = byDay.get(day)?.[type];
    if (rival === undefined || isLater(end, rival)) byDay.set(day, { ...byDay.get(day), [type]: end });
    if (rival !== undefined) (isPast ? past : advices).push(duplicate(row.label, row.exception, rival));
  }
  return { byDay, problems, advices, past };
}

/** In code-point order, which is that of UTF-8 bytes (and not always that of `<`, which compares UTF-16 units). */
const isLater = (a: ExceptionEnd, b: ExceptionEnd): boolean =>
  Buffer.compare(Buffer.from(a.uuid), Buffer.from(b.uuid)) > 0;

function duplicate(label: string, { day, type, end }: Exception, rival: ExceptionEnd): Problem {
  const [counts, other] = isLater(end, rival) ? [end, rival] : [rival, end];
  return {
    row: label,
    attribute: 'ExceptionUuid',
    got: `${rival.uuid} and ${end.uuid}`,
    expected: `one row for the ${type} of ${dateOfDay(day)}: ${counts.uuid} counts, delete ${other.uuid}`,
  };
}
