import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import { Zone, zoneNamed } from '../../../functions/shared/calendar/zone.ts';

function zone(name: string): Zone {
  const found = zoneNamed(name);
  if (found === undefined) throw new Error(`${name} is no zone`);
  return found;
}

const dayOf = (date: string): number => dayOfDate(date) ?? Number.NaN;

describe('a wall time as an instant', () => {
  it.each([
    {
      rule: 'Seoul is nine hours ahead',
      name: 'Asia/Seoul',
      date: '2026-11-19',
      time: [9, 30],
      is: '2026-11-19T00:30:00Z',
    },
    {
      rule: 'Kathmandu is 5:45 ahead',
      name: 'Asia/Kathmandu',
      date: '2026-11-19',
      time: [9, 0],
      is: '2026-11-19T03:15:00Z',
    },
    { rule: 'UTC is UTC', name: 'UTC', date: '2026-11-19', time: [9, 0], is: '2026-11-19T09:00:00Z' },
    {
      rule: 'hours from 24 on are on the next day',
      name: 'Asia/Seoul',
      date: '2026-11-19',
      time: [26, 0],
      is: '2026-11-19T17:00:00Z',
    },
    {
      rule: 'a gap means the first instant after it',
      name: 'America/New_York',
      date: '2026-03-08',
      time: [2, 1],
      is: '2026-03-08T07:00:00Z',
    },
    {
      rule: 'the end of a gap is that instant too',
      name: 'America/New_York',
      date: '2026-03-08',
      time: [3, 0],
      is: '2026-03-08T07:00:00Z',
    },
    {
      rule: 'a repeated time means the first',
      name: 'America/New_York',
      date: '2026-11-01',
      time: [1, 0],
      is: '2026-11-01T05:00:00Z',
    },
    {
      rule: 'the repeated hour ends at its second end',
      name: 'America/New_York',
      date: '2026-11-01',
      time: [2, 0],
      is: '2026-11-01T07:00:00Z',
    },
    {
      rule: 'a change is met from the day before too',
      name: 'America/New_York',
      date: '2026-10-31',
      time: [25, 59],
      is: '2026-11-01T05:59:00Z',
    },
    {
      rule: 'a day that was left out is the next one’s midnight',
      name: 'Pacific/Apia',
      date: '2011-12-30',
      time: [12, 0],
      is: '2011-12-30T10:00:00Z',
    },
    {
      rule: 'a change where two blocks of the cache meet is not lost',
      name: 'Asia/Amman',
      date: '2005-09-30',
      time: [0, 0],
      is: '2005-09-29T21:00:00Z',
    },
    {
      rule: 'nor from the other side',
      name: 'Pacific/Easter',
      date: '2018-05-12',
      time: [22, 0],
      is: '2018-05-13T04:00:00Z',
    },
  ])('$rule', ({ name, date, time: [hour = 0, minute = 0], is }) => {
    expect(new Date(zone(name).instantOf(dayOf(date), hour * 60 + minute))).toEqual(new Date(is));
  });
});

describe('an instant on the wall', () => {
  it.each([
    { rule: 'before local midnight', at: '2026-11-19T14:59:59.999Z', date: '2026-11-19', minute: 1_439 },
    { rule: 'at local midnight', at: '2026-11-19T15:00:00Z', date: '2026-11-20', minute: 0 },
    { rule: 'before 1970', at: '1969-12-31T14:59:00Z', date: '1969-12-31', minute: 1_439 },
  ])('is right $rule', ({ at, date, minute }) => {
    const seoul = zone('Asia/Seoul');
    expect(seoul.localDay(Date.parse(at))).toBe(dayOf(date));
    expect(seoul.localMinute(Date.parse(at))).toBe(minute);
  });

  it('changes its offset at the very instant of the change', () => {
    const change = Date.parse('2026-03-08T07:00:00Z');
    const newYork = zone('America/New_York');
    expect([change - 1, change].map((at) => newYork.offsetMinutesAt(at))).toEqual([-300, -240]);
  });
});

describe('an instant that no date reaches', () => {
  it.each([Number.NaN, Infinity, 8.64e15 + 1, 1e26, -1e26])('has no offset: %d', (at) => {
    expect(zone('Asia/Seoul').offsetMinutesAt(at)).toBeNaN();
  });

  it.each([
    ['+275760-09-13T00:00:00Z', 9 * 60],
    ['-271821-04-20T00:00:00Z', 8 * 60 + 27 + 52 / 60],
  ])('begins after the last that has one: %s', (iso, offsetMinutes) => {
    expect(new Zone('Asia/Seoul').offsetMinutesAt(Date.parse(iso))).toBe(offsetMinutes);
  });
});

describe('a zone’s name', () => {
  it.each(['Asia/Seoul', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+9', 'US/Eastern', 'asia/seoul'])(
    'may be %s',
    (name) => {
      expect(zoneNamed(name)?.name).toBe(name);
    },
  );

  it.each(['KST', 'EST', 'GMT', 'Japan', 'Asia/Seoull', 'Seoul', '+09:00', 'UTC+9', ''])('may not be "%s"', (name) => {
    expect(zoneNamed(name)).toBeUndefined();
  });

  it('always gives the same zone, so that its changes are found once', () => {
    expect(zoneNamed('Asia/Seoul')).toBe(zoneNamed('Asia/Seoul'));
  });
});
