import { describe, expect, it } from 'vitest';
import { explainDay } from '../../../functions/shared/calendar/explain-day.ts';
import type { DayExplanation } from '../../../functions/shared/calendar/explain-day.ts';
import { dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import type { Timetable } from '../../../functions/shared/calendar/timetable.ts';
import { entryOf, readTables, said, seoul } from '../rows/entry-of.ts';

const THU = '2026-11-19';
const OFFICE = { DaysActive: 'weekdays', StartTime: '09:30', StopTime: '22:00' };

const explained = (timetable: Timetable, date: string): DayExplanation => explainDay(timetable, dayOfDate(date) ?? 0);
const ends = ({ ends: all }: DayExplanation): string[] =>
  all.map((end) => `${said(end)} ${end.cause.kind}${end.happens ? '' : ', not happening'}`);

describe('a day explained', () => {
  it('is active with its weekly ends', () => {
    const day = explained(entryOf(OFFICE).timetable, THU);
    expect(day.status).toEqual({ kind: 'active' });
    expect(ends(day)).toEqual([`start ${THU} 09:30 weekly`, `stop ${THU} 22:00 weekly`]);
    expect(day.edges.map(said)).toEqual([`start ${THU} 09:30`, `stop ${THU} 22:00`]);
  });

  it('is not active on a weekend', () => {
    const day = explained(entryOf(OFFICE).timetable, '2026-11-21');
    expect(day).toMatchObject({ status: { kind: 'not-active' }, ends: [], edges: [] });
  });

  it('is a holiday by name where the calendar closes it', () => {
    const [entry] = readTables({
      Schedule: [{ ScheduleName: 'S', Calendar: 'KR', ...OFFICE }],
      ScheduleException: [
        { ScheduleName: 'calendar:KR', ExceptionUuid: '1', ExceptionDate: '2026-12-25', Note: 'Christmas' },
        { ScheduleName: 'calendar:KR', ExceptionUuid: '2', ExceptionDate: '2026-12-26', Note: 'Saturday' },
      ],
    }).entries;
    if (entry === undefined) throw new Error('the schedule was not read');
    expect(explained(entry.timetable, '2026-12-25').status).toEqual({ kind: 'holiday', name: 'Christmas' });
    // A Saturday would not have been active anyway.
    expect(explained(entry.timetable, '2026-12-26').status).toEqual({ kind: 'not-active' });
  });

  it('carries the exception that opens it, though it is not active', () => {
    const day = explained(entryOf(OFFICE, ['start 2026-11-21 10:00']).timetable, '2026-11-21');
    expect(day).toMatchObject({ status: { kind: 'not-active' }, exception: { start: { minute: 600 } } });
    expect(ends(day)).toEqual(['start 2026-11-21 10:00 exception', 'stop 2026-11-21 22:00 weekly']);
  });

  it('shows which end joins the next day’s window', () => {
    const day = explained(entryOf(OFFICE, [`stop ${THU} 34:00`]).timetable, THU);
    expect(ends(day)).toEqual([`start ${THU} 09:30 weekly`, 'stop 2026-11-20 10:00 exception, not happening']);
  });

  it('shows a stop after midnight with its own day, and among the edges of the date it falls on', () => {
    const { timetable } = entryOf({ ...OFFICE, StartTime: '20:00', StopTime: '04:00' });
    expect(ends(explained(timetable, THU))).toEqual([`start ${THU} 20:00 weekly`, 'stop 2026-11-20 04:00 weekly']);
    expect(explained(timetable, THU).edges.map(said)).toEqual([`stop ${THU} 04:00`, `start ${THU} 20:00`]);
  });

  it('shows what a hold voids', () => {
    const hold = { kind: 'start', at: seoul(`${THU} 21:00`), until: seoul(`${THU} 23:00`), by: 'kim' } as const;
    const day = explained(entryOf(OFFICE, [], { hold }).timetable, THU);
    expect(ends(day)).toEqual([`start ${THU} 09:30 weekly`, `stop ${THU} 22:00 weekly, not happening`]);
    expect(day.edges.map(said)).toEqual([`start ${THU} 09:30`, `start ${THU} 21:00`, `stop ${THU} 23:00`]);
  });

  it('tells what a disabled schedule would do', () => {
    const day = explained(entryOf({ ...OFFICE, Enabled: false }).timetable, THU);
    expect(day).toMatchObject({ status: { kind: 'disabled' }, edges: [] });
    expect(ends(day)).toEqual([`start ${THU} 09:30 weekly, not happening`, `stop ${THU} 22:00 weekly, not happening`]);
  });
});
