import type { NoticeMessage } from '../../shared/notice/notice-message.ts';
import { fields, number, text, Unreadable } from '../../shared/store/codec.ts';
import { noticeItem } from '../../shared/store/memory-items.ts';

const noticeMessage = fields<NoticeMessage>({ channel: text, notice: noticeItem(number) });

/** The body of a message in the notice queue; undefined where it is none that this version of Curfew can say. */
export function readMessage(body: string): NoticeMessage | undefined {
  try {
    return noticeMessage.read(JSON.parse(body));
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
