import type { BuiltIn } from './alarm-rule.ts';

/** What Curfew watches of every schedule without a row. */
export const BUILT_INS: readonly BuiltIn[] = ['should-be-off', 'should-be-on', 'run-stuck'];

/** What people call it by: `should-be-off:Development`. */
export const builtInName = (what: BuiltIn, scheduleName: string): string => `${what}:${scheduleName}`;
