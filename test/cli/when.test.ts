import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoUtc, parseWhen, SPAN_YEARS_MAX } from '../../cli/when.ts';
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
    ['2026-11-20T14:00+14:00', '2026-11-20T00:00:00Z'],
    ['2026-11-20T00:00-1200', '2026-11-20T12:00:00Z'],
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
    '2026-11-20T24:00Z',
    '2026-11-20T09:30+99:00',
    '2026-11-20T09:30+14:01',
    '2026-11-20T09:30-12:01',
    '2026-11-20T09:30+09:60',
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

  const two = (most: number) => fc.nat(most).map((number) => String(number).padStart(2, '0'));
  const offset = fc.option(
    fc.tuple(fc.constantFrom('+', '-'), two(99), two(99)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
    { nil: 'Z' },
  );
  const written = fc.tuple(fc.integer({ min: 1990, max: 2100 }), two(13), two(32), two(25), two(61), offset);

  it('has the date, the time and the offset that were typed, whatever they are, or is refused', () => {
    fc.assert(
      fc.property(written, ([year, month, day, hour, minute, typedOffset]) => {
        const local = `${year}-${month}-${day}T${hour}:${minute}`;
        const at = instantOrRefusal(local + typedOffset);
        const [, sign = '+', hours = '00', minutes = '00'] = /^(.)(..):(..)$/.exec(typedOffset) ?? [];
        const offsetMinutes = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
        const exists = new Date(`${local}Z`);
        const isRight =
          !Number.isNaN(exists.getTime()) && exists.toISOString().startsWith(local) && Number(minutes) < 60;
        const expected = isRight && offsetMinutes >= -720 && offsetMinutes <= 840;
        expect(at).toBe(expected ? exists.getTime() - offsetMinutes * 60_000 : 'refused');
        // Without an offset it is the same in the zone of the settings.
        if (expected) expect(instantOrRefusal(local)).toBe(exists.getTime() - 9 * 3_600_000);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is an instant or a refusal for any text', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'0123456789-+:TZ. ') });
    fc.assert(fc.property(fc.oneof(letters, fc.string()), (text) => void instantOrRefusal(text)));
  });
});

it('is told in the README how long a span may be', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`From \`--from\` to \`--to\` are ${SPAN_YEARS_MAX} years at most.`);
});

/** A whole instant, or `refused` where that is said in the usual words. */
function instantOrRefusal(text: string): number | string {
  try {
    const at = parseWhen('--from', text, zone('Asia/Seoul'));
    expect(Number.isInteger(at)).toBe(true);
    return at;
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refusal', message: expect.stringContaining(' is no instant; type it as ') });
    return 'refused';
  }
}
