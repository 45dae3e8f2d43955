import type { Severity } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import { fieldsOf, gravest, roomIn } from './channel-format.ts';
import type { ChannelFormat, Style } from './channel-format.ts';
import { cut, cutLine, cutLines } from './cut.ts';
import { FORMAT_WORDS } from './format-words.ts';
import { listedCommands } from './listed-commands.ts';

/** One paragraph beside the colour bar. */
interface ConnectInfo {
  readonly title: string;
  readonly description: string;
}

// JANDI publishes no limits; these are ours.
const TITLE_CHARACTERS = 200;
const DESCRIPTION_CHARACTERS = 2_000;
/** Text, lines and commands share a description. */
const PART_CHARACTERS = 600;

const COLOURS: Readonly<Record<Severity, string>> = {
  ok: '#1DDB16',
  info: '#8C9BAB',
  warning: '#FFBB00',
  error: '#FF0000',
};

const WORD_JOINER = '\u2060';

/**
 * JANDI knows no escape character, so the two that open `**bold**` or `[[text]](url)` are held apart by a character
 * without width, and nothing opens.
 */
export const escapeJandi = (text: string): string => text.replaceAll(/([*[\]~])(?=\1)/g, `$1${WORD_JOINER}`);

/** JANDI's incoming webhook, and the answer to its outgoing one. */
export const JANDI: ChannelFormat = {
  headers: { accept: 'application/vnd.tosslab.jandi-v2+json', 'content-type': 'application/json' },
  mostParts: 20,
  mostCharacters: 12_000,
  parts: (post, style, { isAlone }) => (isAlone ? paragraphs(post, style) : [paragraph(post, style)]),
  message(connectInfo, posts, { language }) {
    const [first] = posts;
    const isOne = first !== undefined && posts.length === 1;
    const body = isOne ? titled(first.said.title) : FORMAT_WORDS[language].notices(posts.length);
    return { body, connectColor: COLOURS[gravest(posts)], connectInfo };
  },
};

/** A post by itself: at least one paragraph, because the colour shows only beside one. */
function paragraphs(post: Post, style: Style): ConnectInfo[] {
  const { said } = post;
  const words = FORMAT_WORDS[style.language];
  const room = roomIn(style, DESCRIPTION_CHARACTERS);
  const described = (text: string): string => cut(text, room.characters, escapeJandi);
  const all = [
    ...fieldsOf(said, style).map(({ name, value }) => ({ title: titled(name), description: described(value) })),
    { title: words.note, description: described(said.text) },
    { title: titled(said.heading || words.details), description: cutLines(said, room, escapeJandi).join('\n') },
    { title: words.commands, description: described(listedCommands(post, style).join('\n')) },
  ].filter(({ description }) => description !== '');
  return all.length > 0 ? all : [{ title: words.note, description: titled(said.title) }];
}

/** A post among others. */
function paragraph(post: Post, style: Style): ConnectInfo {
  const room = roomIn(style, PART_CHARACTERS);
  const title = titled(post.said.title);
  const description = [
    cut(post.said.text, room.characters, escapeJandi),
    ...cutLines(post.said, room, escapeJandi),
    cut(listedCommands(post, style).join('\n'), room.characters, escapeJandi),
  ];
  return { title, description: description.filter(Boolean).join('\n') || title };
}

const titled = (text: string): string => cutLine(text, TITLE_CHARACTERS, escapeJandi);
