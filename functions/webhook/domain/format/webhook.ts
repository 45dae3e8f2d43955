import type { Severity } from '../../../shared/notice/notice.ts';
import { typed } from '../keyword.ts';
import type { Post } from '../post.ts';
import type { Field, Language } from '../say.ts';
import { fieldsOf, roomIn } from './channel-format.ts';
import type { ChannelFormat, Style } from './channel-format.ts';
import { cut, cutLine, cutLines } from './cut.ts';
import { actionLabel } from './format-words.ts';

/** What a channel of kind `webhook` receives as JSON; fields may be added, none is renamed or left out. */
export interface WebhookMessage {
  readonly version: 1;
  readonly language: Language;
  /** Oldest first. */
  readonly notices: readonly WebhookNotice[];
}

/** One notice in the channel's language; plain text throughout. */
export interface WebhookNotice {
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly fields: readonly Field[];
  /** The last says `+7 more` where the list was cut. */
  readonly lines: readonly string[];
  /** What may be written to the bot. */
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}

const TITLE_CHARACTERS = 300;
const VALUE_CHARACTERS = 1_000;

/** Of a message, and of what surrounds its notices in it. */
const MESSAGE_CHARACTERS = 100_000;
const AROUND_CHARACTERS = 100;

const unescaped = (text: string): string => text;

/** Somebody's own receiver. */
export const WEBHOOK: ChannelFormat = {
  headers: { 'content-type': 'application/json' },
  mostParts: 100,
  mostCharacters: MESSAGE_CHARACTERS - AROUND_CHARACTERS,
  parts: (post, style) => [webhookNotice(post, style)],
  message: (notices: readonly WebhookNotice[], _posts, { language }): WebhookMessage => ({
    version: 1,
    language,
    notices,
  }),
};

function webhookNotice({ said, severity, actions, keyword }: Post, style: Style): WebhookNotice {
  const room = roomIn(style, Infinity);
  const short = (text: string): string => cutLine(text, VALUE_CHARACTERS, unescaped);
  return {
    severity,
    title: cutLine(said.title, TITLE_CHARACTERS, unescaped),
    text: cut(said.text, room.characters, unescaped),
    fields: fieldsOf(said, style).map(({ name, value }) => ({ name: short(name), value: short(value) })),
    lines: cutLines(said, room, unescaped),
    commands: actions.slice(0, style.detail.actions).map(({ label, command }) => ({
      label: short(actionLabel(label, style.language)),
      command: typed(command, keyword),
    })),
  };
}
