/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Days since 1970-01-01 on somebody's wall calendar: a date without a zone. */
export type LocalDay = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTES_PER_DAY = 1_440;
