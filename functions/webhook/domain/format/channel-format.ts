import type { Severity } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import type { Field, Language, Said } from '../say.ts';
import type { ListRoom } from './cut.ts';

/** How much of each post is shown. */
export interface Detail {
  /** Of a text, and of a list; a service's own limit may be less. */
  readonly characters: number;
  readonly lines: number;
  readonly actions: number;
  /** Only what the title, the text and the lines say: as many posts as possible in one message. */
  readonly isBrief: boolean;
}

export interface Style {
  readonly detail: Detail;
  readonly language: Language;
}

/** A post's place among those that waited together. */
export interface Place {
  readonly nth: number;
  readonly isAlone: boolean;
}

/** How a chat service wants its messages. */
export interface ChannelFormat {
  readonly headers: Readonly<Record<string, string>>;
  readonly mostParts: number;
  /** Of the parts as JSON; the service's own limit leaves room for what is around them. */
  readonly mostCharacters: number;
  /** What the service counts: blocks, embeds, paragraphs; every text escaped and within its own limit. */
  parts(post: Post, style: Style, place: Place): readonly object[];
  message(parts: readonly object[], posts: readonly Post[], style: Style): object;
}

const BY_GRAVITY: readonly Severity[] = ['info', 'ok', 'warning', 'error'];

/** The gravest of the posts, for a message that has one colour. */
export const gravest = (posts: readonly Post[]): Severity =>
  BY_GRAVITY.findLast((severity) => posts.some((post) => post.severity === severity)) ?? 'info';

const MOST_FIELDS = 10;

/** The fields that are shown; one without a value is not. */
export const fieldsOf = ({ fields = [] }: Said, { detail }: Style): readonly Field[] =>
  detail.isBrief ? [] : fields.filter(({ name, value }) => name.trim() && value.trim()).slice(0, MOST_FIELDS);

/** The room for a text or a list where the service allows `most` characters. */
export const roomIn = ({ detail, language }: Style, most: number): ListRoom => ({
  characters: Math.min(detail.characters, most),
  lines: detail.lines,
  language,
});
