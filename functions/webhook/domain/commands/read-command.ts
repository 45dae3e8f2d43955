import { MINUTES_PER_DAY, type LocalDay } from '../../../shared/calendar/instant.ts';
import type { EdgeKind } from '../../../shared/calendar/timetable.ts';
import { nearest } from '../../../shared/rows/nearest.ts';
import { fold, wordsOf } from '../../../shared/rows/spelling.ts';
import { alarmLine, nameFirst } from './alarm-line.ts';
import type { Mistake, MistakeBecause, Reading, ScheduleCommand, Usage } from './command.ts';
import { quotable } from './quotable.ts';
import { LONGEST_SPAN_MINUTES, readDate, readSpan, readTime } from './read-arguments.ts';
import { namesNear, schedulesNamed, type NamedSchedule } from './schedule-name.ts';
import {
  edgeKind,
  exceptionVerb,
  GENERAL_WORDS,
  generalVerb,
  meantWord,
  SCHEDULE_WORDS,
  scheduleVerb,
  type ScheduleVerb,
} from './vocabulary.ts';

/** What a line is read against. */
export interface Surroundings {
  /** Of the schedules that exist, as far as the asking channel may know. */
  readonly names: readonly string[];
  /** The date on the wall of that schedule. */
  readonly todayOf: (name: string) => LocalDay;
}

/** Reads one line, in Korean or English, whatever the language of the channel; nothing that is typed is too odd. */
export function readCommand(line: string, { names, todayOf }: Surroundings): Reading {
  const words = wordsOf(line);
  const [first] = words;
  if (first === undefined) return { kind: 'help' };
  const named = nameMeant(schedulesNamed(line, names), todayOf);
  const general = generalVerb(first);
  // A schedule called `list` is meant where a schedule's verb follows.
  const isMeant = named?.rest[0] !== undefined && scheduleVerb(named.rest[0]) !== undefined;
  const alarms = alarmLine(words);
  if (alarms !== undefined && !isMeant) return { kind: 'alarms', line: alarms };
  if (general !== undefined && !isMeant) return { kind: general };
  if (named === undefined) return unknownName(words, names);
  const read = readVerb(named.rest, todayOf(named.name));
  if (!('because' in read)) return { kind: 'command', schedule: named.name, command: read };
  const longer = read.usage === 'verbs' && read.near === undefined ? longerName(words, named.name, names) : undefined;
  return longer ?? { kind: 'mistake', schedule: named.name, mistake: read };
}

/** Where there are `Dev` and `Dev extend`, `Dev extend 1h` is for the first: the longest name after which a command follows. */
function nameMeant(named: readonly NamedSchedule[], todayOf: Surroundings['todayOf']): NamedSchedule | undefined {
  const isRead = ({ name, rest }: NamedSchedule): boolean => !('because' in readVerb(rest, todayOf(name)));
  const hasVerb = ({ rest: [word] }: NamedSchedule): boolean => word !== undefined && scheduleVerb(word) !== undefined;
  return named.find(isRead) ?? named.find(hasVerb) ?? named[0];
}

function unknownName(words: readonly string[], names: readonly string[]): Reading {
  const { before, typed } = meantAsName(words);
  const alarms = nameFirst(words, before.length);
  if (alarms !== undefined) return { kind: 'alarms', line: alarms };
  const command = words.length === 1 ? nearest(typed, GENERAL_WORDS) : undefined;
  const near = new Set([...namesNear(typed, names), ...(command === undefined ? [] : [command])]);
  return { kind: 'unknown-name', typed: quotable(typed), near: [...near] };
}

/** Where there are `Dev` and `Dev Team`, `Dev Tea s` is a slip in the longer name, and no command for the shorter. */
function longerName(words: readonly string[], named: string, names: readonly string[]): Reading | undefined {
  const { typed } = meantAsName(words);
  const near = namesNear(typed, names);
  const isLonger = near.some((name) => name !== named && fold(name).startsWith(fold(named)));
  return isLonger ? { kind: 'unknown-name', typed: quotable(typed), near } : undefined;
}

/** The words before the first verb, and what they say without quote marks around them. */
function meantAsName(words: readonly string[]): { readonly before: readonly string[]; readonly typed: string } {
  const verbAt = words.findIndex((word, index) => index > 0 && scheduleVerb(word) !== undefined);
  const before = verbAt === -1 ? words : words.slice(0, verbAt);
  return { before, typed: before.join(' ').replace(/^["'“‘]|["'”’]$/g, '') };
}

type Read = ScheduleCommand | Mistake;

/** `NAME` alone is `status`. */
function readVerb([word = 'status', ...rest]: readonly string[], today: LocalDay): Read {
  const verb = scheduleVerb(word);
  if (verb !== undefined) return READERS[verb](rest, today);
  const near = meantWord(word) ?? nearest(word, SCHEDULE_WORDS);
  if (near === undefined) return mistake('verbs', 'unknown-verb', word);
  return { ...mistake(scheduleVerb(near) ?? 'verbs', 'unknown-verb', word), near };
}

type Reader = (words: readonly string[], today: LocalDay) => Read;

const READERS: Readonly<Record<ScheduleVerb, Reader>> = {
  status: ([surplus]) => (surplus === undefined ? { kind: 'status' } : mistake('status', 'too-much', surplus)),
  week: ([surplus]) => (surplus === undefined ? { kind: 'week' } : mistake('week', 'too-much', surplus)),
  release: ([surplus]) => (surplus === undefined ? { kind: 'release' } : mistake('release', 'too-much', surplus)),
  info: (words, today) => {
    const day = readOneDate('info', words, today);
    return typeof day === 'object' ? day : { kind: 'info', day: day ?? today };
  },
  exception: readException,
  extend: (words) => {
    if (words.length === 0) return mistake('extend', 'missing');
    const span = readOneSpan('extend', words);
    return 'because' in span ? span : { kind: 'extend', span };
  },
  force_start: (words) => readForce('start', words),
  force_stop: (words) => readForce('stop', words),
};

function readForce(type: EdgeKind, words: readonly string[]): Read {
  if (words.length === 0) return { kind: 'force', type, span: undefined };
  const span = readOneSpan(`force_${type}`, words);
  return 'because' in span ? span : { kind: 'force', type, span };
}

function readOneSpan(usage: Usage, words: readonly string[]) {
  const span = readSpan(words);
  if (span === undefined) return mistake(usage, 'no-span', words.join(' '));
  const isTooLong = span.kind === 'duration' && span.minutes > LONGEST_SPAN_MINUTES;
  return isTooLong ? mistake(usage, 'too-long', words.join(' ')) : span;
}

/** Undefined where no date is given. */
function readOneDate(
  usage: Usage,
  [word, surplus]: readonly string[],
  today: LocalDay,
): LocalDay | Mistake | undefined {
  if (surplus !== undefined) return mistake(usage, 'too-much', surplus);
  if (word === undefined) return undefined;
  return readDate(word, today) ?? mistake(usage, 'no-date', word);
}

/** `info` may be left out before a date. */
function readException(words: readonly string[], today: LocalDay): Read {
  const [word, ...rest] = words;
  const verb = word === undefined ? 'info' : exceptionVerb(word);
  if (verb === 'set') return readSet(rest, today);
  if (verb === 'del') return readDel(rest, today);
  if (verb === undefined && readDate(word ?? '', today) === undefined)
    return mistake('exception', 'unknown-verb', word ?? '');
  const day = readOneDate('exception-info', verb === undefined ? words : rest, today);
  return typeof day === 'object' ? day : { kind: 'exception-info', day };
}

function readSet(words: readonly string[], today: LocalDay): Read {
  const [, , time, surplus] = words;
  const key = readKey('exception-set', words, today);
  if ('because' in key) return key;
  if (time === undefined) return mistake('exception-set', 'missing');
  const minute = readTime(time);
  if (minute === undefined) return mistake('exception-set', 'no-time', time);
  if (key.type === 'start' && minute !== 'none' && minute >= MINUTES_PER_DAY)
    return mistake('exception-set', 'late-start', time);
  if (surplus !== undefined) return mistake('exception-set', 'too-much', surplus);
  return { kind: 'exception-set', ...key, minute };
}

function readDel(words: readonly string[], today: LocalDay): Read {
  const [, , surplus] = words;
  const key = readKey('exception-del', words, today);
  if ('because' in key) return key;
  if (surplus !== undefined) return mistake('exception-del', 'too-much', surplus);
  return { kind: 'exception-del', ...key };
}

function readKey(
  usage: Usage,
  [date, kind]: readonly string[],
  today: LocalDay,
): Mistake | { readonly day: LocalDay; readonly type: EdgeKind } {
  if (date === undefined) return mistake(usage, 'missing');
  const day = readDate(date, today);
  if (day === undefined) return mistake(usage, 'no-date', date);
  if (kind === undefined) return mistake(usage, 'missing');
  const type = edgeKind(kind);
  return type === undefined ? mistake(usage, 'no-type', kind) : { day, type };
}

const mistake = (usage: Usage, because: MistakeBecause, got = ''): Mistake => ({ usage, because, got: quotable(got) });
