import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { zoneNamed } from '../../functions/shared/calendar/zone.ts';
import type { Zone } from '../../functions/shared/calendar/zone.ts';

const DAY_MS = 86_400_000;
/** From four hours before midnight to four after: all changes of these years lie there. */
const PROBED_MINUTES = Array.from({ length: 33 }, (_, index) => (index - 16) * 15);
const FIRST_DAY = dayOfDate('2026-01-01') ?? 0;
const LAST_DAY = dayOfDate('2027-12-31') ?? 0;

/** Every IANA zone with a region, as this machine's Intl knows them. */
const zones = Intl.supportedValuesOf('timeZone')
  .map(zoneNamed)
  .filter((zone) => zone !== undefined);

describe('every IANA zone', () => {
  it('is known', () => {
    expect(zones.length).toBeGreaterThan(400);
  });

  it('keeps the order of wall times through two years', () => {
    for (const zone of zones) expect(firstDisorder(zone)).toBeUndefined();
  });

  it('agrees with Temporal around every change of these years, in gaps and in repeated hours', () => {
    const probes = zones.flatMap((zone) =>
      probedDays(zone.name).flatMap((day) => PROBED_MINUTES.map((minute) => ({ zone, day, minute }))),
    );
    const wrong = probes.filter(
      ({ zone, day, minute }) => zone.instantOf(day, minute) !== temporalInstant(zone.name, day, minute),
    );
    expect(wrong.map(({ zone, day, minute }) => `${zone.name} ${dateOfDay(day)} ${minute}`)).toEqual([]);
    expect(probes.length).toBeGreaterThan(2 * zones.length * PROBED_MINUTES.length);
  });
});

function firstDisorder(zone: Zone): string | undefined {
  let before = -Infinity;
  for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
    for (let minute = 0; minute < 1_440; minute += 30) {
      const at = zone.instantOf(day, minute);
      if (!(at >= before)) return `${zone.name} ${dateOfDay(day)} minute ${minute}`;
      before = at;
    }
  }
  return undefined;
}

/** Midnights near which to probe: those next to each change of the zone, and one ordinary day. */
function probedDays(name: string): number[] {
  const days = [FIRST_DAY + 20];
  let at = Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name);
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.year > 2027) return days;
    days.push(Math.round((change.epochMilliseconds + change.offsetNanoseconds / 1e6) / DAY_MS));
    at = change;
  }
}

/** Temporal's own answer: the earlier of two, and for a time in a gap the instant at which the gap ends. */
function temporalInstant(name: string, day: number, minute: number): number {
  const wall = Temporal.PlainDateTime.from(dateOfDay(day)).add({ minutes: minute });
  const earlier = wall.toZonedDateTime(name, { disambiguation: 'earlier' });
  // In a gap `earlier` lies as far before the gap as the time is within it.
  const isInGap = !earlier.toPlainDateTime().equals(wall);
  return (isInGap ? earlier.getTimeZoneTransition('next') : earlier)?.epochMilliseconds ?? Number.NaN;
}
