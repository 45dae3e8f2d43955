import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import { readExceptions } from '../../../functions/shared/rows/exceptions.ts';
import type { Exceptions } from '../../../functions/shared/rows/exceptions.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';

const THU = '2026-11-19';
const TODAY = dayOfDate(THU) ?? 0;
const STOP = { ExceptionUuid: 'a', ExceptionDate: THU, ExceptionType: 'stop', ExceptionValue: '23:00' };
const START = { ...STOP, ExceptionUuid: 'b', ExceptionType: 'start', ExceptionValue: '10:00' };

const read = (...rows: readonly Item[]): Exceptions =>
  readExceptions(
    'S',
    rows.map((row) => ({ ScheduleName: 'S', ...row })),
    TODAY,
  );
const daysAgo = (days: number): string => dateOfDay(TODAY - days);

describe('an exception', () => {
  it('is read with who wrote it and why', () => {
    const { byDay, problems } = read({ ...STOP, By: ' kim ', Note: 'release' }, START);
    expect(problems).toEqual([]);
    expect([...byDay]).toEqual([
      [TODAY, { start: { minute: 600, uuid: 'b' }, stop: { minute: 1_380, uuid: 'a', by: 'kim', note: 'release' } }],
    ]);
  });

  it.each([
    { rule: 'None in any case', value: ' none ', minute: 'none' },
    { rule: 'NULL for None', value: null, minute: 'none' },
    { rule: 'a time of the next day', value: '26:00', minute: 1_560 },
    { rule: 'an early time as written', value: '2:0', minute: 120 },
  ])('may have $rule', ({ value, minute }) => {
    expect(read({ ...STOP, ExceptionValue: value }).byDay.get(TODAY)?.stop?.minute).toBe(minute);
  });

  it('may be typed with capitals and without zeros', () => {
    expect(
      read({ ...STOP, ExceptionType: ' Stop ', ExceptionDate: ' 2026-11-19 ' }).byDay.get(TODAY)?.stop?.minute,
    ).toBe(1_380);
  });

  it('has long remarks cut, so that what tells of them can be stored', () => {
    const { start } =
      read({ ...STOP, ExceptionType: 'start', ExceptionValue: '08:00', Note: '왜'.repeat(10_000) }).byDay.get(TODAY) ??
      {};
    expect(start?.note).toBe(`${'왜'.repeat(499)}…`);
  });

  it('may have remarks of any kind', () => {
    expect(read({ ...STOP, Note: { why: 'x' }, By: 7, ExpiresAt: 'never', Ticket: 'DEV-1' })).toMatchObject({
      problems: [],
      advices: [],
    });
  });
});

describe('a mistake in an exception', () => {
  it.each([
    {
      rule: 'no value',
      row: { ExceptionValue: undefined },
      is: ['ExceptionValue', 'nothing', 'such as 22:00, or None'],
    },
    { rule: 'a blank value', row: { ExceptionValue: ' ' }, is: ['ExceptionValue', '" "', 'such as 22:00, or None'] },
    { rule: 'a stop after 47:59', row: { ExceptionValue: '48:00' }, is: ['ExceptionValue', '48:00', 'to 47:59'] },
    {
      rule: 'a start after 23:59',
      row: { ExceptionType: 'start', ExceptionValue: '24:00' },
      is: ['ExceptionValue', '24:00', 'to 23:59'],
    },
    { rule: 'an unknown type', row: { ExceptionType: 'pause' }, is: ['ExceptionType', 'pause', 'start or stop'] },
    { rule: 'no type', row: { ExceptionType: null }, is: ['ExceptionType', 'null', 'start or stop'] },
    {
      rule: 'a date that does not exist',
      row: { ExceptionDate: '2026-11-31' },
      is: ['ExceptionDate', '2026-11-31', 'such as 2026-11-20'],
    },
    { rule: 'no ExceptionUuid', row: { ExceptionUuid: '' }, is: ['ExceptionUuid', '""', 'no other exception'] },
  ])('is told: $rule', ({ row, is: [attribute, got, expected] }) => {
    const { problems, byDay } = read({ ...STOP, ...row });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ attribute, got });
    expect(problems[0]?.row).toMatch(/^ScheduleException S\//);
    expect(problems[0]?.expected).toContain(expected);
    expect(byDay.size).toBe(0);
  });

  it.each([
    { rule: 'a stop of yesterday still matters: it may be today', type: 'stop', date: daysAgo(1), isPast: false },
    { rule: 'a stop of two days ago does not', type: 'stop', date: daysAgo(2), isPast: true },
    { rule: 'a start of today matters', type: 'start', date: daysAgo(0), isPast: false },
    { rule: 'a start of yesterday does not', type: 'start', date: daysAgo(1), isPast: true },
    { rule: 'what cannot be read may be a stop', type: 'halt', date: daysAgo(1), isPast: false },
    { rule: 'a date to come matters', type: 'stop', date: daysAgo(-100), isPast: false },
    { rule: 'a date that cannot be read matters', type: 'stop', date: 'soon', isPast: false },
  ])('$rule', ({ type, date, isPast }) => {
    const { problems, past } = read({ ...STOP, ExceptionDate: date, ExceptionType: type, ExceptionValue: '99:99' });
    expect([problems.length > 0, past.length > 0]).toEqual([!isPast, isPast]);
  });
});

describe('two exceptions of one date and type', () => {
  it.each([
    { rule: 'by letter', first: 'a', second: 'b', wins: 'b' },
    { rule: 'whatever their order', first: 'b', second: 'a', wins: 'b' },
    {
      rule: 'by code point, which is not the order of UTF-16',
      first: '\u{1F600}',
      second: '\uFF5E',
      wins: '\u{1F600}',
    },
  ])('the later ExceptionUuid counts $rule, and an advice names both', ({ first, second, wins }) => {
    const { byDay, problems, advices } = read({ ...STOP, ExceptionUuid: first }, { ...STOP, ExceptionUuid: second });
    const loses = wins === first ? second : first;
    expect(byDay.get(TODAY)?.stop?.uuid).toBe(wins);
    expect(problems).toEqual([]);
    expect(advices).toHaveLength(1);
    expect(advices[0]?.got).toBe(`${first} and ${second}`);
    expect(advices[0]?.expected).toBe(`one row for the stop of ${THU}: ${wins} counts, delete ${loses}`);
  });

  it('are no matter once their date is past', () => {
    const old = { ...STOP, ExceptionDate: daysAgo(30) };
    const { advices, past } = read(old, { ...old, ExceptionUuid: 'b' });
    expect([advices.length, past.length]).toEqual([0, 1]);
  });

  it('may be a start and a stop', () => {
    expect(read(STOP, START).advices).toEqual([]);
  });
});
