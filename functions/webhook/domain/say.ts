import type { Notice, NoticeKind } from '../../shared/notice/notice.ts';
import { Facts } from './facts.ts';
import type { Keyword } from './keyword.ts';
import { ENGLISH } from './words/en/notice-words.ts';
import { KOREAN } from './words/ko/notice-words.ts';

/** A notice or an answer in words, before any channel has given them its form. */
export interface Said {
  /** One short line that names the schedule and what happened. */
  readonly title: string;
  /** One to three sentences: what, why, and what the reader can do. */
  readonly text: string;
  /** Values to be seen at a glance; they may repeat what the text says. */
  readonly fields?: readonly Field[];
  /** What the lines are, for channels that show them apart: `Servers to start`. */
  readonly heading?: string;
  /** Details, one a line: instances, problems of rows. */
  readonly lines: readonly string[];
  /** The last line says that so many more were left out; absent where none were. */
  readonly leftOut?: number;
}

/** One value under its name: `Time left`, `10 min`. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** The words of one language, for every kind of notice. */
export type Catalogue = { readonly [kind in NoticeKind]: (facts: Facts) => Said };

export type Language = 'en' | 'ko';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH, ko: KOREAN };

/** Says a notice in a language. Never fails: a fact that is missing leaves its words out. */
export function sayNotice(notice: Notice, language: Language, keyword?: Keyword): Said {
  return CATALOGUES[language][notice.kind](new Facts(withTarget(notice), language, keyword));
}

/** Of several targets every word names its own: `Development (us-east-1)`. */
function withTarget(notice: Notice): Notice {
  const target = notice.facts.find(({ name }) => name === 'target')?.value;
  return target === undefined ? notice : { ...notice, schedule: `${notice.schedule} (${String(target)})` };
}
