import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, edgesBetween } from '../../functions/shared/calendar/edges.ts';
import { formatTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import { ALWAYS } from '../../functions/shared/calendar/timetable.ts';
import type { Timetable } from '../../functions/shared/calendar/timetable.ts';
import { entryOf } from '../shared/rows/entry-of.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A week before New York's clocks go back, so that the weeks around it hold the change. */
const MIDDLE = Date.parse('2026-10-25T00:00:00Z');

const zone = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe');
const time = (latest: number) => fc.integer({ min: 0, max: latest }).map(formatTimeOfDay);
const orNone = (times: fc.Arbitrary<string>) => fc.oneof({ weight: 4, arbitrary: times }, fc.constant('None'));
const window = fc
  .record({ start: fc.integer({ min: 0, max: 1_439 }), length: fc.integer({ min: 1, max: 1_440 }) })
  .map(({ start, length }) => ({ StartTime: formatTimeOfDay(start), StopTime: formatTimeOfDay(start + length) }));
const single = fc.oneof(
  time(1_439).map((StartTime) => ({ StartTime })),
  time(2_879).map((StopTime) => ({ StopTime })),
);
const days = fc.constantFrom('all', 'weekdays', 'fri-mon', 'tue,thu', 'mon#2,friL');

const date = fc.integer({ min: -8, max: 8 }).map((day) => new Date(MIDDLE + day * DAY_MS).toISOString().slice(0, 10));
const exception = fc.oneof(
  fc.tuple(fc.constant('start'), date, orNone(time(1_439))),
  fc.tuple(fc.constant('stop'), date, orNone(time(2_879))),
);

const instant = fc.integer({ min: -10 * 1_440, max: 10 * 1_440 }).map((minute) => MIDDLE + minute * MINUTE_MS);
const hold = fc.record({
  kind: fc.constantFrom('start', 'stop'),
  at: instant,
  until: fc.option(instant, { nil: undefined }),
  by: fc.constant('kim'),
});

interface Parts {
  readonly end: typeof window | typeof single;
  readonly held: boolean;
}

/** Schedules as rows would make them; `held` ones are under a hold, at times a disabled one. */
const timetable = ({ end, held }: Parts): fc.Arbitrary<Timetable> =>
  fc
    .record({
      zone,
      periods: fc.array(fc.tuple(days, end), { minLength: 1, maxLength: 3 }),
      exceptions: fc.array(exception, { maxLength: 4 }),
      hold: held ? hold : fc.constant(undefined),
      enabled: held ? fc.boolean() : fc.constant(true),
    })
    .map(({ zone: TimeZone, periods, exceptions, hold: someHold, enabled }) => {
      const Periods = periods.map(([DaysActive, ends]) => ({ DaysActive, ...ends }));
      const texts = exceptions.map((parts) => parts.join(' '));
      return entryOf({ TimeZone, Periods, Enabled: enabled }, texts, { hold: someHold }).timetable;
    });

const anyEnd = fc.oneof(window, single);
const anyTimetable = fc.oneof(timetable({ end: anyEnd, held: false }), timetable({ end: anyEnd, held: true }));

/** Instants in order, to the millisecond, some of them on an edge of the timetable. */
const threeInstants = (subject: Timetable): fc.Arbitrary<number[]> => {
  const edges = edgesBetween(subject, MIDDLE - 10 * DAY_MS, MIDDLE + 10 * DAY_MS);
  const near = edges.flatMap(({ at }) => [at - 1, at, at + 1]);
  const any = fc.oneof(instant, fc.constantFrom(MIDDLE, ...near));
  return fc.array(any, { minLength: 3, maxLength: 3 }).map((instants) => instants.sort((a, b) => a - b));
};
const timetableAndInstants = anyTimetable.chain((subject) => fc.tuple(fc.constant(subject), threeInstants(subject)));

describe('edges', () => {
  it('between two instants and on to a third are those from the first to the third', () => {
    fc.assert(
      fc.property(timetableAndInstants, ([subject, [a = 0, b = 0, c = 0]]) => {
        expect([...edgesBetween(subject, a, b), ...edgesBetween(subject, b, c)]).toEqual(edgesBetween(subject, a, c));
      }),
    );
  });

  it('come in order, and no two at one instant', () => {
    fc.assert(
      fc.property(anyTimetable, (subject) => {
        const instants = edgesBetween(subject, MIDDLE - 10 * DAY_MS, MIDDLE + 10 * DAY_MS).map(({ at }) => at);
        expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
      }),
    );
  });

  it('alternate where every day opens and closes', () => {
    const withoutSingles = timetable({ end: window, held: false }).map((subject) => ({
      ...subject,
      exceptions: new Map(),
    }));
    fc.assert(
      fc.property(withoutSingles, (subject) => {
        const kinds = edgesBetween(subject, MIDDLE - 10 * DAY_MS, MIDDLE + 10 * DAY_MS).map(({ kind }) => kind);
        for (const [index, kind] of kinds.entries()) expect(kind).not.toBe(kinds[index - 1]);
      }),
    );
  });
});

describe('the latest and the next edge', () => {
  it('are the neighbours in the list of edges', () => {
    fc.assert(
      fc.property(timetableAndInstants, ([subject, [now = 0]]) => {
        const before = edgesBetween(subject, now - 60 * DAY_MS, now + 1).at(-1);
        const after = edgesBetween(subject, now + 1, now + 60 * DAY_MS)[0];
        const { latest, next } = decide(subject, now);
        if (before !== undefined) expect(latest).toEqual(before);
        // Nothing in sixty days: only a window without a beginning is older than that here.
        else expect(latest?.at ?? ALWAYS).toBe(ALWAYS);
        expect(next).toEqual(after);
      }),
    );
  });

  it('make the desired state', () => {
    fc.assert(
      fc.property(anyTimetable, instant, (subject, now) => {
        const { desired, latest } = decide(subject, now);
        expect(desired).toBe(latest === undefined ? 'unmanaged' : { start: 'running', stop: 'stopped' }[latest.kind]);
      }),
    );
  });
});
