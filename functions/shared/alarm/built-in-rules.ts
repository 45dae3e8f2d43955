import type { BuiltIn } from './alarm-rule.ts';

/** What Curfew watches of every schedule without a row. */
export const BUILT_INS = ['should-be-off', 'should-be-on', 'run-stuck'] as const satisfies readonly BuiltIn[];

/** What people call it by: `should-be-off:Development`. */
export const builtInName = (what: (typeof BUILT_INS)[number], scheduleName: string): string =>
  `${what}:${scheduleName}`;

/** Whose listing is watched, for all schedules at once. */
export const LISTED_TYPES = ['EC2', 'RDS'] as const;

/** `listing:RDS` */
export const listingName = (type: (typeof LISTED_TYPES)[number]): string => `listing:${type}`;

/** Whether people would take it for one of these. */
export const isBuiltInName = (name: string): boolean =>
  [...BUILT_INS, 'listing'].some((what) => name.trim().toLowerCase().startsWith(`${what}:`));
