import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import type { Zone } from '../functions/shared/calendar/zone.ts';

const UNITS: Readonly<Record<string, number>> = { d: DAY_MS, h: HOUR_MS, m: MINUTE_MS, s: SECOND_MS };

/** The instant that `+30m`, `+1h30m`, `+2d` or `22:00` (the next one) lets time pass to; undefined where a line is none of these. */
export function timeTo(line: string, now: Instant, zone: Zone): Instant | undefined {
  const span = /^\+\s*((?:\d{1,4}[dhms])+)$/i.exec(line)?.[1];
  if (span !== undefined)
    return [...span.toLowerCase().matchAll(/(\d+)([dhms])/g)].reduce(
      (at, [, count, unit = '']) => at + Number(count) * (UNITS[unit] ?? 0),
      now,
    );
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(line) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const minuteOfDay = Number(hour) * 60 + Number(minute);
  const today = zone.localDay(now);
  return [today, today + 1].map((day) => zone.instantOf(day, minuteOfDay)).find((at) => at > now);
}
