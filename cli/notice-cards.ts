import type { Notice } from '../functions/shared/notice/notice.ts';
import { formatPosts } from '../functions/webhook/domain/format/format-post.ts';
import { postOfNotice } from '../functions/webhook/domain/post.ts';
import type { Language } from '../functions/webhook/domain/say.ts';
import { messageLines, type ChatService } from '../local/chat-view.ts';
import type { Paint } from './terminal.ts';

const NAMES: Readonly<Record<ChatService, string>> = { jandi: 'JANDI', slack: 'Slack' };

/** A notice as the channels of these services show it, each under its name. */
export function noticeCards(
  notice: Notice,
  { services, language, paint }: { services: readonly ChatService[]; language: Language; paint: Paint },
): string[] {
  const post = postOfNotice(notice, language);
  return services.flatMap((service) => {
    const lines = formatPosts(service, [post], language).flatMap(({ body }) => messageLines(service, body, paint));
    return lines.map((line, index) => `${index === 0 ? paint.dim(NAMES[service]) : '     '}  ${line}`);
  });
}
