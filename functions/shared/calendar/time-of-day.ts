/** Minutes from an operating day's midnight on the wall; 1440 and more are on the next day. */
export type MinuteOfDay = number;

/**
 * Reads `09:30`, `9:5`, `09:00:00` (seconds are dropped) and `None`, with surrounding blanks and in any case.
 * Hours go to 99 here, so that the caller can name the range that was left; undefined for what is no time at all.
 */
export function parseTimeOfDay(text: string): MinuteOfDay | 'none' | undefined {
  const trimmed = text.trim();
  if (/^none$/i.test(trimmed)) return 'none';
  const match = /^(\d{1,2}):([0-5]?\d)(?::[0-5]\d)?$/.exec(trimmed);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

/** Writes `09:30`, `26:00`, `None`. */
export function formatTimeOfDay(minute: MinuteOfDay | 'none'): string {
  if (minute === 'none') return 'None';
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
