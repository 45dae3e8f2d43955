import type { Notice, NoticeKind } from '../../shared/notice/notice.ts';
import { Facts } from './facts.ts';
import { ENGLISH } from './words-en.ts';

/** A notice in words, before any channel has given them its form. */
export interface Said {
  /** One short line that names the schedule and what happened. */
  readonly title: string;
  /** One to three sentences: what, why, and what the reader can do. */
  readonly text: string;
  /** Details, one a line: instances, problems of rows. */
  readonly lines: readonly string[];
}

/** The words of one language, for every kind of notice. */
export type Catalogue = { readonly [kind in NoticeKind]: (facts: Facts) => Said };

export type Language = 'en';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH };

/** Says a notice in a language. Never fails: a fact that is missing leaves its words out. */
export function sayNotice(notice: Notice, language: Language): Said {
  return CATALOGUES[language][notice.kind](new Facts(notice));
}
