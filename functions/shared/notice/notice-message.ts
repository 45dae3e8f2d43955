import type { Notice } from './notice.ts';

/** Body of a message in the notice queue: one notice for one channel. */
export interface NoticeMessage {
  readonly channel: string;
  readonly notice: Notice;
}
