import type { Firing } from '../commands/alarm-look.ts';
import { brief } from '../words/alarm-parts.ts';

const SHOWN = 5;

/** `i-1 97.2, i-2 93` and how many more; empty where the rule itself fires and has no value. */
export function firingValues(firing: readonly Firing[]): { readonly shown: string; readonly more: number } {
  const shown = firing
    .slice(0, SHOWN)
    .map(({ id, value }) => [id, value !== undefined && brief(value)].filter(Boolean).join(' '));
  return { shown: shown.filter(Boolean).join(', '), more: Math.max(0, firing.length - SHOWN) };
}
