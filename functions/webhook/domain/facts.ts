import type { Instant } from '../../shared/calendar/instant.ts';
import type { FactValue, Notice } from '../../shared/notice/notice.ts';
import { typed, type Keyword } from './keyword.ts';
import { localTimeSeenFrom } from './local-time.ts';
import { moreWords } from './more-words.ts';
import type { Language, Said } from './say.ts';

/**
 * The facts of one notice by name, in the form in which a sentence needs them. A notice may be older than the words, or
 * newer: what is missing or of another kind reads as empty, so no notice is ever too odd to be said.
 */
export class Facts {
  readonly notice: Notice;
  readonly language: Language;
  readonly #keyword: Keyword | undefined;
  readonly #values: ReadonlyMap<string, FactValue>;

  constructor(notice: Notice, language: Language, keyword?: Keyword) {
    this.notice = notice;
    this.language = language;
    this.#keyword = keyword;
    this.#values = new Map(notice.facts.map((fact) => [fact.name, fact.value]));
  }

  /** Empty where there is no such fact; a list is joined by commas. */
  text(name: string): string {
    const value = this.#values.get(name);
    if (value === undefined) return '';
    return typeof value === 'object' ? value.join(', ') : String(value);
  }

  /** The command of that action as its reader types it; empty where there is no such action. */
  command(label: string): string {
    const action = this.notice.actions.find((one) => one.label === label);
    return action === undefined ? '' : typed(action.command, this.#keyword);
  }

  /** Undefined where there is no such fact, or where it is no number. */
  number(name: string): number | undefined {
    const text = this.text(name);
    const number = Number(text);
    return text === '' || !Number.isFinite(number) ? undefined : number;
  }

  /** A single value is a list of one. */
  list(name: string): readonly string[] {
    const value = this.#values.get(name);
    if (typeof value === 'object') return value;
    return value === undefined || value === '' ? [] : [String(value)];
  }

  /** The list for people: a long one was cut when the notice was made, and its last line says how many are left out. */
  listed(name: string): Pick<Said, 'lines' | 'leftOut'> {
    const leftOut = this.number('more') ?? 0;
    if (leftOut <= 0) return { lines: this.list(name) };
    return { lines: [...this.list(name), moreWords(leftOut, this.language)], leftOut };
  }

  /** How many the list had before it was cut. */
  count(name: string): number {
    return this.list(name).length + (this.number('more') ?? 0);
  }

  /** Undefined where there is no such fact, or where it is no instant. */
  instant(name: string): Instant | undefined {
    const at = Date.parse(this.text(name));
    return Number.isNaN(at) ? undefined : at;
  }

  /** The instant as a reader of this notice would say it, in the schedule's zone: `22:00 KST`; empty where there is none. */
  time(name: string): string {
    return this.timeOf(this.text(name));
  }

  /** The same for an ISO instant that is a part of a fact. */
  timeOf(iso: string): string {
    const { notice, language } = this;
    const at = Date.parse(iso);
    return Number.isNaN(at) ? '' : localTimeSeenFrom(notice.at, at, { timeZone: notice.timeZone, language });
  }
}
