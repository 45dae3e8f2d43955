import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesBetween } from '../../functions/shared/calendar/edges.ts';
import { formatTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import { entryOf } from '../shared/rows/entry-of.ts';
import type { OraclePeriod } from './minute-oracle.ts';
import { oracleEdges, type OracleEnds, type OracleTimetable } from './oracle-edges.ts';

const DAY_MS = 86_400_000;

/** Zones with the dates on which they change, so that most runs meet a change. */
const CHANGES: readonly (readonly [zone: string, ...dates: string[]])[] = [
  ['Asia/Seoul', '2026-11-19', '2027-01-01'],
  ['Asia/Kathmandu', '2026-11-19'],
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Europe/London', '2026-03-29', '2026-10-25'],
  ['America/Santiago', '2026-04-05', '2026-09-06'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-10-04'],
  ['Africa/Cairo', '2026-04-24', '2026-10-30'],
  ['Africa/Casablanca', '2026-02-15', '2026-03-22'],
  ['Pacific/Chatham', '2026-04-05', '2026-09-27'],
];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const place = fc.constantFrom(...CHANGES.flatMap(([zone, ...dates]) => dates.map((date) => ({ zone, date }))));

/** Round times and those around midnight and the usual changes are where windows meet. */
const startMinute = fc.oneof(
  fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
  fc.integer({ min: 0, max: 1_439 }),
);
const length = fc.oneof(
  fc.integer({ min: 1, max: 48 }).map((half) => half * 30),
  fc.constantFrom(1, 29, 59, 1_439),
  fc.integer({ min: 1, max: 1_440 }),
);

const period: fc.Arbitrary<OraclePeriod> = fc
  .record({ weekdays: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }), start: startMinute, length })
  .map(({ weekdays, start, length }) => ({ weekdays, start, stop: start + length }));

/** Without a start: the days only stop. */
const onlyStops: fc.Arbitrary<OraclePeriod> = period.map(({ weekdays, stop }) => ({ weekdays, start: stop, stop }));

const exception: fc.Arbitrary<OracleEnds> = fc.record({
  start: fc.oneof(startMinute, fc.constantFrom(undefined, 'none' as const)),
  stop: fc.oneof(fc.integer({ min: 1, max: 2_879 }), fc.constantFrom(undefined, 'none' as const)),
});

const daysAround = fc.integer({ min: -3, max: 3 });

const world = fc
  .record({
    place,
    periods: fc.oneof(
      { weight: 3, arbitrary: fc.array(period, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.tuple(onlyStops) },
    ),
    exceptions: fc.array(fc.tuple(daysAround, exception), { maxLength: 3 }),
    holidays: fc.array(daysAround, { maxLength: 2 }),
  })
  .map(({ place: { zone, date }, periods, exceptions, holidays }) => {
    const dateAt = (days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
    const schedule: OracleTimetable = {
      ...{ timeZone: zone, periods, holidays: new Set(holidays.map(dateAt)) },
      exceptions: new Map(
        exceptions
          .filter(([, { start, stop }]) => start !== undefined || stop !== undefined)
          .map(([days, ends]) => [dateAt(days), ends]),
      ),
    };
    return { schedule, from: Date.parse(date) - 2 * DAY_MS, to: Date.parse(date) + 2 * DAY_MS };
  });

function timetableOf({ timeZone, periods, exceptions, holidays }: OracleTimetable) {
  const rows = periods.map(({ weekdays, start, stop }) => ({
    DaysActive: weekdays.map((weekday) => WEEKDAYS[weekday]),
    StartTime: start === stop ? 'None' : formatTimeOfDay(start),
    StopTime: formatTimeOfDay(stop),
  }));
  const textOf = (end: number | 'none'): string => (end === 'none' ? 'None' : formatTimeOfDay(end));
  const texts = [...exceptions].flatMap(([date, { start, stop }]) => [
    ...(start === undefined ? [] : [`start ${date} ${textOf(start)}`]),
    ...(stop === undefined ? [] : [`stop ${date} ${textOf(stop)}`]),
  ]);
  const { timetable, problems } = entryOf({ TimeZone: timeZone, Periods: rows }, texts);
  expect(problems).toEqual([]);
  const closed = [...holidays].map((date) => [Date.parse(date) / DAY_MS, 'a holiday'] as const);
  return { ...timetable, holidays: new Map(closed) };
}

describe('edges', () => {
  it('are those that a walk over every minute finds', () => {
    fc.assert(
      fc.property(world, ({ schedule, from, to }) => {
        const edges = edgesBetween(timetableOf(schedule), from, to).map(({ kind, at }) => ({ kind, at }));
        expect(edges).toEqual(oracleEdges(schedule, from, to));
      }),
      { numRuns: 200 },
    );
  });
});
