import type { Severity } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import { fieldsOf, roomIn } from './channel-format.ts';
import type { ChannelFormat, Style } from './channel-format.ts';
import { cut, cutLine, cutLines } from './cut.ts';
import { listedCommands } from './listed-commands.ts';

const TITLE_CHARACTERS = 256;
/** An embed's description takes 4,096, for the text, the list with its heading, and the commands. */
const PART_CHARACTERS = 1_250;
const VALUE_CHARACTERS = 250;

const COLOURS: Readonly<Record<Severity, number>> = {
  ok: 0x1ddb16,
  info: 0x8c9bab,
  warning: 0xffbb00,
  error: 0xff0000,
};

/** Every mark of Discord's Markdown, its mentions (`<@…>`) and its times (`<t:…>`); lists and headings where lines begin. */
export const escapeDiscord = (text: string): string =>
  text.replaceAll(/[\\*_~`|<>[\]()]/g, '\\$&').replaceAll(/^(\s*)([-#+])/gm, '$1\\$2');

/** A webhook of Discord: an embed for each post, and nobody is pinged. */
export const DISCORD: ChannelFormat = {
  headers: { 'content-type': 'application/json' },
  mostParts: 10,
  // All texts of all embeds take 6,000 together.
  mostCharacters: 5_900,
  parts: (post, style) => [embed(post, style)],
  message: (embeds) => ({ allowed_mentions: { parse: [] }, embeds }),
};

function embed(post: Post, style: Style): object {
  const { said, severity } = post;
  const room = roomIn(style, PART_CHARACTERS);
  const short = (text: string): string => cutLine(text, VALUE_CHARACTERS, escapeDiscord);
  const lines = cutLines(said, room, escapeDiscord);
  const parts = [
    cut(said.text, room.characters, escapeDiscord),
    [...(lines.length > 0 && said.heading ? [short(said.heading)] : []), ...lines].join('\n'),
    cut(listedCommands(post, style).join('\n'), room.characters, escapeDiscord),
  ];
  return {
    title: cutLine(said.title, TITLE_CHARACTERS, escapeDiscord),
    description: parts.filter(Boolean).join('\n\n'),
    color: COLOURS[severity],
    fields: fieldsOf(said, style).map(({ name, value }) => ({ name: short(name), value: short(value), inline: true })),
  };
}
