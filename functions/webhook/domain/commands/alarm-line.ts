import { oneLine } from '../chat-line.ts';
import type { MistakeBecause, Span } from './command.ts';
import { quotable } from './quotable.ts';
import { LONGEST_SPAN_MINUTES, readSpan } from './read-arguments.ts';
import { namesNear, scheduleNamed } from './schedule-name.ts';
import { alarmVerb, type AlarmVerb } from './vocabulary.ts';

/** A line about alarms, before anybody knows which rules there are. */
export interface AlarmLine {
  readonly verb: AlarmVerb;
  /** All but the verb. */
  readonly words: readonly string[];
}

/** What such a line says. */
export type AlarmReading =
  | { readonly kind: 'list' }
  | { readonly kind: 'ack'; readonly rule: string }
  | { readonly kind: 'silence'; readonly rule: string; readonly span: Span; readonly reason: string | undefined }
  | { readonly kind: 'unsilence'; readonly rule: string }
  | { readonly kind: 'unknown-rule'; readonly typed: string; readonly near: readonly string[] }
  | AlarmMistake;

export interface AlarmMistake {
  readonly kind: 'mistake';
  readonly verb: AlarmVerb;
  /** Undefined where none was named. */
  readonly rule: string | undefined;
  readonly because: Extract<MistakeBecause, 'missing' | 'no-span' | 'too-long' | 'too-much'>;
  /** The part that was not understood; empty where one is missing. */
  readonly got: string;
}

/** Stands for every rule there is. */
export const EVERY_RULE = '*';
const EVERY = [EVERY_RULE, 'all', '전체', '모두'];

const LONGEST_REASON = 200;
/** `2시간 30분 동안` has its length in two. */
const SPAN_WORDS = 3;

/** The line that begins with a verb of alarms: `silence cpu 2h`, `무음 해제 cpu`. */
export const alarmLine = (words: readonly string[]): AlarmLine | undefined => verbAt(words, 0);

/** The line whose verb follows the name, `cpu 무음 2시간`, as Korean has it; and stands before the word `before`. */
export function nameFirst(words: readonly string[], before: number): AlarmLine | undefined {
  for (let at = 1; at < before; at += 1) {
    const line = verbAt(words, at);
    if (line !== undefined && line.verb !== 'alarms') return line;
  }
  return undefined;
}

/** Some write the verb as two words. */
function verbAt(words: readonly string[], at: number): AlarmLine | undefined {
  for (const length of [2, 1]) {
    const verb = at + length > words.length ? undefined : alarmVerb(words.slice(at, at + length).join(''));
    if (verb !== undefined) return { verb, words: [...words.slice(0, at), ...words.slice(at + length)] };
  }
  return undefined;
}

/** Reads a line about alarms against the rules that the asking channel may know. */
export function readAlarmLine({ verb, words }: AlarmLine, names: readonly string[]): AlarmReading {
  const [first] = words;
  if (verb === 'alarms')
    return first === undefined ? { kind: 'list' } : mistake({ verb, rule: undefined }, 'too-much', first);
  if (first === undefined) return mistake({ verb, rule: undefined }, 'missing');
  const named = scheduleNamed(words.join(' '), verb === 'ack' ? names : [...names, ...EVERY]);
  if (named === undefined) return unknownRule(words, names);
  // A rule that is really called `all` is meant by it.
  const rule = names.includes(named.name) ? named.name : EVERY_RULE;
  if (verb === 'silence') return readSilence(rule, named.rest);
  const [surplus] = named.rest;
  return surplus === undefined ? { kind: verb, rule } : mistake({ verb, rule }, 'too-much', surplus);
}

function readSilence(rule: string, words: readonly string[]): AlarmReading {
  const about = { verb: 'silence', rule } as const;
  if (words.length === 0) return mistake(about, 'missing');
  for (let length = Math.min(SPAN_WORDS, words.length); length > 0; length -= 1) {
    const spanWords = words.slice(0, length).map((word) => word.replace(/(?:까지|동안)$/, ''));
    const span = readSpan(spanWords);
    if (span === undefined) continue;
    if (span.kind === 'duration' && span.minutes > LONGEST_SPAN_MINUTES)
      return mistake(about, 'too-long', spanWords.join(' '));
    const reason = oneLine(words.slice(length).join(' '), LONGEST_REASON);
    return { kind: 'silence', rule, span, reason: reason === '' ? undefined : reason };
  }
  return mistake(about, 'no-span', words[0]);
}

/** The words before a length or a time were meant as a name. */
function unknownRule(words: readonly string[], names: readonly string[]): AlarmReading {
  const spanAt = words.findIndex((word, index) => index > 0 && readSpan([word]) !== undefined);
  const typed = (spanAt === -1 ? words : words.slice(0, spanAt)).join(' ').replace(/^["'“‘]|["'”’]$/g, '');
  return { kind: 'unknown-rule', typed: quotable(typed), near: namesNear(typed, names) };
}

const mistake = (
  { verb, rule }: Pick<AlarmMistake, 'verb' | 'rule'>,
  because: AlarmMistake['because'],
  got = '',
): AlarmMistake => ({ kind: 'mistake', verb, rule, because, got: quotable(got) });
