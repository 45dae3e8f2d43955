import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import { matchesDay } from '../../../functions/shared/calendar/day-rule.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { entryOf } from './entry-of.ts';

const OFFICE = { DaysActive: 'weekdays', StartTime: '09:30', StopTime: '22:00' };

describe('a schedule of which only the name is given', () => {
  it('takes every default', () => {
    const { schedule, timetable, groups, problems, advices } = entryOf({});
    expect(schedule).toEqual({
      ...{ name: 'S', tagValue: 'S', timeZone: 'Asia/Seoul', calendar: undefined, warnMinutes: 10 },
      ...{ enforce: false, force: undefined, hibernate: false, channels: ['default'] },
    });
    expect(timetable).toMatchObject({ enabled: true, periods: [] });
    expect([groups, problems, advices]).toEqual([[], [], []]);
  });
});

describe('what people type', () => {
  const read: readonly { readonly rule: string; readonly row: Item; readonly is: object }[] = [
    { rule: 'TagValue with blanks around it', row: { TagValue: ' dev ' }, is: { tagValue: 'dev' } },
    { rule: 'TagValue as a number', row: { TagValue: 7 }, is: { tagValue: '7' } },
    { rule: 'TagValue none', row: { TagValue: 'None' }, is: { tagValue: 'S' } },
    { rule: 'a region as TimeZone', row: { TimeZone: ' America/New_York ' }, is: { timeZone: 'America/New_York' } },
    { rule: 'NULL as TimeZone', row: { TimeZone: null }, is: { timeZone: 'Asia/Seoul' } },
    { rule: 'a numeric string as WarnMinutes', row: { WarnMinutes: '15' }, is: { warnMinutes: 15 } },
    { rule: 'WarnMinutes 0', row: { WarnMinutes: 0 }, is: { warnMinutes: 0 } },
    { rule: 'blank WarnMinutes', row: { WarnMinutes: ' ' }, is: { warnMinutes: 10 } },
    { rule: '"true" as a flag', row: { Enforce: 'true' }, is: { enforce: true } },
    { rule: '"False" as a flag', row: { Hibernate: 'False' }, is: { hibernate: false } },
    { rule: '1 as a flag', row: { Hibernate: 1 }, is: { hibernate: true } },
    { rule: '"0" as a flag', row: { Enforce: '0' }, is: { enforce: false } },
    { rule: 'ForceStart', row: { ForceStart: true, ForceStop: false }, is: { force: 'start' } },
    { rule: 'ForceStop', row: { ForceStop: 'true' }, is: { force: 'stop' } },
    { rule: 'a list of channels with an empty part', row: { Channels: ['ops', '', null] }, is: { channels: ['ops'] } },
    { rule: 'a string set of channels', row: { Channels: new Set(['ops', 'dev']) }, is: { channels: ['ops', 'dev'] } },
    { rule: 'channels with commas', row: { Channels: 'ops, dev,' }, is: { channels: ['ops', 'dev'] } },
    { rule: 'no channels', row: { Channels: [] }, is: { channels: ['default'] } },
    { rule: 'a calendar', row: { Calendar: 'KR' }, is: { calendar: 'KR' } },
    { rule: 'a calendar by the name of its rows', row: { Calendar: 'calendar:KR' }, is: { calendar: 'KR' } },
    { rule: 'no calendar', row: { Calendar: 'none' }, is: { calendar: undefined } },
  ];

  it.each(read)('is understood: $rule', ({ row, is }) => {
    const { schedule, problems } = entryOf(row);
    expect(schedule).toMatchObject(is);
    expect(problems).toEqual([]);
  });

  it.each([
    { rule: '9:5 and 18:00:00', row: { StartTime: '9:5', StopTime: ' 18:00:00 ' }, minutes: [[545, 1_080]] },
    {
      rule: 'a stop before the start, which is on the next day',
      row: { StartTime: '20:00', StopTime: '04:00' },
      minutes: [[1_200, 1_680]],
    },
    {
      rule: 'a stop at 28:00, which says the same',
      row: { StartTime: '20:00', StopTime: '28:00' },
      minutes: [[1_200, 1_680]],
    },
    { rule: 'None and NULL', row: { StartTime: 'None', StopTime: null }, minutes: [] },
    { rule: 'a missing start', row: { StopTime: '22:00' }, minutes: [[undefined, 1_320]] },
    {
      rule: 'several periods',
      row: { Periods: [OFFICE, { StopTime: '23:00' }] },
      minutes: [
        [570, 1_320],
        [undefined, 1_380],
      ],
    },
    { rule: 'no periods beside the three', row: { ...OFFICE, Periods: [] }, minutes: [[570, 1_320]] },
  ])('makes windows: $rule', ({ row, minutes }) => {
    const { timetable, problems } = entryOf(row);
    expect(problems).toEqual([]);
    expect(timetable.periods.map(({ startMinute, stopMinute }) => [startMinute, stopMinute])).toEqual(minutes);
  });

  it.each([
    { rule: 'days as a list', row: { DaysActive: ['mon', 'thu'] }, dates: ['2026-11-19'] },
    { rule: 'days as a string set', row: { DaysActive: new Set(['fri', 'thu']) }, dates: ['2026-11-19', '2026-11-20'] },
    { rule: 'NULL for all days', row: { DaysActive: null }, dates: ['2026-11-19', '2026-11-20', '2026-11-21'] },
    { rule: 'a month day as a number', row: { MonthDays: 20 }, dates: ['2026-11-20'] },
    { rule: 'month days as a number set', row: { MonthDays: new Set([19, 21]) }, dates: ['2026-11-19', '2026-11-21'] },
    { rule: 'months as a list', row: { Months: ['jan', 11], DaysActive: 'sat' }, dates: ['2026-11-21'] },
  ])('says on which days: $rule', ({ row, dates }) => {
    const { timetable, problems } = entryOf({ Periods: [{ StartTime: '09:00', ...row }] });
    const [period] = timetable.periods;
    expect(problems).toEqual([]);
    const matching = ['2026-11-19', '2026-11-20', '2026-11-21'].filter(
      (date) => period !== undefined && matchesDay(period.days, dayOfDate(date) ?? 0),
    );
    expect(matching).toEqual(dates);
  });
});

describe('a mistake', () => {
  const mistakes: readonly {
    readonly rule: string;
    readonly row: Item;
    readonly is: readonly [string, string, string];
  }[] = [
    { rule: 'an abbreviated zone', row: { TimeZone: 'KST' }, is: ['TimeZone', 'KST', 'for KST type Asia/Seoul'] },
    {
      rule: 'EST, which has no daylight saving',
      row: { TimeZone: 'EST' },
      is: ['TimeZone', 'EST', 'for EST type America/New_York'],
    },
    {
      rule: 'a misspelt zone',
      row: { TimeZone: 'Asia/Seoull' },
      is: ['TimeZone', 'Asia/Seoull', 'did you mean Asia/Seoul?'],
    },
    { rule: 'a city alone', row: { TimeZone: 'Seoul' }, is: ['TimeZone', 'Seoul', 'did you mean Asia/Seoul?'] },
    { rule: 'an offset', row: { TimeZone: '+09:00' }, is: ['TimeZone', '+09:00', 'such as Asia/Seoul'] },
    {
      rule: 'a time that is none',
      row: { StartTime: '9시' },
      is: ['StartTime', '9시', 'from 00:00 to 23:59 such as 09:30, or None'],
    },
    { rule: 'a time without a colon', row: { StartTime: 930 }, is: ['StartTime', '930', 'such as 09:30'] },
    { rule: 'a start after 23:59', row: { StartTime: '24:00' }, is: ['StartTime', '24:00', 'from 00:00 to 23:59'] },
    { rule: 'a stop after 47:59', row: { StopTime: '48:00' }, is: ['StopTime', '48:00', 'from 00:00 to 47:59'] },
    {
      rule: 'equal times',
      row: { StartTime: '09:00', StopTime: '9:00' },
      is: ['StopTime', '9:00', 'for a whole day type 33:00'],
    },
    { rule: 'an unknown day', row: { DaysActive: 'mon,mno' }, is: ['DaysActive', 'mon,mno', 'mno is none of these'] },
    {
      rule: 'days none, which is not all days',
      row: { DaysActive: 'None' },
      is: ['DaysActive', 'None', 'set Enabled to false'],
    },
    { rule: 'days as a map', row: { DaysActive: { mon: true } }, is: ['DaysActive', '{"mon":true}', 'mon,wed,fri'] },
    { rule: 'a flag that is no flag', row: { Enforce: 'yes' }, is: ['Enforce', 'yes', 'true or false'] },
    { rule: 'both forces', row: { ForceStart: true, ForceStop: 1 }, is: ['ForceStart', 'true', 'not both'] },
    { rule: 'a warning of a fraction', row: { WarnMinutes: 1.5 }, is: ['WarnMinutes', '1.5', 'from 0 to 1440'] },
    { rule: 'a negative warning', row: { WarnMinutes: '-1' }, is: ['WarnMinutes', '-1', 'such as 10'] },
    {
      rule: 'a period’s month day',
      row: { Periods: [OFFICE, { MonthDays: '32', StartTime: '09:00' }] },
      is: ['Periods[1].MonthDays', '32', '1,15-20'],
    },
    { rule: 'a period’s month', row: { Periods: [{ Months: 'foo' }] }, is: ['Periods[0].Months', 'foo', 'jan-mar,12'] },
    { rule: 'periods as text', row: { Periods: 'mon-fri' }, is: ['Periods', 'mon-fri', 'a list of maps'] },
    {
      rule: 'periods beside a top-level time',
      row: { Periods: [OFFICE], StartTime: '09:00' },
      is: ['StartTime', '09:00', 'remove StartTime'],
    },
    { rule: 'a tag value that is a list', row: { TagValue: ['a'] }, is: ['TagValue', '["a"]', 'ScheduleName tag'] },
    {
      rule: 'more channels than anybody reads',
      row: { Channels: 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u' },
      is: ['Channels', 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u', 'at most 20, each of up to 100 letters'],
    },
    {
      rule: 'a channel that cannot be',
      row: { Channels: 'x'.repeat(101) },
      is: ['Channels', `${'x'.repeat(79)}…`, 'each of up to 100 letters'],
    },
    { rule: 'a channel that is a map', row: { Channels: [{}] }, is: ['Channels', '[{}]', '["default", "ops"]'] },
  ];

  it.each(mistakes)('is told: $rule', ({ row, is: [attribute, got, expected] }) => {
    const { problems } = entryOf(row);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row: 'Schedule S', attribute, got });
    expect(problems[0]?.expected).toContain(expected);
  });

  it('does not hide others: every one is told', () => {
    const { problems } = entryOf({ TimeZone: 'KST', StartTime: '25:00', StopTime: 'x', WarnMinutes: 'soon' });
    expect(problems.map(({ attribute }) => attribute).sort()).toEqual([
      'StartTime',
      'StopTime',
      'TimeZone',
      'WarnMinutes',
    ]);
  });

  it('is shown shortened, and blanks so that they can be seen', () => {
    const { problems } = entryOf({ StartTime: 'x'.repeat(200), StopTime: ' soon ' });
    expect(problems.map(({ got }) => got)).toEqual([`${'x'.repeat(79)}…`, '" soon "']);
  });

  it('leaves out only what cannot be read', () => {
    const { timetable, schedule } = entryOf({
      TimeZone: 'KST',
      Periods: [OFFICE, { StartTime: '25:00' }],
      TagValue: 'dev',
    });
    expect(schedule).toMatchObject({ tagValue: 'dev', timeZone: 'Asia/Seoul' });
    expect(timetable.periods).toHaveLength(1);
  });
});

describe('an attribute that nobody reads', () => {
  it.each([
    { attribute: 'Startime', meant: 'StartTime' },
    { attribute: 'starttime', meant: 'StartTime' },
    { attribute: 'DayActive', meant: 'DaysActive' },
    { attribute: 'Stop_Time', meant: 'StopTime' },
    { attribute: 'TimeZnoe', meant: 'TimeZone' },
    { attribute: 'Enable', meant: 'Enabled' },
    { attribute: 'Channel', meant: 'Channels' },
  ])('gets an advice where it looks like one that is read: $attribute', ({ attribute, meant }) => {
    const { problems, advices } = entryOf({ [attribute]: '09:00' });
    expect(problems).toEqual([]);
    expect(advices).toEqual([
      { row: 'Schedule S', attribute, got: '09:00', expected: `${meant}, if that is meant: ${attribute} is not read` },
    ]);
  });

  it('gets one inside a period too', () => {
    const { advices } = entryOf({ Periods: [{ ...OFFICE, MonthDay: '1' }] });
    expect(advices.map(({ attribute }) => attribute)).toEqual(['Periods[0].MonthDay']);
  });

  it.each(['Note', 'Owner', 'Team', 'Description', 'UpdatedAt', 'StartDate'])(
    'is left in peace otherwise: %s',
    (attribute) => {
      expect(entryOf({ [attribute]: 'x' }).advices).toEqual([]);
    },
  );
});
