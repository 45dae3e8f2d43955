import { describe, expect, it } from 'vitest';
import { edgesBetween } from '../../../functions/shared/calendar/edges.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { entryOf, said, seoul } from '../rows/entry-of.ts';

// 2026-11-19 is a Thursday.
const OFFICE = { DaysActive: 'weekdays', StartTime: '09:30', StopTime: '22:00' };
const NIGHT = { DaysActive: 'weekdays', StartTime: '20:00', StopTime: '04:00' };
const START_ONLY = { DaysActive: 'weekdays', StartTime: '09:30' };
const STOP_ONLY = { DaysActive: 'weekdays', StopTime: '22:00' };
const TWO_WINDOWS = {
  Periods: [
    { StartTime: '09:00', StopTime: '12:00' },
    { StartTime: '13:00', StopTime: '18:00' },
  ],
};
/** Two periods that together make one day, as people write them who think of each end by itself. */
const APART = { Periods: [START_ONLY, STOP_ONLY] };
const TWO_STARTS = { Periods: [{ StartTime: '09:00' }, { StartTime: '13:00' }, { StopTime: '18:00' }] };
const EVENING_STOP = { Periods: [{ StartTime: '09:00', StopTime: '18:00' }, { StopTime: '22:00' }] };
const EARLY_START = { Periods: [{ StartTime: '07:00' }, { StartTime: '09:00', StopTime: '18:00' }] };

interface Case {
  readonly rule: string;
  readonly row: Item;
  readonly exceptions: readonly string[];
  /** Edges from Thursday 06:00 to Friday 06:00, or as long as `until`. */
  readonly edges: readonly string[];
  readonly until?: string;
}

const THU = '2026-11-19';
const FRI = '2026-11-20';
const SAT = '2026-11-21';

const cases: readonly Case[] = [
  {
    rule: 'a stop before a night window has opened is on the next day',
    row: NIGHT,
    exceptions: [`stop ${THU} 02:00`],
    edges: [`start ${THU} 20:00`, `stop ${FRI} 02:00`],
  },
  {
    rule: 'a night window stays up longer',
    row: NIGHT,
    exceptions: [`stop ${THU} 29:00`],
    edges: [`start ${THU} 20:00`, `stop ${FRI} 05:00`],
  },
  {
    rule: 'a start after the usual stop of an active day runs to that time of the next day',
    row: { ...OFFICE, StopTime: '12:00' },
    exceptions: [`start ${THU} 23:00`, `start ${FRI} None`, `stop ${FRI} None`],
    edges: [`start ${THU} 23:00`, `stop ${FRI} 12:00`],
    until: `${FRI} 18:00`,
  },
  {
    rule: 'a stop at the very time of the start is on the next day',
    row: { ...OFFICE, DaysActive: 'thu' },
    exceptions: [`stop ${THU} 09:30`],
    edges: [`start ${THU} 09:30`, `stop ${FRI} 09:30`],
    until: `${FRI} 18:00`,
  },
  {
    rule: 'a day that does not open still stops where a stop exception says so',
    row: OFFICE,
    exceptions: [`start ${THU} None`, `stop ${THU} 18:00`],
    edges: [`stop ${THU} 18:00`],
  },
  {
    rule: 'a night that does not open still stops the next morning',
    row: NIGHT,
    exceptions: [`start ${THU} None`],
    edges: [`stop ${FRI} 04:00`],
  },
  {
    rule: 'start None on a day of several windows leaves only the last stop',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} None`],
    edges: [`stop ${THU} 18:00`],
  },
  {
    rule: 'stop None leaves the last window open and the others as they are',
    row: TWO_WINDOWS,
    exceptions: [`stop ${THU} None`],
    edges: [`start ${THU} 09:00`, `stop ${THU} 12:00`, `start ${THU} 13:00`],
  },
  {
    rule: 'stop None with a late start leaves one start',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} 14:00`, `stop ${THU} None`],
    edges: [`start ${THU} 14:00`],
  },
  {
    rule: 'stop None with a start after every window leaves that start',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} 19:00`, `stop ${THU} None`],
    edges: [`start ${THU} 19:00`],
  },
  {
    rule: 'new ends that lie between the windows are the one window',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} 12:10`, `stop ${THU} 12:50`],
    edges: [`start ${THU} 12:10`, `stop ${THU} 12:50`],
  },
  {
    rule: 'a start at the end of the first window opens the second early',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} 12:00`],
    edges: [`start ${THU} 12:00`, `stop ${THU} 18:00`],
  },
  {
    rule: 'a stop at the beginning of the second window keeps the first open until then',
    row: TWO_WINDOWS,
    exceptions: [`stop ${THU} 13:00`],
    edges: [`start ${THU} 09:00`, `stop ${THU} 13:00`],
  },
  {
    rule: 'both ends move out and the gap stays',
    row: TWO_WINDOWS,
    exceptions: [`start ${THU} 08:00`, `stop ${THU} 20:00`],
    edges: [`start ${THU} 08:00`, `stop ${THU} 12:00`, `start ${THU} 13:00`, `stop ${THU} 20:00`],
  },
  {
    rule: 'a stop-only day: the stop moves',
    row: STOP_ONLY,
    exceptions: [`stop ${THU} 23:00`],
    edges: [`stop ${THU} 23:00`],
  },
  {
    rule: 'a stop-only day: an early stop is on its own date',
    row: STOP_ONLY,
    exceptions: [`stop ${THU} 07:00`],
    edges: [`stop ${THU} 07:00`],
  },
  {
    rule: 'a stop-only day with a start is a window',
    row: STOP_ONLY,
    exceptions: [`start ${THU} 10:00`],
    edges: [`start ${THU} 10:00`, `stop ${THU} 22:00`],
  },
  { rule: 'a stop-only day with stop None has no edges', row: STOP_ONLY, exceptions: [`stop ${THU} None`], edges: [] },
  {
    rule: 'a start-only day: the start moves',
    row: START_ONLY,
    exceptions: [`start ${THU} 08:00`],
    edges: [`start ${THU} 08:00`],
  },
  {
    rule: 'a start-only day with a stop is a window',
    row: START_ONLY,
    exceptions: [`stop ${THU} 18:00`],
    edges: [`start ${THU} 09:30`, `stop ${THU} 18:00`],
  },
  {
    rule: 'a start-only day that does not open has no edges',
    row: START_ONLY,
    exceptions: [`start ${THU} None`],
    edges: [],
  },
  {
    rule: 'a start and a stop from two periods move like one window',
    row: APART,
    exceptions: [`stop ${THU} 26:00`],
    edges: [`start ${THU} 09:30`, `stop ${FRI} 02:00`],
  },
  {
    rule: 'of several starts the first moves and later ones stay',
    row: TWO_STARTS,
    exceptions: [`start ${THU} 08:00`],
    edges: [`start ${THU} 08:00`, `start ${THU} 13:00`, `stop ${THU} 18:00`],
  },
  {
    rule: 'a moved start leaves a later stop of its own where it is',
    row: EVENING_STOP,
    exceptions: [`start ${THU} 10:00`],
    edges: [`start ${THU} 10:00`, `stop ${THU} 18:00`, `stop ${THU} 22:00`],
  },
  {
    rule: 'a moved stop leaves an earlier start of its own where it is',
    row: EARLY_START,
    exceptions: [`stop ${THU} 20:00`],
    edges: [`start ${THU} 07:00`, `start ${THU} 09:00`, `stop ${THU} 20:00`],
  },
  {
    rule: 'stop None keeps an earlier start of its own',
    row: EARLY_START,
    exceptions: [`stop ${THU} None`],
    edges: [`start ${THU} 07:00`, `start ${THU} 09:00`],
  },
];

describe('exceptions of an active day', () => {
  it.each(cases)('$rule', ({ row, exceptions, edges, until = `${FRI} 06:00` }) => {
    const { timetable, problems } = entryOf(row, exceptions);
    expect(problems).toEqual([]);
    expect(edgesBetween(timetable, seoul(`${THU} 06:00`), seoul(until)).map(said)).toEqual(edges);
  });
});

describe('exceptions of a day that is not active', () => {
  const saturday = (row: Item, exceptions: readonly string[]): string[] =>
    edgesBetween(entryOf(row, exceptions).timetable, seoul(`${SAT} 06:00`), seoul('2026-11-23 06:00')).map(said);

  it.each([
    {
      rule: 'the usual stop of a night schedule is the next morning',
      row: NIGHT,
      edges: [`start ${SAT} 10:00`, 'stop 2026-11-22 04:00'],
    },
    {
      rule: 'the usual stop is the latest over Periods',
      row: { Periods: [{ ...OFFICE }, { ...NIGHT, DaysActive: 'mon' }] },
      edges: [`start ${SAT} 10:00`, 'stop 2026-11-22 04:00'],
    },
    { rule: 'without any StopTime it only starts', row: START_ONLY, edges: [`start ${SAT} 10:00`] },
  ])('$rule', ({ row, edges }) => {
    expect(saturday(row, [`start ${SAT} 10:00`])).toEqual(edges);
  });

  it('opens without end where its stop is None', () => {
    expect(saturday(OFFICE, [`start ${SAT} 10:00`, `stop ${SAT} None`])).toEqual([`start ${SAT} 10:00`]);
  });

  it('stays closed under start None', () => {
    expect(saturday(OFFICE, [`start ${SAT} None`])).toEqual([]);
  });
});
