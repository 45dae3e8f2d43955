import { MINUTES_PER_DAY, type LocalDay } from '../../../shared/calendar/instant.ts';
import { dayOfDate, weekdayOf } from '../../../shared/calendar/local-date.ts';
import { parseTimeOfDay, type MinuteOfDay } from '../../../shared/calendar/time-of-day.ts';
import { fold } from '../../../shared/rows/spelling.ts';
import type { Span } from './command.ts';

const DAYS_PER_WEEK = 7;
const MINUTES_PER_HOUR = 60;

/** The longest that a command may ask for. */
export const LONGEST_SPAN_MINUTES = 7 * MINUTES_PER_DAY;

/** The last minute of a stop, `47:59`, on the day after its operating day. */
export const LAST_STOP_MINUTE = 2 * MINUTES_PER_DAY - 1;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const KOREAN_WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'];

/** Reads `2026-11-20`, `today`, `내일`, `모레`, or a weekday (`fri`, `Friday`, `금`, `금요일`): the next one, today included. */
export function readDate(text: string, today: LocalDay): LocalDay | undefined {
  const word = fold(text);
  if (word === 'today' || word === '오늘') return today;
  if (word === 'tomorrow' || word === '내일') return today + 1;
  if (word === '모레') return today + 2;
  const weekday = weekdayNamed(word);
  if (weekday === undefined) return dayOfDate(word);
  return today + ((weekday - weekdayOf(today) + DAYS_PER_WEEK) % DAYS_PER_WEEK);
}

function weekdayNamed(word: string): number | undefined {
  const english = word.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(word));
  const korean = KOREAN_WEEKDAYS.findIndex((name) => word === name || word === `${name}요일`);
  const weekday = Math.max(english, korean);
  return weekday === -1 ? undefined : weekday;
}

const KOREAN_TIME = /^(\d{1,2})시(?:(\d{1,2})분|(반))?$/;

/** Reads `23:00` to `47:59`, `23시`, `23시30분`, `23시반`, `None` and `없음`; undefined for anything else. */
export function readTime(text: string): MinuteOfDay | 'none' | undefined {
  const word = fold(text);
  const asDigits = word.replace(KOREAN_TIME, (_, hour, minute = '00', half) => `${hour}:${half ? '30' : minute}`);
  const minute = word === '없음' ? 'none' : parseTimeOfDay(asDigits);
  return typeof minute === 'number' && minute > LAST_STOP_MINUTE ? undefined : minute;
}

const DURATION = /^(?:(\d{1,3})(?:d|일))?(?:(\d{1,3})(?:h|시간))?(?:(\d{1,5})(?:m|분))?$/;

/** Reads `2h30m`, `90m`, `2시간 30분`, `1d`, or a time that is to come next; undefined for anything else. */
export function readSpan(words: readonly string[]): Span | undefined {
  const text = fold(words.join(''));
  const [, days = '0', hours = '0', minutes = '0'] = DURATION.exec(text) ?? [];
  const total = Number(days) * MINUTES_PER_DAY + Number(hours) * MINUTES_PER_HOUR + Number(minutes);
  if (total > 0) return { kind: 'duration', minutes: total };
  const minute = readTime(text);
  return typeof minute === 'number' ? { kind: 'time', minute } : undefined;
}
