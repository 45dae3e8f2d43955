import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../functions/shared/calendar/edges.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { readTables, THURSDAY_NOON } from '../shared/rows/entry-of.ts';

/** Anything that a JSON file or the document client may hold, and what is nearly right. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.object({ withSet: true, withBigInt: true, withNullPrototype: true, maxDepth: 2 }),
  fc.constantFrom(
    'S',
    'a',
    'b',
    'None',
    'EC2',
    'start',
    'stop',
    'KR',
    'calendar:KR',
    '2026-11-19',
    '09:30',
    'mon-fri',
    true,
  ),
  fc.array(fc.constantFrom('a', 'b', 'mon', '', null), { maxLength: 3 }),
);

const rowOf = (...attributes: readonly string[]): fc.Arbitrary<Item> =>
  fc.record(Object.fromEntries(attributes.map((attribute) => [attribute, value])), { requiredKeys: [] });
const named = (row: fc.Arbitrary<Item>): fc.Arbitrary<Item> =>
  fc.tuple(fc.constantFrom('S', 'S', 'calendar:KR'), row).map(([ScheduleName, rest]) => ({ ScheduleName, ...rest }));

const period = rowOf('DaysActive', 'MonthDays', 'Months', 'StartTime', 'StopTime');
const schedule = fc
  .tuple(
    rowOf('TagValue', 'Enabled', 'TimeZone', 'DaysActive', 'StartTime', 'StopTime', 'Periods', 'Calendar', 'Enforce'),
    rowOf('ScheduleName', 'WarnMinutes', 'ForceStart', 'ForceStop', 'Hibernate', 'Channels', 'Note'),
    fc.oneof(
      fc.constant({}),
      fc.array(period, { maxLength: 3 }).map((Periods) => ({ Periods })),
    ),
  )
  .map((parts): Item => Object.assign({}, ...parts));
const group = rowOf('ScheduleName', 'GroupName', 'InstanceType', 'Dependency', 'ReadyWhen', 'ReadyTimeoutMinutes');
const exception = rowOf(
  'ScheduleName',
  'ExceptionUuid',
  'ExceptionDate',
  'ExceptionType',
  'ExceptionValue',
  'Note',
  'By',
);

const table = (row: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> => fc.array(fc.oneof(named(row), row), { maxLength: 4 });
const tables = fc.record({
  Schedule: table(schedule),
  ScheduleServerGroup: table(group),
  ScheduleException: table(exception),
});

describe('rows of any kind', () => {
  it('are read without a throw, and decided', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { entries } = readTables(rows);
        for (const { timetable } of entries)
          expect(['running', 'stopped', 'unmanaged']).toContain(decide(timetable, THURSDAY_NOON).desired);
      }),
      { numRuns: 300 },
    );
  });

  it('have problems that name the row, the attribute, the value and what was expected', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { entries, stray } = readTables(rows);
        for (const problem of [...entries.flatMap(({ problems, advices }) => [...problems, ...advices]), ...stray]) {
          for (const words of Object.values(problem)) expect(words).not.toBe('');
          expect([...problem.got].length).toBeLessThanOrEqual(80);
        }
      }),
      { numRuns: 300 },
    );
  });
});
