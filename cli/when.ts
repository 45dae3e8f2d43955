import { DateTime } from 'luxon';
import { DAY_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { dayOfDate } from '../functions/shared/calendar/local-date.ts';
import type { Zone } from '../functions/shared/calendar/zone.ts';
import { localDateTime } from '../functions/webhook/domain/local-time.ts';
import { Refusal } from './refusal.ts';

const WHEN_FORMS =
  '2026-11-20T00:30:00Z, 2026-11-20T09:30+09:00, or in the default zone 2026-11-20T09:30 or 2026-11-20';

const LOCAL = /^(\d{4}-\d{1,2}-\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
/** With an offset that some zone has, -12:00 to +14:00: what lies beyond is a slip, and would be another date. */
const WITH_ZONE =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|(?:\+(?:0\d|1[0-3])|-(?:0\d|1[01])):?[0-5]\d|(?:\+14|-12):?00)$/;

/** The instant that somebody typed for `option`; a form without a zone, or a mere date (its midnight), is in `zone`. */
export function parseWhen(option: string, text: string, zone: Zone): Instant {
  const trimmed = text.trim();
  const at = WITH_ZONE.test(trimmed.replace(' ', 'T')) ? withZone(trimmed.replace(' ', 'T')) : inZone(trimmed, zone);
  if (at === undefined || Number.isNaN(at))
    throw new Refusal(`${option} ${text} is no instant; type it as ${WHEN_FORMS}`);
  return at;
}

/** What a span may hold at most: beyond it a slip in a year is likelier than a question, and the answer outgrows a text. */
export const SPAN_YEARS_MAX = 5;
const SPAN_MS_MAX = SPAN_YEARS_MAX * 366 * DAY_MS;

/** Refuses a span that holds nothing, or more than SPAN_YEARS_MAX. */
export function expectSpan({ from, to }: { readonly from: Instant; readonly to: Instant }, { name }: Zone): void {
  const [first, end] = [from, to].map((at) => localDateTime(at, name));
  if (to <= from) throw new Refusal(`--to ${end} is not after --from ${first}`);
  if (to - from > SPAN_MS_MAX)
    throw new Refusal(`--to ${end} is more than ${SPAN_YEARS_MAX} years after --from ${first}; type a shorter span`);
}

/** UTC as `--json` and the notices write it: `2026-11-20T00:30:00Z`. */
export function isoUtc(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function withZone(text: string): Instant | undefined {
  const read = DateTime.fromISO(text);
  return read.isValid ? read.toMillis() : undefined;
}

function inZone(text: string, zone: Zone): Instant | undefined {
  const [, date = '', hour = '0', minute = '0', second = '0'] = LOCAL.exec(text) ?? [];
  const day = dayOfDate(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return zone.instantOf(day, Number(hour) * 60 + Number(minute)) + Number(second) * 1_000;
}
