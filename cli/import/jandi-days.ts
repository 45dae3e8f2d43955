import { parseDaysActive } from '../../functions/shared/calendar/day-rule-syntax.ts';
import type { BitSet } from '../../functions/shared/calendar/day-rule.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const EVERY_DAY: BitSet = 0b1111111;
const WEEKDAYS: BitSet = 0b0011111;

/** Which weekdays the original acted on: it knew `all`, `weekdays` and the seven short names, each letter by letter. */
export function daysOfOriginal(daysActive: string): BitSet {
  if (daysActive === 'all') return EVERY_DAY;
  if (daysActive === 'weekdays') return WEEKDAYS;
  return partsOf(daysActive).reduce((days, part) => {
    const day = NAMES.indexOf(part);
    return day === -1 ? days : days | (1 << day);
  }, 0);
}

/** Which weekdays Curfew acts on, and by which words that are not the same in every week (`mon#2`); undefined for no words at all. */
export function daysHere(daysActive: string): { readonly everyWeek: BitSet; readonly sometimes: boolean } | undefined {
  const { value } = parseDaysActive(daysActive);
  return value && { everyWeek: value.everyWeek, sometimes: value.nthWeekdays.length > 0 };
}

/** `mon, tue`, `no day`. */
export const dayWords = (days: BitSet): string => NAMES.filter((_, day) => (days >> day) & 1).join(', ') || 'no day';

export const hasDay = (days: BitSet, day: number): boolean => ((days >> (day % NAMES.length)) & 1) === 1;

/** Whether some day of the set has its tomorrow in the set too. */
export const hasNeighbours = (days: BitSet): boolean =>
  NAMES.some((_, day) => hasDay(days, day) && hasDay(days, day + 1));

/** The parts that Curfew can read, as they stand. */
export const readableParts = (daysActive: string): readonly string[] =>
  daysActive.split(',').filter((part) => part.trim() !== '' && daysHere(part) !== undefined);

const partsOf = (daysActive: string): readonly string[] =>
  daysActive.split(',').map((part) => part.trim().toLowerCase());

/** Minutes since midnight as the original read a time; undefined where it failed. `None` is no time, and no failure. */
export function timeOfOriginal(value: unknown): number | 'none' | undefined {
  if (value === 'None') return 'none';
  const [, hour, minute] = typeof value === 'string' ? (/^\s*(\d+)\s*:\s*(\d+)\s*(?::|$)/.exec(value) ?? []) : [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return Number(hour) * 60 + Number(minute);
}

/** Python's idea of yes, by which the original read flags: any text that is not empty, `"false"` too. */
export function isYesInPython(value: unknown): boolean {
  if (Array.isArray(value) || value instanceof Set) return [...value].length > 0;
  return Boolean(value) && !(typeof value === 'object' && Object.keys(value as Item).length === 0);
}
