import type { Notice } from '../../shared/notice/notice.ts';

/**
 * Notices of one channel, oldest first, as the posts they make: those of one kind become one. A notice does not join a post
 * that would come before another word about its schedule, so that each schedule's story stays in order.
 */
export function gather<Waiting extends { readonly notice: Notice }>(
  waiting: readonly Waiting[],
): readonly (readonly Waiting[])[] {
  const posts: Waiting[][] = [];
  for (const one of waiting) {
    const ofKind = posts.findLast(([first]) => first?.notice.kind === one.notice.kind);
    const ofSchedule = posts.findLastIndex((post) =>
      post.some(({ notice }) => notice.schedule === one.notice.schedule),
    );
    if (ofKind !== undefined && posts.indexOf(ofKind) >= ofSchedule) ofKind.push(one);
    else posts.push([one]);
  }
  return posts;
}
