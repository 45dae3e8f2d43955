import { DateTime } from 'luxon';
import type { Instant } from '../functions/shared/calendar/instant.ts';

/** Formats an instant on the wall of a zone, in luxon's tokens and in English. */
export const format = (at: Instant, timeZone: string, tokens: string): string =>
  DateTime.fromMillis(at, { zone: timeZone, locale: 'en-US' }).toFormat(tokens);
