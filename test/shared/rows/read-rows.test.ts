import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { readTables, seoul } from './entry-of.ts';

const S = { ScheduleName: 'S', StartTime: '09:30', StopTime: '22:00' };
const T = { ...S, ScheduleName: 'T' };
const BAD = { ScheduleName: 'S', ExceptionUuid: '1', ExceptionDate: '2026-11-19', ExceptionType: 'stop' };

const withBug = (row: Item, attribute: string): Item =>
  Object.defineProperty({ ...row }, attribute, {
    enumerable: true,
    get: () => {
      throw new Error('a bug');
    },
  });

describe('schedules', () => {
  it('come in the order of their rows, each with its own groups and exceptions', () => {
    const { entries, stray } = readTables({
      Schedule: [T, S],
      ScheduleServerGroup: [{ ScheduleName: 'S', GroupName: 'db', InstanceType: 'RDS' }],
      ScheduleException: [{ ...BAD, ScheduleName: 'T', ExceptionValue: '23:00' }],
    });
    expect(entries.map(({ schedule }) => schedule.name)).toEqual(['T', 'S']);
    expect(entries.map(({ groups }) => groups.length)).toEqual([0, 1]);
    expect(entries.map(({ timetable }) => timetable.exceptions.size)).toEqual([1, 0]);
    expect(stray).toEqual([]);
  });

  it('do not suffer from each other’s bad rows', () => {
    const { entries } = readTables({ Schedule: [S, T], ScheduleException: [BAD] });
    expect(entries.map(({ problems }) => problems.length)).toEqual([1, 0]);
  });

  it.each([
    ['a schedule', { Schedule: [withBug(S, 'TimeZone'), T] }],
    [
      'a group',
      { Schedule: [S, T], ScheduleServerGroup: [withBug({ ScheduleName: 'S', GroupName: 'db' }, 'InstanceType')] },
    ],
    ['an exception', { Schedule: [S, T], ScheduleException: [withBug(BAD, 'ExceptionValue')] }],
  ])('do not suffer from a bug that the row of %s meets', (_what, rows) => {
    const { entries } = readTables(rows);
    expect(entries.map(({ schedule }) => schedule.name)).toEqual(['S', 'T']);
    expect(entries[0]?.problems.map(({ expected }) => expected)).toEqual([expect.stringContaining('(a bug)')]);
    expect(entries[1]?.problems).toEqual([]);
  });

  it('have their hold', () => {
    const hold = { kind: 'start', at: seoul('2026-11-19 12:00'), by: 'kim' } as const;
    const { entries } = readTables({ Schedule: [S, T] }, { hold });
    expect(entries.map(({ timetable }) => timetable.hold)).toEqual([hold, undefined]);
  });

  it('of one name are an error, and one schedule', () => {
    const { entries } = readTables({ Schedule: [S, S] });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.problems).toMatchObject([
      { attribute: 'ScheduleName', expected: expect.stringContaining('not 2') },
    ]);
  });

  it('may not be called like a calendar', () => {
    expect(readTables({ Schedule: [{ ScheduleName: 'calendar:KR' }] }).entries[0]?.problems).toHaveLength(1);
  });
});

describe('rows that belong to no schedule', () => {
  it.each([
    {
      rule: 'a schedule without a name',
      rows: { Schedule: [{ StartTime: '09:00' }] },
      is: { row: 'Schedule, row 1', got: 'nothing' },
    },
    { rule: 'a schedule with a blank name', rows: { Schedule: [{ ScheduleName: ' ' }] }, is: { got: '" "' } },
    { rule: 'something that is no row', rows: { Schedule: ['S' as unknown as Item] }, is: { got: 'S' } },
    {
      rule: 'a group of an unknown schedule',
      rows: { ScheduleServerGroup: [{ ScheduleName: 'X' }] },
      is: { row: 'ScheduleServerGroup X' },
    },
    {
      rule: 'an exception of an unknown schedule',
      rows: { ScheduleException: [{ ...BAD, ScheduleName: 'X' }] },
      is: { row: 'ScheduleException X' },
    },
  ])('are only for validate: $rule', ({ rows, is }) => {
    const { entries, stray } = readTables(rows);
    expect(entries).toEqual([]);
    expect(stray).toEqual([expect.objectContaining({ attribute: 'ScheduleName', ...is })]);
  });

  it('name the schedule that was probably meant, letter by letter', () => {
    const { entries, stray } = readTables({
      Schedule: [{ ScheduleName: 'Development ' }],
      ScheduleException: [{ ...BAD, ScheduleName: 'Developmnet' }],
    });
    expect(entries[0]?.problems).toEqual([]);
    expect(stray[0]?.expected).toContain('did you mean "Development "?');
  });

  it('include bad exceptions of past dates', () => {
    const { entries, stray } = readTables({
      Schedule: [S],
      ScheduleException: [{ ...BAD, ExceptionDate: '2026-10-19' }],
    });
    expect(entries[0]?.problems).toEqual([]);
    expect(stray).toMatchObject([{ row: 'ScheduleException S/1', attribute: 'ExceptionValue' }]);
  });
});

describe('two schedules with one TagValue', () => {
  const dev = (name: string, more: Item = {}): Item => ({ ...S, ScheduleName: name, TagValue: 'dev', ...more });

  it('are advised to become one with Periods', () => {
    const { entries } = readTables({ Schedule: [dev('S'), dev('T'), { ScheduleName: 'other' }] });
    expect(entries.map(({ problems }) => problems.length)).toEqual([0, 0, 0]);
    expect(entries.map(({ advices }) => advices.map(({ got }) => got))).toEqual([['dev'], ['dev'], []]);
    expect(entries[0]?.advices[0]?.expected).toContain('one schedule with several Periods');
  });

  it('are both in error where one has Enforce, and each is told whose', () => {
    const { entries } = readTables({ Schedule: [dev('S', { Enforce: true }), dev('T')] });
    expect(entries.map(({ problems }) => problems.map(({ attribute }) => attribute))).toEqual([
      ['Enforce'],
      ['TagValue'],
    ]);
    expect(entries[0]?.problems[0]?.expected).toContain('because of T on the same instances');
    expect(entries[1]?.problems[0]?.expected).toContain('on which S has Enforce');
  });

  it('are found where one has it as its name', () => {
    const { entries } = readTables({ Schedule: [{ ScheduleName: 'dev', Enforce: true }, dev('T')] });
    expect(entries.map(({ problems }) => problems.length)).toEqual([1, 1]);
  });
});

describe('a holiday calendar', () => {
  const holiday = (date: unknown, Note?: unknown): Item => ({
    ScheduleName: 'calendar:KR',
    ExceptionUuid: String(date),
    ExceptionDate: date,
    Note,
  });
  const read = (dates: readonly unknown[], now = '2026-11-19 12:00', Calendar = 'KR') =>
    readTables(
      { Schedule: [{ ...S, Calendar }], ScheduleException: dates.map((date) => holiday(date)) },
      { now: seoul(now) },
    );
  const advices = (...args: Parameters<typeof read>): (string | undefined)[] =>
    read(...args).entries[0]?.advices.map(({ expected }) => expected) ?? [];

  it('gives each holiday its name, or its date', () => {
    const { entries } = readTables({
      Schedule: [{ ...S, Calendar: 'KR' }],
      ScheduleException: [holiday('2026-12-25', 'Christmas'), holiday('2027-01-01')],
    });
    expect([...(entries[0]?.timetable.holidays ?? [])]).toEqual([
      [dayOfDate('2026-12-25'), 'Christmas'],
      [dayOfDate('2027-01-01'), '2027-01-01'],
    ]);
    expect(entries[0]?.advices).toEqual([]);
  });

  it.each([
    { rule: 'says nothing while a holiday is four weeks ahead', dates: ['2026-12-17'], says: undefined },
    {
      rule: 'says until when it reaches',
      dates: ['2026-10-09', '2026-12-16'],
      says: '(its last is 2026-12-16): type `curfew holidays KR 2027 --put`',
    },
    {
      rule: 'of last year wants this one and, at its end, the next',
      dates: ['2025-12-25'],
      says: 'type `curfew holidays KR 2026 2027 --put`',
    },
    { rule: 'without rows says so', dates: [], says: '(it has none): type `curfew holidays KR 2026 2027 --put`' },
  ])('$rule', ({ dates, says }) => {
    const [advice] = advices(dates);
    if (says === undefined) expect(advice).toBeUndefined();
    else expect(advice).toContain(says);
  });

  it('without rows wants only this year early in it', () => {
    expect(advices([], '2026-03-02 12:00')[0]).toContain('type `curfew holidays KR 2026 --put`');
  });

  it('that is no country’s is filled by hand', () => {
    expect(advices([], '2026-03-02 12:00', 'office')[0]).toContain(
      'into ScheduleException with the ScheduleName calendar:office',
    );
  });

  it('ignores a bad row, and tells every schedule that uses it', () => {
    const { entries, stray } = readTables({
      Schedule: [{ ...S, Calendar: 'KR' }, { ...T, Calendar: 'KR' }, { ScheduleName: 'U' }],
      ScheduleException: [holiday('2027-13-01'), holiday('2027-01-01')],
    });
    expect(entries.map(({ problems }) => problems.length)).toEqual([0, 0, 0]);
    expect(entries.map(({ advices: found }) => found.map(({ got }) => got))).toEqual([
      ['2027-13-01'],
      ['2027-13-01'],
      [],
    ]);
    // `validate` counts it as an error all the same.
    expect(stray).toMatchObject([{ attribute: 'ExceptionDate', got: '2027-13-01' }]);
  });

  it('of nearly the name that a schedule gives is proposed', () => {
    const { entries } = readTables({
      Schedule: [{ ...S, Calendar: 'kr' }],
      ScheduleException: [holiday('2027-01-01')],
    });
    expect(entries[0]?.advices).toMatchObject([
      { attribute: 'Calendar', got: 'kr', expected: expect.stringMatching(/^KR: /) },
    ]);
  });

  it('that nobody uses has its bad rows told to validate', () => {
    expect(readTables({ ScheduleException: [holiday('soon')] }).stray).toMatchObject([
      { attribute: 'ExceptionDate', got: 'soon' },
    ]);
  });
});
