import { describe, expect, it } from 'vitest';
import { decide, edgesBetween } from '../../../functions/shared/calendar/edges.ts';
import { ALWAYS } from '../../../functions/shared/calendar/timetable.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { entryOf, said, seoul } from '../rows/entry-of.ts';

const THU = '2026-11-19';
const FRI = '2026-11-20';
const SAT = '2026-11-21';
const OFFICE = { DaysActive: 'weekdays', StartTime: '09:30', StopTime: '22:00' };

const edges = (row: Item, exceptions: readonly string[], [from, to]: readonly [string, string]): string[] =>
  edgesBetween(entryOf(row, exceptions).timetable, seoul(from), seoul(to)).map(said);

describe('windows of neighbouring days', () => {
  it('joins overtime with a window that opens one minute after it', () => {
    expect(edges(OFFICE, [`stop ${THU} 33:29`], [`${THU} 06:00`, `${SAT} 06:00`])).toEqual([
      `start ${THU} 09:30`,
      `stop ${FRI} 22:00`,
    ]);
  });

  it('keeps overtime apart from a window that opens two minutes after it', () => {
    expect(edges(OFFICE, [`stop ${THU} 33:28`], [`${THU} 10:00`, `${FRI} 10:00`])).toEqual([
      `stop ${FRI} 09:28`,
      `start ${FRI} 09:30`,
    ]);
  });

  it('joins overtime of nearly two days with the window it swallows', () => {
    expect(edges(OFFICE, [`stop ${THU} 47:59`], [`${THU} 10:00`, `${SAT} 06:00`])).toEqual([`stop ${FRI} 23:59`]);
  });

  it('joins overtime up to 47:59 with a window that opens at midnight, wherever the question begins', () => {
    const row = { DaysActive: 'tue,thu', StartTime: '00:00', StopTime: '06:00' };
    expect(edges(row, ['stop 2026-11-17 47:59'], [`${THU} 00:00`, `${FRI} 00:00`])).toEqual([`stop ${THU} 06:00`]);
  });

  it('joins 23:59 with midnight even where the question ends between them', () => {
    const { timetable } = entryOf({
      Periods: [
        { DaysActive: 'thu', StartTime: '20:00', StopTime: '23:59' },
        { DaysActive: 'fri', StartTime: '00:00', StopTime: '06:00' },
      ],
    });
    const found = edgesBetween(timetable, seoul(`${THU} 23:00`), seoul(`${THU} 23:59`) + 30_000);
    expect(found).toEqual([]);
  });

  it('joins 23:59 with midnight though the hour between comes twice (Cairo)', () => {
    const periods = [
      { StartTime: '00:00', StopTime: '06:00' },
      { StartTime: '20:00', StopTime: '23:59' },
    ];
    const { timetable } = entryOf({ TimeZone: 'Africa/Cairo', Periods: periods });
    // At midnight of 2026-10-30 the clock goes back to 23:00: from 23:59 to 00:00 it is 61 minutes.
    const night = edgesBetween(timetable, Date.parse('2026-10-29T12:00:00Z'), Date.parse('2026-10-30T12:00:00Z'));
    expect(night.map(({ kind, at }) => `${kind} ${new Date(at).toISOString()}`)).toEqual([
      'start 2026-10-29T17:00:00.000Z',
      'stop 2026-10-30T04:00:00.000Z',
    ]);
  });

  it('does not stop at the end of overtime that runs into a day with a start and no stop', () => {
    const startOnFriday = {
      Periods: [
        { ...OFFICE, DaysActive: 'thu' },
        { DaysActive: 'fri', StartTime: '08:00' },
      ],
    };
    expect(edges(startOnFriday, [`stop ${THU} 34:00`], [`${THU} 10:00`, `${SAT} 06:00`])).toEqual([
      `start ${FRI} 08:00`,
    ]);
  });

  it('stops at the end of overtime before a later start without a stop', () => {
    const startOnFriday = {
      Periods: [
        { ...OFFICE, DaysActive: 'thu' },
        { DaysActive: 'fri', StartTime: '11:00' },
      ],
    };
    const expected = [`stop ${FRI} 10:00`, `start ${FRI} 11:00`];
    expect(edges(startOnFriday, [`stop ${THU} 34:00`], [`${THU} 10:00`, `${SAT} 06:00`])).toEqual(expected);
  });

  it('keeps a start and a stop of the same day that lie inside its window', () => {
    const row = { Periods: [{ StartTime: '09:00', StopTime: '18:00' }, { StartTime: '11:00' }, { StopTime: '12:00' }] };
    const expected = [`start ${THU} 09:00`, `start ${THU} 11:00`, `stop ${THU} 12:00`, `stop ${THU} 18:00`];
    expect(edges(row, [], [`${THU} 06:00`, `${FRI} 06:00`])).toEqual(expected);
  });

  it('lets a later day close what overtime and its own window end at together', () => {
    const row = { Periods: [{ ...OFFICE }, { DaysActive: 'fri', StartTime: '11:00' }] };
    const expected = [`start ${FRI} 11:00`, `stop ${FRI} 22:00`];
    expect(edges(row, [`stop ${THU} 46:00`], [`${THU} 10:00`, `${SAT} 06:00`])).toEqual(expected);
  });
});

describe('edges at one instant', () => {
  it('keeps only the start where a start and a stop meet', () => {
    const row = { Periods: [{ StartTime: '09:00', StopTime: '12:00' }, { StartTime: '12:00' }] };
    expect(edges(row, [], [`${THU} 06:00`, `${FRI} 06:00`])).toEqual([`start ${THU} 09:00`, `start ${THU} 12:00`]);
  });

  it('keeps one of two stops', () => {
    const row = { Periods: [{ StartTime: '09:00', StopTime: '12:00' }, { StopTime: '12:00' }] };
    expect(edges(row, [], [`${THU} 06:00`, `${FRI} 06:00`])).toEqual([`start ${THU} 09:00`, `stop ${THU} 12:00`]);
  });

  it('includes the first instant asked for and not the last', () => {
    expect(edges(OFFICE, [], [`${THU} 09:30`, `${THU} 22:00`])).toEqual([`start ${THU} 09:30`]);
  });

  it('has none between an instant and itself, or an earlier one', () => {
    expect(edges(OFFICE, [], [`${THU} 09:30`, `${THU} 09:30`])).toEqual([]);
    expect(edges(OFFICE, [], [`${FRI} 00:00`, `${THU} 00:00`])).toEqual([]);
  });
});

describe('the decision at an instant', () => {
  const decided = (row: Item, wallTime: string): (string | undefined)[] => {
    const { desired, latest, next } = decide(entryOf(row).timetable, seoul(wallTime));
    return [desired, latest && said(latest), next && said(next)];
  };

  it.each([
    {
      rule: 'an edge counts from its own instant on',
      at: `${THU} 09:30`,
      is: ['running', `start ${THU} 09:30`, `stop ${THU} 22:00`],
    },
    {
      rule: 'the minute before it does not count',
      at: `${THU} 09:29`,
      is: ['stopped', 'stop 2026-11-18 22:00', `start ${THU} 09:30`],
    },
    {
      rule: 'a weekend looks back to Friday',
      at: '2026-11-22 12:00',
      is: ['stopped', `stop ${FRI} 22:00`, 'start 2026-11-23 09:30'],
    },
  ])('$rule', ({ at, is }) => {
    expect(decided(OFFICE, at)).toEqual(is);
  });

  it('looks back and ahead to a window that opens once a year', () => {
    const row = { Periods: [{ Months: 'mar', MonthDays: '1', StartTime: '09:00', StopTime: '18:00' }] };
    expect(decided(row, '2027-02-28 12:00')).toEqual(['stopped', 'stop 2026-03-01 18:00', 'start 2027-03-01 09:00']);
  });

  it('runs in a window that never closes, since always', () => {
    const { timetable } = entryOf({ StartTime: '00:00', StopTime: '24:00' });
    const latest = { kind: 'start', at: ALWAYS, cause: { kind: 'weekly' } };
    expect(decide(timetable, seoul(`${THU} 12:00`))).toEqual({ desired: 'running', latest, next: undefined });
  });

  it.each([
    { rule: 'without times nothing is managed', row: { DaysActive: 'all' } },
    { rule: 'a disabled schedule manages nothing', row: { ...OFFICE, Enabled: false } },
  ])('$rule', ({ row }) => {
    expect(decided(row, `${THU} 12:00`)).toEqual(['unmanaged', undefined, undefined]);
  });

  it('names the exception that moved an edge, who wrote it and why', () => {
    const { timetable } = entryOf(OFFICE, [`stop ${THU} 23:00`]);
    expect(decide(timetable, seoul(`${THU} 12:00`)).next?.cause).toEqual({ kind: 'exception', uuid: '0' });
    expect(decide(timetable, seoul(`${THU} 12:00`)).latest?.cause).toEqual({ kind: 'weekly' });
  });
});
