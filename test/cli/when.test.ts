import { describe, expect, it } from 'vitest';
import { isoUtc, parseWhen } from '../../cli/when.ts';
import { zoneNamed } from '../../functions/shared/calendar/zone.ts';
import type { Zone } from '../../functions/shared/calendar/zone.ts';

const zone = (name: string): Zone => zoneNamed(name) ?? expect.fail(`no zone ${name}`);

describe('an instant on the command line', () => {
  it.each([
    ['2026-11-20T00:30:00Z', '2026-11-20T00:30:00Z'],
    ['2026-11-20T00:30Z', '2026-11-20T00:30:00Z'],
    ['2026-11-20T09:30+09:00', '2026-11-20T00:30:00Z'],
    ['2026-11-20 09:30:15-0500', '2026-11-20T14:30:15Z'],
    ['2026-11-20T09:30', '2026-11-20T00:30:00Z'],
    [' 2026-11-20 09:30 ', '2026-11-20T00:30:00Z'],
    ['2026-11-20T9:30:15', '2026-11-20T00:30:15Z'],
    ['2026-11-20', '2026-11-19T15:00:00Z'],
  ])('may be typed as %j', (text, iso) => {
    expect(isoUtc(parseWhen('--at', text, zone('Asia/Seoul')))).toBe(iso);
  });

  it.each([
    'now',
    '',
    '20.11.2026',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '2026-11-20T24:00',
    '2026-11-20T09:60',
    '09:30',
    '2026-11-20T09:30 KST',
  ])('is refused as %j, with the forms that are understood', (text) => {
    expect(() => parseWhen('--at', text, zone('Asia/Seoul'))).toThrow(
      /^--at .* is no instant; type it as 2026-11-20T00:30:00Z/,
    );
  });

  it('is the first of the two where the clock is set back, and the end of the gap where it is set forward', () => {
    const newYork = zone('America/New_York');
    expect(isoUtc(parseWhen('--at', '2026-11-01T01:30', newYork))).toBe('2026-11-01T05:30:00Z');
    expect(isoUtc(parseWhen('--at', '2026-03-08T02:30', newYork))).toBe('2026-03-08T07:00:00Z');
  });
});
