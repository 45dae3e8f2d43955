import type { FactValue } from './notice.ts';

/** As many as a reader reads, and an item holds. */
export const LISTED = 50;

/** A list as a fact; the fact `more` counts what it leaves out, and what was left out `beyond` it before. */
export function listed(name: string, lines: readonly string[], beyond = 0): Record<string, FactValue> {
  const more = Math.max(0, lines.length - LISTED) + beyond;
  return { [name]: lines.slice(0, LISTED), ...(more > 0 && { more }) };
}
