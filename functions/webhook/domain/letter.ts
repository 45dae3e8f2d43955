import type { HttpPost, WaitingNotice } from '../ports.ts';
import type { Channel } from './channel.ts';
import { formatPosts } from './format/format-post.ts';
import { postOfNotice } from './post.ts';

/** One HTTP post, and the notices that it tells. */
export interface Letter {
  /** Of one kind, oldest first. A notice that was queued twice stands here twice, and is told once. */
  readonly waiting: readonly WaitingNotice[];
  readonly request: Parameters<HttpPost['post']>[0];
}

/** Notices of one kind as letters: mostly one, more where they are too long for one. */
export function lettersFor(
  { kind, url, language, keyword }: Channel,
  waiting: readonly WaitingNotice[],
): readonly Letter[] {
  const notices = [...new Map(waiting.map(({ notice }) => [notice.id, notice])).values()];
  const posts = notices.map((notice) => postOfNotice(notice, language, keyword));
  let told = 0;
  return formatPosts(kind, posts, language).map(({ headers, body, holds }) => {
    const ids = new Set(notices.slice(told, told + holds).map(({ id }) => id));
    told += holds;
    return { waiting: waiting.filter(({ notice }) => ids.has(notice.id)), request: { url, headers, body } };
  });
}
