import type { TableRows } from '../../functions/shared/rows/schedule.ts';
import type { Chance } from './chance.ts';
import type { Happening } from './plan.ts';
import { CALENDAR, dateAt, holidayOf } from './plan-rows.ts';

const MINUTE_MS = 60_000;

interface Stage {
  readonly from: number;
  readonly to: number;
  readonly rows: TableRows;
}

/** Holidays that are entered late, and some that are struck again. */
export function planHolidays(chance: Chance, { from, to }: Omit<Stage, 'rows'>): Happening[] {
  if (chance.is(0.8)) return [];
  return Array.from({ length: chance.whole(1, 2) }).flatMap(() => {
    const at = chance.whole(from, to - MINUTE_MS);
    const row = holidayOf(dateAt(at, chance.whole(0, 1)));
    const entered: Happening = { at, kind: 'put', table: 'ScheduleException', row };
    const struckAt = at + chance.whole(1, 600) * MINUTE_MS;
    if (struckAt >= to || chance.is(0.5)) return [entered];
    const key = { ScheduleName: CALENDAR, ExceptionUuid: row['ExceptionUuid'] };
    return [entered, { at: struckAt, kind: 'delete', table: 'ScheduleException', key }];
  });
}

/** Starts and stops that people leave out for a day, by a row or in the chat; some of it they take back. */
export function planDaysOff(chance: Chance, { from, to, rows }: Stage): Happening[] {
  if (chance.is(0.6)) return [];
  return Array.from({ length: chance.whole(1, 3) }).flatMap(() => {
    const schedule = String(chance.oneOf(rows.Schedule)?.['ScheduleName']);
    const at = chance.whole(from, to - MINUTE_MS);
    const date = dateAt(at, chance.whole(0, 1));
    const ends = chance.pick<readonly string[]>([['start'], ['stop'], ['start', 'stop'], ['start', 'stop']]);
    const isByHand = chance.is(0.5);
    const leftOut = ends.map((end): Happening => {
      if (!isByHand) return { at, kind: 'command', text: `"${schedule}" exception set ${date} ${end} None` };
      const row = {
        ...{ ScheduleName: schedule, ExceptionUuid: `by-hand-${date}-${end}` },
        ...{ ExceptionDate: date, ExceptionType: end, ExceptionValue: 'None' },
      };
      return { at, kind: 'put', table: 'ScheduleException', row };
    });
    const back = at + chance.whole(1, 240) * MINUTE_MS;
    if (back >= to || chance.is(0.6)) return leftOut;
    const text = `"${schedule}" exception del ${date} ${chance.pick(['start', 'stop'])}`;
    return [...leftOut, { at: back, kind: 'command', text }];
  });
}
