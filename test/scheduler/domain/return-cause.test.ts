import { expect, it } from 'vitest';
import { returnCause } from '../../../functions/scheduler/domain/return-cause.ts';
import { EVERY_DAY } from '../../../functions/shared/calendar/day-rule.ts';
import { decide } from '../../../functions/shared/calendar/edges.ts';
import { dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import type { Cause, ExceptionEnd, Hold, Timetable } from '../../../functions/shared/calendar/timetable.ts';
import type { ReturnCause } from '../../../functions/shared/store/run-record.ts';
import { entry, openRun } from './given.ts';

const FRIDAY = dayOfDate('2026-11-20') ?? 0;
const at = (iso: string): number => Date.parse(`${iso}+09:00`);
const hours = (start: number, stop: number) => ({ days: EVERY_DAY, startMinute: start * 60, stopMinute: stop * 60 });
const DAYTIME = { periods: [hours(9, 22)] };

const stopBy = (hour: number | 'none', by: string, note?: string): ExceptionEnd => ({
  minute: hour === 'none' ? hour : hour * 60,
  uuid: by,
  by,
  ...(note !== undefined && { note }),
});
const onDay = (day: number, stop: ExceptionEnd) => ({ ...DAYTIME, exceptions: new Map([[day, { stop }]]) });
const byMina: ReturnCause = { kind: 'exception', uuid: 'mina', by: 'mina' };
const ofKim: Cause = { kind: 'exception', uuid: 'kim', by: 'kim' };
const held = (from: string, until: string): Hold => ({ kind: 'start', at: at(from), until: at(until), by: 'lee' });

interface Case {
  readonly rule: string;
  /** The stop that was carried out: 22:00 on Friday as every day, unless told. */
  readonly stopped?: { readonly at: string; readonly cause: Cause };
  /** What the rows say a minute later. */
  readonly now: Partial<Timetable>;
  readonly cause: ReturnCause;
}

const cases: readonly Case[] = [
  {
    rule: 'the exception that moved the stop, with its note',
    now: onDay(FRIDAY, stopBy(26, 'mina', 'Release night')),
    cause: { ...byMina, note: 'Release night' },
  },
  { rule: 'the exception that dropped the stop', now: onDay(FRIDAY, stopBy('none', 'mina')), cause: byMina },
  {
    rule: 'the exception that runs into the next morning, whose stop is the usual one',
    now: onDay(FRIDAY, stopBy(33, 'mina')),
    cause: byMina,
  },
  {
    rule: 'the exception of the day before, for a stop after midnight',
    stopped: { at: '2026-11-21T02:00', cause: { kind: 'weekly' } },
    now: { ...onDay(FRIDAY, stopBy(28, 'mina')), periods: [hours(9, 26)] },
    cause: byMina,
  },
  {
    rule: 'the exception that took the place of an earlier stop by another',
    stopped: { at: '2026-11-20T20:00', cause: ofKim },
    now: onDay(FRIDAY, stopBy(23, 'mina')),
    cause: byMina,
  },
  {
    rule: 'the exception that dropped what another had moved past midnight',
    stopped: { at: '2026-11-21T02:00', cause: ofKim },
    now: onDay(FRIDAY, stopBy('none', 'mina')),
    cause: byMina,
  },
  {
    rule: 'nobody, where the exception was deleted',
    stopped: { at: '2026-11-20T20:00', cause: ofKim },
    now: DAYTIME,
    cause: { kind: 'changed' },
  },
  {
    rule: 'not the exception of last night, where today’s was deleted',
    stopped: { at: '2026-11-20T20:00', cause: ofKim },
    now: onDay(FRIDAY - 1, stopBy(23, 'mina')),
    cause: { kind: 'changed' },
  },
  {
    rule: 'not an exception that was there all along, where the week changed',
    stopped: { at: '2026-11-20T12:00', cause: { kind: 'weekly' } },
    now: onDay(FRIDAY, stopBy(23, 'mina')),
    cause: { kind: 'changed' },
  },
  {
    rule: 'the hold that goes on for longer',
    stopped: { at: '2026-11-20T23:00', cause: { kind: 'hold', by: 'kim' } },
    now: { ...DAYTIME, hold: held('2026-11-20T20:00', '2026-11-20T23:30') },
    cause: { kind: 'hold', by: 'lee' },
  },
  {
    rule: 'the exception that outlasts a hold that has ended',
    stopped: { at: '2026-11-20T23:00', cause: { kind: 'hold', by: 'lee' } },
    now: { ...onDay(FRIDAY, stopBy(26, 'mina')), hold: held('2026-11-20T20:00', '2026-11-20T23:00') },
    cause: byMina,
  },
  {
    rule: 'the end of a stop that somebody had ordered',
    stopped: { at: '2026-11-20T15:00', cause: { kind: 'hold', by: 'kim' } },
    now: onDay(FRIDAY, stopBy(26, 'mina')),
    cause: { kind: 'lifted', by: 'kim' },
  },
];

const weekly = { at: '2026-11-20T22:00', cause: { kind: 'weekly' } } as const;

it.each(cases.map((one) => [one.rule, one] as const))('a stop is taken back by %s', (_rule, given) => {
  const stopped = given.stopped ?? weekly;
  const { timetable } = entry({ timetable: given.now });
  const start = decide(timetable, at(stopped.at) + 60_000).latest;
  if (start?.kind !== 'start') throw new Error('nothing comes back');
  const last = openRun('stop', { edge: { kind: 'stop', at: at(stopped.at), cause: stopped.cause } });
  expect(returnCause(timetable, last, start)).toEqual(given.cause);
});

it('no start is a return that comes after the stop, after another start, or first of all', () => {
  const { timetable } = entry({ timetable: DAYTIME });
  const morning = decide(timetable, at('2026-11-21T10:00')).latest;
  if (morning === undefined) throw new Error('no start');
  const stopped = openRun('stop', { edge: { kind: 'stop', at: at(weekly.at), cause: weekly.cause } });
  const started = openRun('start', { edge: { ...morning, at: morning.at + 1 } });
  for (const last of [stopped, started, undefined]) expect(returnCause(timetable, last, morning)).toBeUndefined();
});
