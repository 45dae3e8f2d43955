import type { Zone } from '../functions/shared/calendar/zone.ts';
import { zoneNamed } from '../functions/shared/calendar/zone.ts';
import { shown } from '../functions/shared/rows/attributes.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

export const DEFAULT_TIME_ZONE = 'Asia/Seoul';
export const DEFAULT_WARN_MINUTES = 10;
const WARN_MINUTES_MAX = 1_440;

/** The options that every command takes. */
export interface SettingsOptions {
  readonly timeZone?: string;
  readonly warnMinutes?: string;
}

/** What rows leave to the stack; here it comes from options, the environment, or the defaults. */
export interface Settings {
  readonly zone: Zone;
  readonly warnMinutes: number;
}

export function settingsOf(options: SettingsOptions, env: Terminal['env']): Settings {
  const name = options.timeZone ?? env['TIME_ZONE'] ?? DEFAULT_TIME_ZONE;
  const zone = zoneNamed(name);
  if (zone === undefined) throw new Refusal(`the time zone ${name} is unknown; type an IANA name such as Asia/Seoul`);
  const minutes = options.warnMinutes ?? env['WARN_MINUTES'] ?? String(DEFAULT_WARN_MINUTES);
  const where = options.warnMinutes === undefined ? 'WARN_MINUTES' : '--warn-minutes';
  if (!/^\d+$/.test(minutes) || Number(minutes) > WARN_MINUTES_MAX)
    throw new Refusal(`${where} ${shown(minutes)} is no number of minutes; type 0 to ${WARN_MINUTES_MAX}`);
  return { zone, warnMinutes: Number(minutes) };
}
