import type { Notice } from '../functions/shared/notice/notice.ts';
import { sayNotice } from '../functions/webhook/domain/say.ts';
import type { Paint } from './terminal.ts';

/** A notice for the terminal: its title, then its text and details, indented. */
export function noticeLines(notice: Notice, paint: Paint): string[] {
  const { title, text, lines } = sayNotice(notice, 'en');
  const colour = { ok: paint.green, info: paint.cyan, warning: paint.yellow, error: paint.red }[notice.severity];
  return [colour(title), ...[text, ...lines].map((line) => `  ${line}`)];
}
