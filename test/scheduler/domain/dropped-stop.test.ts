import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/shared/calendar/edges.ts';
import { dateOfDay, dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import { EVERY_DAY } from '../../../functions/shared/calendar/day-rule.ts';
import type { Hold, Timetable } from '../../../functions/shared/calendar/timetable.ts';
import { dayThatDrops } from '../../../functions/scheduler/domain/dropped-stop.ts';
import { tellWarning } from '../../../functions/scheduler/domain/tell-run.ts';
import { emptyRecord, entry } from './given.ts';

const hours = (start: number, stop: number) => ({ days: EVERY_DAY, startMinute: start * 60, stopMinute: stop * 60 });
const FRIDAY = dayOfDate('2026-11-20') ?? 0;
const at = (iso: string): number => Date.parse(`${iso}+09:00`);
const holdUntil = (iso: string): Hold => ({ kind: 'start', at: at('2026-11-20T17:00'), until: at(iso), by: 'mina' });

const cases: readonly { rule: string; given: Partial<Timetable>; after: string; day: string | undefined }[] = [
  {
    rule: 'the same date, for a stop in the evening',
    given: { periods: [hours(9, 22)] },
    after: '2026-11-20T21:00',
    day: '2026-11-20',
  },
  {
    rule: 'the date before, for a stop at 02:00',
    given: { periods: [hours(9, 26)] },
    after: '2026-11-21T01:00',
    day: '2026-11-20',
  },
  {
    rule: 'the date before, for overtime that an exception gave',
    given: {
      periods: [hours(9, 22)],
      exceptions: new Map([[FRIDAY, { stop: { minute: 26 * 60, uuid: 'x', by: 'mina' } }]]),
    },
    after: '2026-11-21T01:00',
    day: '2026-11-20',
  },
  {
    rule: "the day's last stop, where it has two windows",
    given: { periods: [hours(9, 12), hours(14, 18)] },
    after: '2026-11-20T17:00',
    day: '2026-11-20',
  },
  {
    rule: 'none for the first of two stops of a day: an exception moves only the last',
    given: { periods: [hours(9, 12), hours(14, 18)] },
    after: '2026-11-20T11:00',
    day: undefined,
  },
  {
    rule: 'the day that a hold goes on beyond',
    given: { periods: [hours(9, 18)], hold: holdUntil('2026-11-20T22:00') },
    after: '2026-11-20T21:00',
    day: '2026-11-20',
  },
  {
    rule: 'none where a hold brings the stop on a day off',
    given: { hold: holdUntil('2026-11-20T22:00') },
    after: '2026-11-20T21:00',
    day: undefined,
  },
];

describe('the operating day whose stop exception drops a stop', () => {
  it.each(cases.map((one) => [one.rule, one] as const))('is %s', (_rule, { given, after, day }) => {
    const { timetable } = entry({ timetable: given });
    const stop = decide(timetable, at(after)).next;
    if (stop?.kind !== 'stop') throw new Error('no stop ahead');
    const found = dayThatDrops(timetable, stop);
    expect(found === undefined ? undefined : dateOfDay(found)).toBe(day);
  });

  it('is in the warning as the command of a button', () => {
    const given = entry({ timetable: { periods: [hours(9, 26)] } });
    const now = at('2026-11-21T01:50');
    const stop = decide(given.timetable, now).next;
    if (stop === undefined) throw new Error('no stop ahead');
    expect(tellWarning({ entry: given, record: emptyRecord, now }, stop, 8).actions).toEqual([
      { label: 'extend-1h', command: 'Development extend 1h' },
      { label: 'not-tonight', command: 'Development exception set 2026-11-20 stop None' },
      { label: 'stop-now', command: 'Development force_stop' },
    ]);
  });
});
