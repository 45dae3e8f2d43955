import type { Problem } from '../../shared/rows/problem.ts';

/** `1 instance`, `2 instances`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `45 s`, `6 min 10 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** ` at 22:00 KST`, to follow a word; nothing where the time is not known. */
export function atTime(time: string): string {
  return time && ` at ${time}`;
}

/** `Schedule Development, StartTime: got 25:00, expected a time from 00:00 to 23:59`; what is empty is left out. */
export function problemWords({ row, attribute, got, expected }: Problem): string {
  const where = [row, attribute].filter(Boolean).join(', ');
  const what = [got && `got ${got}`, expected && `expected ${expected}`].filter(Boolean).join(', ');
  return [where, what].filter(Boolean).join(': ');
}
