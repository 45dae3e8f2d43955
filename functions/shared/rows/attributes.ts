import { formatTimeOfDay, parseTimeOfDay } from '../calendar/time-of-day.ts';
import type { MinuteOfDay } from '../calendar/time-of-day.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

const SHOWN_LENGTH = 80;
const REMARK_LENGTH = 500;

/** What an attribute that is a whole number may be. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Such as `minutes of notice before a stop, such as 10`. */
  readonly meaning: string;
}

/** What an attribute that is a time of day may be. */
export interface TimeRange {
  readonly latest: MinuteOfDay;
  /** What to type. */
  readonly example: string;
}

/**
 * Reads the attributes of one row as people type them in the DynamoDB console, and collects what it cannot read. A value
 * that is missing, NULL, blank or `none` is absent and reads as undefined (or as no list, no flag); so does one that is
 * wrong, after its problem has been noted.
 */
export class AttributeReader {
  readonly problems: Problem[] = [];
  /** Attributes that nobody reads but that look like one that is read, and whatever else stops nothing. */
  readonly advices: Problem[] = [];
  readonly #row: string;
  readonly #item: Item;
  /** Stands before attribute names in problems: `Periods[0].`. */
  #path = '';

  constructor(row: string, item: Item) {
    this.#row = row;
    this.#item = item;
  }

  /** A reader of one part of a list or a map attribute, whose findings `adopt` takes over. */
  ofPart(attribute: string, place: number | string, part: Item): AttributeReader {
    const reader = new AttributeReader(this.#row, part);
    const within = typeof place === 'number' ? `[${place}]` : `.${place}`;
    reader.#path = `${this.#path}${attribute}${within}.`;
    return reader;
  }

  adopt(reader: AttributeReader): void {
    this.problems.push(...reader.problems);
    this.advices.push(...reader.advices);
  }

  has(attribute: string): boolean {
    return !isAbsent(this.#item[attribute]);
  }

  value(attribute: string): unknown {
    return this.#item[attribute];
  }

  /** Notes that the attribute is not what was `expected`. */
  refuse(attribute: string, expected: string): undefined {
    this.problems.push(this.#about(attribute, expected));
    return undefined;
  }

  /** Notes something about the attribute that stops nothing. */
  advise(attribute: string, expected: string): void {
    this.advices.push(this.#about(attribute, expected));
  }

  /** Trimmed text; a number reads as its digits. */
  text(attribute: string, expected: string): string | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    return textOf(value) ?? this.refuse(attribute, expected);
  }

  /** As `text`, where absent is a problem too. */
  requiredText(attribute: string, expected: string): string | undefined {
    return this.has(attribute) ? this.text(attribute, expected) : this.refuse(attribute, expected);
  }

  /** Text of which nothing depends: anything else is no problem, and what is too long for a notice is cut. */
  remark(attribute: string): string | undefined {
    const value = this.#item[attribute];
    const text = isAbsent(value) ? undefined : textOf(value);
    return text && cut(text, REMARK_LENGTH);
  }

  /** Whether the attribute says `none` in so many letters. */
  saysNone(attribute: string): boolean {
    return textOf(this.#item[attribute])?.toLowerCase() === 'none';
  }

  /** A list, a string set or a text with commas; absent parts are dropped. */
  list(attribute: string, expected: string): readonly string[] | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    const parts = partsOf(value)?.filter((part) => !isAbsent(part));
    const texts = parts?.map(textOf).filter((text) => text !== undefined);
    if (parts === undefined || texts?.length !== parts.length) return this.refuse(attribute, expected);
    return texts.length === 0 ? undefined : texts;
  }

  /** True, false, "true", "false", 1, 0. */
  flag(attribute: string): boolean | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    const text = textOf(value)?.toLowerCase() ?? value;
    if (text === true || text === 'true' || text === '1') return true;
    if (text === false || text === 'false' || text === '0') return false;
    return this.refuse(attribute, 'true or false');
  }

  wholeNumber(attribute: string, { from, to, meaning }: NumberRange): number | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    const number = Number(textOf(value) ?? Number.NaN);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    return this.refuse(attribute, `a whole number from ${from} to ${to}: ${meaning}`);
  }

  /** Any number but infinity. */
  number(attribute: string, meaning: string): number | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    const text = textOf(value) ?? '';
    const number = text === '' ? Number.NaN : Number(text);
    return Number.isFinite(number) ? number : this.refuse(attribute, `a number: ${meaning}`);
  }

  /** A time of day up to `latest`; undefined for `None`. */
  time(attribute: string, { latest, example }: TimeRange): MinuteOfDay | undefined {
    const value = this.#item[attribute];
    if (isAbsent(value)) return undefined;
    const minute = parseTimeOfDay(textOf(value) ?? '');
    if (typeof minute === 'number' && minute <= latest) return minute;
    return this.refuse(attribute, `a time from 00:00 to ${formatTimeOfDay(latest)} such as ${example}, or None`);
  }

  /** As `time`, where `None` (or NULL) is meant and a missing or blank value is a problem. */
  requiredTime(attribute: string, range: TimeRange): MinuteOfDay | 'none' | undefined {
    const value = this.#item[attribute];
    if (value === null || /^(none|null)$/i.test(textOf(value) ?? '')) return 'none';
    if (isAbsent(value)) return this.refuse(attribute, `a time such as ${range.example}, or None`);
    return this.time(attribute, range);
  }

  /** Advises on attributes that are not among `known` but nearly: a slip there would go unnoticed for ever. */
  adviseOnNearMisses(known: readonly string[]): void {
    for (const attribute of Object.keys(this.#item)) {
      if (known.includes(attribute)) continue;
      const meant = nearest(attribute, known);
      if (meant !== undefined) this.advise(attribute, `${meant}, if that is meant: ${attribute} is not read`);
    }
  }

  #about(attribute: string, expected: string): Problem {
    return { row: this.#row, attribute: this.#path + attribute, got: shown(this.#item[attribute]), expected };
  }
}

/** A key as it stands, blanks and all, because rows find each other by it; undefined where it is no text or blank. */
export function keyOf(item: Item, attribute: string): string | undefined {
  const value = item[attribute];
  if (typeof value !== 'string') return textOf(value);
  return value.trim() === '' ? undefined : value;
}

/** A value as its author would recognise it, shortened. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' && value !== '' && value === value.trim() ? value : toJson(value);
  return cut(text, SHOWN_LENGTH);
}

/** At most so many letters, the last an ellipsis where some were left out. */
export function cut(text: string, length: number): string {
  // A letter is two units at most, and a text may be a whole row.
  const letters = Array.from(text.slice(0, 2 * (length + 1)));
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Set) return [...part];
    return typeof part === 'bigint' ? Number(part) : part;
  }) ?? String(value);

/** Whether it is a map: a file may hold anything where a row, or a part of one, is expected. */
export const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return /^(none|null|undefined)?$/i.test(value.trim());
  return isListLike(value) && [...value].every(isAbsent);
}

const isListLike = (value: unknown): value is Iterable<unknown> => Array.isArray(value) || value instanceof Set;

function partsOf(value: unknown): readonly unknown[] | undefined {
  if (isListLike(value)) return [...value];
  return textOf(value)?.split(',');
}

function textOf(value: unknown): string | undefined {
  // However its letters are composed: the same name typed on two machines is the same name.
  if (typeof value === 'string') return value.trim().normalize('NFC');
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}
