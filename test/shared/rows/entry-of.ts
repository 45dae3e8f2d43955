import type { Edge, Hold } from '../../../functions/shared/calendar/timetable.ts';
import { readRows } from '../../../functions/shared/rows/read-rows.ts';
import type { Reading } from '../../../functions/shared/rows/read-rows.ts';
import type { Entry, Item, TableRows } from '../../../functions/shared/rows/schedule.ts';

/** Noon of a Thursday in Seoul, where nothing in a row says otherwise. */
export const THURSDAY_NOON = seoul('2026-11-19 12:00');

export interface Around {
  readonly now?: number;
  readonly hold?: Hold;
}

/** The instant of a wall time in Seoul, which has no daylight saving. */
export function seoul(wallTime: string): number {
  return Date.parse(`${wallTime.replace(' ', 'T')}:00+09:00`);
}

/** Reads rows as a stack in Seoul with ten minutes of warning does. */
export function readTables(rows: Partial<TableRows>, { now = THURSDAY_NOON, hold }: Around = {}): Reading {
  const tables = { Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [], ...rows };
  const holds = new Map(hold === undefined ? [] : [['S', hold]]);
  return readRows(tables, { timeZone: 'Asia/Seoul', warnMinutes: 10, now, holds });
}

/** Reads a schedule `S` with its exceptions, written `stop 2026-11-19 26:00`. */
export function entryOf(schedule: Item, exceptions: readonly string[] = [], around: Around = {}): Entry {
  const rows = exceptions.map((text, index) => {
    const [type, date, value] = text.split(' ');
    return {
      ...{ ScheduleName: 'S', ExceptionUuid: `${index}` },
      ExceptionDate: date,
      ExceptionType: type,
      ExceptionValue: value,
    };
  });
  const [entry] = readTables(
    { Schedule: [{ ScheduleName: 'S', ...schedule }], ScheduleException: rows },
    around,
  ).entries;
  if (entry === undefined) throw new Error('the schedule was not read');
  return entry;
}

/** An edge in Seoul's wall time: `start 2026-11-19 09:30`. */
export function said({ kind, at }: Edge): string {
  return `${kind} ${inSeoul(at)}`;
}

function inSeoul(at: number): string {
  return new Date(at + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
