import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  dateWords,
  localDateTime,
  localTimeSeenFrom,
  zoneAbbreviation,
} from '../../functions/webhook/domain/local-time.ts';

const at = (iso: string): number => Date.parse(iso);

describe('local time', () => {
  it.each([
    ['Asia/Seoul', '2026-11-20T13:00:00Z', 'Fri 2026-11-20 22:00 KST'],
    ['America/New_York', '2026-07-20T13:00:00Z', 'Mon 2026-07-20 09:00 EDT'],
    ['America/New_York', '2026-11-20T13:00:00Z', 'Fri 2026-11-20 08:00 EST'],
    ['Europe/Berlin', '2026-07-20T13:00:00Z', 'Mon 2026-07-20 15:00 CEST'],
    ['Asia/Kolkata', '2026-11-20T13:00:00Z', 'Fri 2026-11-20 18:30 GMT+5:30'],
    ['UTC', '2026-11-20T13:00:00Z', 'Fri 2026-11-20 13:00 UTC'],
  ])('is written with what people of %s call their zone', (zone, iso, written) => {
    expect(localDateTime(at(iso), zone)).toBe(written);
  });

  it.each(['en', 'ko'] as const)('is in every zone what luxon writes, in %s', (language) => {
    const tokens = language === 'en' ? 'ccc yyyy-MM-dd HH:mm' : 'yyyy년 M월 d일(ccc) HH:mm';
    const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
    for (const zone of zones)
      for (let month = 0; month < 12; month += 1) {
        const instant = Date.UTC(2026, month, 1 + month, 2 * month, 59);
        const local = DateTime.fromMillis(instant, { zone, locale: language });
        expect(localDateTime(instant, zone, language)).toBe(
          `${local.toFormat(tokens)} ${zoneAbbreviation(instant, zone)}`,
        );
      }
  });

  it('is UTC where nobody knows the zone', () => {
    expect(localDateTime(at('2026-11-20T13:00:00Z'), 'Nowhere/Land')).toBe('Fri 2026-11-20 13:00 UTC');
  });

  it('has the abbreviation of the season', () => {
    expect(zoneAbbreviation(at('2026-01-10T00:00:00Z'), 'Australia/Sydney')).toBe('AEDT');
    expect(zoneAbbreviation(at('2026-07-10T00:00:00Z'), 'Australia/Sydney')).toBe('AEST');
  });

  it.each([
    ['2026-11-20T14:59:00Z', '23:59 KST'],
    ['2026-11-20T15:00:00Z', 'Sat 00:00 KST'],
    ['2026-11-19T14:59:00Z', 'Thu 23:59 KST'],
    ['2026-11-26T00:00:00Z', 'Thu 09:00 KST'],
    ['2026-11-27T00:00:00Z', 'Fri 2026-11-27 09:00 KST'],
  ])('leaves out of %s what the reader knows', (iso, seen) => {
    expect(localTimeSeenFrom(at('2026-11-20T12:50:00Z'), at(iso), { timeZone: 'Asia/Seoul', language: 'en' })).toBe(
      seen,
    );
  });

  it.each([
    ['2026-11-20T14:59:00Z', '23:59 KST'],
    ['2026-11-20T17:00:00Z', '토 02:00 KST'],
    ['2026-11-26T00:00:00Z', '목 09:00 KST'],
    ['2026-11-30T00:30:00Z', '11월 30일(월) 09:30 KST'],
    ['2027-01-04T00:30:00Z', '2027년 1월 4일(월) 09:30 KST'],
  ])('is said of %s as a Korean says it', (iso, seen) => {
    const wall = { timeZone: 'Asia/Seoul', language: 'ko' } as const;
    expect(localTimeSeenFrom(at('2026-11-20T12:50:00Z'), at(iso), wall)).toBe(seen);
  });

  it('has the whole date in either language', () => {
    const friday = at('2026-11-20T13:00:00Z');
    expect(localDateTime(friday, 'Asia/Seoul', 'en')).toBe('Fri 2026-11-20 22:00 KST');
    expect(localDateTime(friday, 'Asia/Seoul', 'ko')).toBe('2026년 11월 20일(금) 22:00 KST');
  });

  it('reads a date with its weekday, and leaves alone what is none', () => {
    expect(dateWords('2026-11-21', 'ko')).toBe('11월 21일(토)');
    expect(dateWords('2026-11-21', 'en')).toBe('Sat 2026-11-21');
    expect(dateWords('2026-02-30', 'ko')).toBe('2026-02-30');
  });
});
