import type { TableRows } from '../../functions/shared/rows/schedule.ts';
import type { Chance } from './chance.ts';
import type { Happening } from './plan.ts';
import { CALENDAR } from './plan-rows.ts';
import { Wanted } from './wanted.ts';

const MINUTE_MS = 60_000;

/** So long before and after a stop people think of it. */
const AROUND_MINUTES = 25;

interface Stage {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
  readonly rows: TableRows;
}

/** What people order around the stops that the rows ask for, and take back some minutes later. */
export function planSecondThoughts(chance: Chance, stage: Stage): Happening[] {
  const stops = stopsOf(stage);
  return Array.from({ length: chance.whole(0, 3) }).flatMap(() => {
    const stop = chance.oneOf(stops);
    if (stop === undefined) return [];
    const [order, back] = chance.pick<readonly [string, string]>([
      [`extend ${chance.whole(5, 120)}m`, 'exception del today stop'],
      [`force_start ${chance.whole(5, 120)}m`, 'release'],
      [`force_stop ${chance.whole(5, 120)}m`, 'release'],
    ]);
    const at = stop.at + chance.whole(-AROUND_MINUTES * 60, AROUND_MINUTES * 60) * 1_000;
    const later = at + chance.whole(1, 40) * MINUTE_MS;
    return [
      { at, what: order },
      { at: later, what: back },
    ]
      .filter((one) => one.at > stage.from && one.at < stage.to)
      .map((one): Happening => ({ at: one.at, kind: 'command', text: `"${stop.schedule}" ${one.what}` }));
  });
}

function stopsOf({ rows, ...span }: Stage): { readonly schedule: string; readonly at: number }[] {
  const holidays = rows.ScheduleException.filter(({ ScheduleName }) => ScheduleName === CALENDAR);
  const wanted = new Wanted(span);
  return rows.Schedule.flatMap((row) => {
    const schedule = String(row['ScheduleName']);
    const exceptions = rows.ScheduleException.filter(({ ScheduleName }) => ScheduleName === schedule);
    return wanted
      .edges({ from: span.from, row, groups: [], exceptions, holidays, hold: undefined })
      .filter(({ kind, at }) => kind === 'stop' && at > span.from && at < span.to)
      .map(({ at }) => ({ schedule, at }));
  });
}
