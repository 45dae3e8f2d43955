import { describe, expect, it } from 'vitest';
import { decide, edgesBetween } from '../../../functions/shared/calendar/edges.ts';
import type { EdgeKind, Hold } from '../../../functions/shared/calendar/timetable.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { entryOf, said, seoul } from '../rows/entry-of.ts';

const THU = '2026-11-19';
const FRI = '2026-11-20';
const OFFICE = { StartTime: '09:30', StopTime: '22:00' };
const ALL_DAY = { StartTime: '00:00', StopTime: '24:00' };
const DISABLED = { ...OFFICE, Enabled: false };
const UNMANAGED = {};

const hold = (kind: EdgeKind, at: string, until?: string): Hold => ({
  kind,
  at: seoul(at),
  ...(until !== undefined && { until: seoul(until) }),
  by: 'kim',
});

const edges = (row: Item, held: Hold): string[] =>
  edgesBetween(entryOf(row, [], { hold: held }).timetable, seoul(`${THU} 06:00`), seoul(`${FRI} 12:00`)).map(said);

interface Case {
  readonly rule: string;
  readonly row: Item;
  readonly held: Hold;
  /** From Thursday 06:00 to Friday 12:00. */
  readonly is: readonly string[];
}

const cases: readonly Case[] = [
  {
    rule: 'a start without an end lasts until the next edge, here the usual start',
    row: OFFICE,
    held: hold('start', `${THU} 07:00`),
    is: [`start ${THU} 07:00`, `start ${THU} 09:30`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'a stop without an end lasts until the next edge, here the usual stop',
    row: OFFICE,
    held: hold('stop', `${THU} 12:00`),
    is: [`start ${THU} 09:30`, `stop ${THU} 12:00`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'edges within the hold are void',
    row: OFFICE,
    held: hold('start', `${THU} 21:00`, `${THU} 23:00`),
    is: [`start ${THU} 09:30`, `start ${THU} 21:00`, `stop ${THU} 23:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'nothing returns where the schedule wants at the end what the hold wanted',
    row: OFFICE,
    held: hold('start', `${THU} 20:00`, `${THU} 21:00`),
    is: [`start ${THU} 09:30`, `start ${THU} 20:00`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'a stop for an hour brings the servers back',
    row: OFFICE,
    held: hold('stop', `${THU} 12:00`, `${THU} 13:00`),
    is: [`start ${THU} 09:30`, `stop ${THU} 12:00`, `start ${THU} 13:00`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'an edge at the very beginning is replaced',
    row: OFFICE,
    held: hold('start', `${THU} 22:00`, `${THU} 23:00`),
    is: [`start ${THU} 09:30`, `start ${THU} 22:00`, `stop ${THU} 23:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'an edge at the very end is the schedule’s own',
    row: OFFICE,
    held: hold('stop', `${THU} 12:00`, `${THU} 22:00`),
    is: [`start ${THU} 09:30`, `stop ${THU} 12:00`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'an edge at the very end that undoes the hold is the schedule’s own too',
    row: OFFICE,
    held: hold('start', `${THU} 12:00`, `${THU} 22:00`),
    is: [`start ${THU} 09:30`, `start ${THU} 12:00`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
  {
    rule: 'a stop hold over a window that never closes ends with a start',
    row: ALL_DAY,
    held: hold('stop', `${THU} 12:00`, `${THU} 13:00`),
    is: [`stop ${THU} 12:00`, `start ${THU} 13:00`],
  },
  {
    rule: 'a stop hold without end over a window that never closes stays',
    row: ALL_DAY,
    held: hold('stop', `${THU} 12:00`),
    is: [`stop ${THU} 12:00`],
  },
  {
    rule: 'a disabled schedule is held, and the opposite follows',
    row: DISABLED,
    held: hold('start', `${THU} 12:00`, `${THU} 14:00`),
    is: [`start ${THU} 12:00`, `stop ${THU} 14:00`],
  },
  {
    rule: 'an unmanaged schedule is held without end',
    row: UNMANAGED,
    held: hold('start', `${THU} 12:00`),
    is: [`start ${THU} 12:00`],
  },
  {
    rule: 'a hold that ends where it begins changes nothing',
    row: OFFICE,
    held: hold('stop', `${THU} 12:00`, `${THU} 12:00`),
    is: [`start ${THU} 09:30`, `stop ${THU} 22:00`, `start ${FRI} 09:30`],
  },
];

describe('a hold', () => {
  it.each(cases)('$rule', ({ row, held, is }) => {
    expect(edges(row, held)).toEqual(is);
  });

  it.each(cases)('decides what its edges say: $rule', ({ row, held, is }) => {
    const { timetable } = entryOf(row, [], { hold: held });
    for (const minute of ['11:59', '12:00', '13:00', '13:30', '20:30', '21:59', '22:00', '22:30', '23:00']) {
      const now = seoul(`${THU} ${minute}`);
      const { latest, next } = decide(timetable, now);
      const before = is.filter((edge) => seoul(edge.slice(-16)) <= now).at(-1);
      const after = is.find((edge) => seoul(edge.slice(-16)) > now);
      if (before !== undefined) expect(latest && said(latest)).toBe(before);
      if (after !== undefined) expect(next && said(next)).toBe(after);
    }
  });

  it('names who said it, where it begins and where it brings the schedule back', () => {
    const held = hold('stop', `${THU} 12:00`, `${THU} 13:00`);
    const { timetable } = entryOf(OFFICE, [], { hold: held });
    const causes = edgesBetween(timetable, seoul(`${THU} 12:00`), seoul(`${THU} 22:01`)).map(({ cause }) => cause);
    expect(causes).toEqual([{ kind: 'hold', by: 'kim' }, { kind: 'hold', by: 'kim' }, { kind: 'weekly' }]);
  });

  it('leaves the schedule’s own cause to an edge at its end', () => {
    const held = hold('start', `${THU} 12:00`, `${THU} 22:00`);
    const { timetable } = entryOf(OFFICE, [], { hold: held });
    expect(decide(timetable, seoul(`${THU} 22:00`)).latest?.cause).toEqual({ kind: 'weekly' });
  });

  it('is still what was said last on a schedule that has no edges, long after its end', () => {
    const { timetable } = entryOf(DISABLED, [], { hold: hold('start', `${THU} 12:00`, `${THU} 14:00`) });
    expect(decide(timetable, seoul('2027-11-19 12:00')).desired).toBe('stopped');
  });
});
