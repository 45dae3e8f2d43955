import { zoneNamed } from '../calendar/zone.ts';
import type { Zone } from '../calendar/zone.ts';
import type { AttributeReader } from './attributes.ts';
import { nearest } from './nearest.ts';

/** What people mean by abbreviations that IANA does not know, or knows as something else (EST has no daylight saving). */
const MEANT_BY: Readonly<Record<string, string>> = {
  KST: 'Asia/Seoul',
  JST: 'Asia/Tokyo',
  CST: 'America/Chicago (or Asia/Shanghai)',
  HKT: 'Asia/Hong_Kong',
  SGT: 'Asia/Singapore',
  ICT: 'Asia/Bangkok',
  IST: 'Asia/Kolkata',
  AEST: 'Australia/Sydney',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  GMT: 'UTC (or Europe/London)',
  BST: 'Europe/London',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  Z: 'UTC',
};

/** Reads TimeZone; `fallback` where the row names none. */
export function readTimeZone(reader: AttributeReader, fallback: string): Zone | undefined {
  const name = reader.text('TimeZone', EXPECTED) ?? (reader.has('TimeZone') ? undefined : fallback);
  if (name === undefined) return undefined;
  return zoneNamed(name) ?? reader.refuse('TimeZone', `${EXPECTED}${hint(name)}`);
}

const EXPECTED = 'an IANA time zone such as Asia/Seoul or America/New_York';

function hint(name: string): string {
  const abbreviated = name.toUpperCase();
  if (Object.hasOwn(MEANT_BY, abbreviated)) return `; for ${name} type ${MEANT_BY[abbreviated]}`;
  const known = Intl.supportedValuesOf('timeZone');
  const cities = new Map(known.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]));
  const meant = nearest(name, known) ?? cities.get(nearest(name, cities.keys()) ?? '');
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
