import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/shared/calendar/edges.ts';
import { dateOfDay } from '../../../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../../../functions/shared/calendar/time-of-day.ts';
import type { Hold } from '../../../functions/shared/calendar/timetable.ts';
import { readRows } from '../../../functions/shared/rows/read-rows.ts';
import type { Entry, Item } from '../../../functions/shared/rows/schedule.ts';
import type { RunRecord } from '../../../functions/shared/store/run-record.ts';
import { decideExtend } from '../../../functions/webhook/domain/commands/extend.ts';
import { outlookOf } from '../../../functions/webhook/domain/commands/outlook.ts';
import type { Decision, Sight } from '../../../functions/webhook/domain/commands/plan.ts';
import { readSpan } from '../../../functions/webhook/domain/commands/read-arguments.ts';
import { localDateTime } from '../../../functions/webhook/domain/local-time.ts';
import { development, exception, rowsOf, seoul } from '../../scenarios/scenario.ts';

interface Case {
  readonly rule: string;
  /** Attributes of the schedule: weekdays 09:30 to 22:00 in Seoul otherwise. */
  readonly row?: Item;
  readonly exceptions?: readonly Item[];
  readonly hold?: Hold;
  readonly now: string;
  readonly extend: string;
  /** What is written: `2026-11-20 stop 23:00`, `hold from … until …`; or why nothing is. */
  readonly writes: string;
  /** The next stop then. */
  readonly stops?: string;
  readonly surprises?: readonly string[];
}

const FRI = '2026-11-20';
const SAT = '2026-11-21';
const LUNCH: Item = {
  DaysActive: undefined,
  StartTime: undefined,
  StopTime: undefined,
  Periods: [
    { StartTime: '09:00', StopTime: '12:00' },
    { StartTime: '13:00', StopTime: '18:00' },
  ],
};
const ALWAYS_OFF: Item = { StartTime: undefined, StopTime: undefined };
const heldUntil = (until: string): Hold => ({
  kind: 'start',
  at: seoul(`${FRI} 20:00`),
  until: seoul(until),
  by: 'jun',
});

const cases: readonly Case[] = [
  {
    rule: 'a time of day while the stop is days away is the next such time after that stop',
    ...{ now: `${SAT} 07:00`, extend: '23:00', writes: '2026-11-23 stop 23:00', stops: '2026-11-23 23:00' },
    surprises: ['off-now'],
  },
  {
    rule: 'says nothing of being off while a hold keeps it up',
    hold: { kind: 'start', at: seoul(`${SAT} 12:00`), by: 'jun' },
    ...{ now: `${SAT} 12:05`, extend: '1h', writes: '2026-11-23 stop 23:00', stops: '2026-11-23 23:00' },
  },
  {
    rule: 'under somebody’s older force_stop there is nothing up to extend',
    hold: { kind: 'stop', at: seoul(`${FRI} 12:00`), by: 'jun' },
    ...{ now: `${FRI} 15:00`, extend: '1h', writes: 'no-stop' },
  },
  {
    rule: 'counts from the next stop, and moves it by an exception of its operating day',
    ...{ now: `${FRI} 15:00`, extend: '1h', writes: `${FRI} stop 23:00`, stops: `${FRI} 23:00` },
  },
  {
    rule: 'a stop past midnight still belongs to the day that opened',
    ...{ now: `${FRI} 15:00`, extend: '4h', writes: `${FRI} stop 26:00`, stops: `${SAT} 02:00` },
  },
  {
    rule: 'a time is the next such time after the stop',
    ...{ now: `${FRI} 21:50`, extend: '02:00', writes: `${FRI} stop 26:00`, stops: `${SAT} 02:00` },
  },
  {
    rule: 'a time of 24:00 and later counts from the operating day',
    ...{ now: `${FRI} 21:50`, extend: '26:00', writes: `${FRI} stop 26:00`, stops: `${SAT} 02:00` },
  },
  {
    rule: 'an extension is extended',
    exceptions: [exception(FRI, 'stop', '25:00')],
    ...{ now: `${SAT} 00:30`, extend: '1h', writes: `${FRI} stop 26:00`, stops: `${SAT} 02:00` },
  },
  {
    rule: 'the day keeps its start exception',
    exceptions: [exception(FRI, 'start', '12:00')],
    ...{ now: `${FRI} 15:00`, extend: '1h', writes: `${FRI} stop 23:00`, stops: `${FRI} 23:00` },
  },
  {
    rule: 'a stop that runs into the next window merges with it',
    row: { DaysActive: 'all' },
    ...{
      now: `${FRI} 21:50`,
      extend: '12h',
      writes: `${FRI} stop 34:00`,
      stops: `${SAT} 22:00`,
      surprises: ['merges'],
    },
  },
  {
    rule: 'a stop that meets the next window within a minute merges with it',
    row: { DaysActive: 'all' },
    ...{ now: `${FRI} 21:50`, extend: '09:29', writes: `${FRI} stop 33:29`, stops: `${SAT} 22:00` },
    surprises: ['merges'],
  },
  {
    rule: 'a time far away says how far',
    ...{ now: `${FRI} 21:50`, extend: '21:00', writes: `${FRI} stop 45:00`, stops: `${SAT} 21:00`, surprises: ['far'] },
  },
  {
    rule: 'a time before the stop is refused',
    ...{ now: `${FRI} 20:00`, extend: '21:00', writes: 'earlier' },
  },
  {
    rule: 'the time of the stop itself is no change',
    ...{ now: `${FRI} 20:00`, extend: '22:00', writes: 'already' },
  },
  {
    rule: 'counts from now once the stop has begun, from the minute on the clock',
    ...{ now: `${FRI} 22:05:30`, extend: '30m', writes: `${FRI} stop 22:35`, stops: `${FRI} 22:35` },
  },
  {
    rule: 'a time is the next one from now once the stop has begun',
    ...{ now: `${FRI} 22:05`, extend: '22:30', writes: `${FRI} stop 22:30`, stops: `${FRI} 22:30` },
  },
  {
    rule: 'a stop of more than two hours ago is over: the next one is meant',
    ...{ now: `${SAT} 00:01`, extend: '1h', writes: '2026-11-23 stop 23:00', stops: '2026-11-23 23:00' },
    surprises: ['off-now'],
  },
  {
    rule: 'a stop between two windows of a day is moved by a hold, because an exception would cut the second',
    row: LUNCH,
    ...{
      now: `${FRI} 11:00`,
      extend: '30m',
      writes: `hold from ${FRI} 11:00 until ${FRI} 12:30`,
      stops: `${FRI} 12:30`,
    },
  },
  {
    rule: 'the last stop of such a day is moved by an exception',
    row: LUNCH,
    ...{ now: `${FRI} 15:00`, extend: '1h', writes: `${FRI} stop 19:00`, stops: `${FRI} 19:00` },
  },
  {
    rule: 'a hold over the break goes on in the second window',
    row: LUNCH,
    ...{
      now: `${FRI} 11:00`,
      extend: '1h',
      writes: `hold from ${FRI} 11:00 until ${FRI} 13:00`,
      stops: `${FRI} 18:00`,
    },
    surprises: ['merges'],
  },
  {
    rule: 'a hold would start what is off, so a first stop is not moved before its window opens',
    row: LUNCH,
    ...{ now: `${FRI} 08:00`, extend: '30m', writes: 'not-yet' },
  },
  {
    rule: 'further than an exception reaches, a hold keeps up what is up',
    ...{ now: `${FRI} 21:50`, extend: '48h', writes: `hold from ${FRI} 21:50 until 2026-11-22 22:00` },
    stops: '2026-11-22 22:00',
  },
  {
    rule: 'under a hold its end moves',
    hold: heldUntil(`${FRI} 23:30`),
    ...{
      now: `${FRI} 23:00`,
      extend: '1h',
      writes: `hold from ${FRI} 20:00 until ${SAT} 00:30`,
      stops: `${SAT} 00:30`,
    },
  },
  {
    rule: 'a time before the end of a hold is refused',
    hold: heldUntil(`${FRI} 23:30`),
    ...{ now: `${FRI} 23:00`, extend: '23:15', writes: 'earlier' },
  },
  {
    rule: 'a hold that ends within the window leaves its stop to an exception',
    hold: heldUntil(`${FRI} 21:00`),
    ...{ now: `${FRI} 20:30`, extend: '1h', writes: `${FRI} stop 23:00`, stops: `${FRI} 23:00` },
  },
  {
    rule: 'a force_stop is a stop too: from then on it counts from now, by a hold',
    hold: { kind: 'stop', at: seoul(`${FRI} 22:10`), by: 'jun' },
    ...{
      now: `${FRI} 22:20`,
      extend: '1h',
      writes: `hold from ${FRI} 22:20 until ${FRI} 23:20`,
      stops: `${FRI} 23:20`,
    },
  },
  {
    rule: 'a schedule that only stops has its stop moved',
    row: { StartTime: undefined },
    ...{ now: `${FRI} 21:50`, extend: '1h', writes: `${FRI} stop 23:00`, stops: `${FRI} 23:00` },
  },
  {
    rule: 'with no stop ahead there is nothing to move',
    row: ALWAYS_OFF,
    ...{ now: `${FRI} 15:00`, extend: '1h', writes: 'no-stop' },
  },
];

describe('extend', () => {
  it.each(cases)('$rule', (given) => {
    const { now, writes, stops, surprises = [] } = given;
    const sight = sightOf(given);
    const span = readSpan([given.extend]);
    if (span === undefined) throw new Error(`${given.extend} is no span`);
    const decision = decideExtend(sight, span);
    expect(written(decision)).toBe(writes);
    if (decision.kind === 'refusal') return;
    expect(decision.surprises.map(({ kind }) => kind)).toEqual(surprises);
    expect(local(outlookOf(decision.after, seoul(now)).nextStop?.at)).toBe(stops);
  });

  it('takes an open stop run for a stop that has begun, however old', () => {
    const sight = sightOf({ now: `${SAT} 02:00` });
    const stop = { kind: 'stop', at: seoul(`${FRI} 22:00`), cause: { kind: 'weekly' } } as const;
    const run = { edge: stop, because: 'edge', begunAt: stop.at, groups: {}, marks: '', failing: {} } as const;
    const record = {
      ...{ scheduleName: 'Development', targetId: 't', version: 1, number: 1, owed: [], restarts: {} },
      run: { ...run, nextLookAt: 0, done: 0, members: 3 },
    };
    expect(written(decideExtend({ ...sight, record }, { kind: 'duration', minutes: 60 }))).toBe(`${FRI} stop 27:00`);
  });
});

function sightOf({ row, exceptions = [], hold, now }: Pick<Case, 'row' | 'exceptions' | 'hold' | 'now'>): Sight {
  const rows = rowsOf({ Schedule: [development(row)], ScheduleException: exceptions });
  const holds = new Map(hold === undefined ? [] : [['Development', hold]]);
  const [entry] = readRows(rows, { timeZone: 'Asia/Seoul', warnMinutes: 10, now: seoul(now), holds }).entries;
  if (entry === undefined) throw new Error('the row was not read');
  expect(entry.problems).toEqual([]);
  return { entry, record: recordOf(entry, seoul(now)), warnings: [], who: 'mina', now: seoul(now) };
}

/** The last edge has been carried out. */
function recordOf({ timetable }: Entry, now: number): RunRecord {
  const edge = decide(timetable, now).latest ?? { kind: 'start', at: 0, cause: { kind: 'weekly' } };
  const run = {
    edge,
    because: 'edge',
    begunAt: edge.at,
    settledAt: edge.at,
    groups: {},
    marks: '',
    failing: {},
  } as const;
  return {
    ...{ scheduleName: 'Development', targetId: 't', version: 1, number: 1, owed: [], restarts: {} },
    run: { ...run, nextLookAt: 0, done: 3, members: 3 },
  };
}

const local = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : localDateTime(at, 'Asia/Seoul').slice('Fri '.length, -' KST'.length);

function written(decision: Decision): string {
  if (decision.kind === 'refusal') return decision.refusal.kind;
  const { write } = decision;
  if (write.kind === 'set-exception') {
    const { day, type, minute, by } = write.order;
    expect(by).toBe('mina');
    return `${dateOfDay(day)} ${type} ${formatTimeOfDay(minute)}`;
  }
  if (write.kind !== 'put-hold') return write.kind;
  expect(write.hold).toMatchObject({ kind: 'start', by: 'mina' });
  return `hold from ${local(write.hold.at)} until ${local(write.hold.until)}`;
}
