import type { Instant } from '../../shared/calendar/instant.ts';
import type { Notice, NoticeAction, Severity } from '../../shared/notice/notice.ts';
import { Facts } from './facts.ts';
import type { Keyword } from './keyword.ts';
import { sayNotice } from './say.ts';
import type { Language, Said } from './say.ts';

/** Something to be read in a channel: words, how grave, and what the reader may do. */
export interface Post {
  readonly said: Said;
  readonly severity: Severity;
  readonly actions: readonly NoticeAction[];
  /** The stop that the actions are about: a button pressed after it has moved changes nothing. */
  readonly shownFor?: Instant;
  /** What commands begin with where it is read. */
  readonly keyword?: Keyword;
}

/** A notice as its channel's readers see it. */
export function postOfNotice(notice: Notice, language: Language, keyword?: Keyword): Post {
  const { severity, actions } = notice;
  const facts = new Facts(notice, language);
  // A late warning's stop comes after its edge, and it is the edge that a command moves.
  const shownFor = facts.instant('edgeAt') ?? facts.instant('stopAt');
  return {
    said: sayNotice(notice, language, keyword),
    severity,
    actions,
    ...(actions.length > 0 && shownFor !== undefined && { shownFor }),
    ...(keyword !== undefined && { keyword }),
  };
}
