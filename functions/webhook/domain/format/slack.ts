import type { Post } from '../post.ts';
import { fieldsOf, roomIn } from './channel-format.ts';
import type { ChannelFormat, Style } from './channel-format.ts';
import { cut, cutLine, cutLines } from './cut.ts';
import { slackButtons } from './slack-buttons.ts';
import { escapeSlack, plainText } from './slack-text.ts';

const HEADER_CHARACTERS = 150;
/** A section takes 3,000; a heading comes on top of a list. */
const PART_CHARACTERS = 2_800;
const FIELD_CHARACTERS = 300;
const FALLBACK_CHARACTERS = 1_000;

/** Slack's incoming webhook, and the answer to its slash commands: blocks, with a plain text for notifications. */
export const SLACK: ChannelFormat = {
  headers: { 'content-type': 'application/json' },
  mostParts: 50,
  // Messages near 13,000 characters have failed.
  mostCharacters: 8_500,
  parts: (post, style, { nth }) => (style.detail.isBrief ? brief(post, style) : whole(post, nth, style)),
  message: (blocks, posts, style) => ({ text: fallback(posts, style), blocks }),
};

/** What a notification shows, and what is read where blocks cannot be. */
function fallback(posts: readonly Post[], style: Style): string {
  const titles = posts.map(({ said }) => said.title);
  const text = posts.length === 1 ? posts.map(({ said }) => said.text) : [];
  return cut([...titles, ...text].join('\n'), roomIn(style, FALLBACK_CHARACTERS).characters, escapeSlack);
}

function whole(post: Post, nth: number, style: Style): object[] {
  const { said } = post;
  const room = roomIn(style, PART_CHARACTERS);
  const header = cutLine(said.title, HEADER_CHARACTERS, escapeSlack);
  const fields = fieldsOf(said, style).map(({ name, value }) =>
    cut(`${name}\n${value}`, FIELD_CHARACTERS, escapeSlack),
  );
  const lines = cutLines(said, room, escapeSlack);
  const heading = lines.length > 0 && said.heading ? [cutLine(said.heading, HEADER_CHARACTERS, escapeSlack)] : [];
  const buttons = slackButtons(post, nth, style);
  return [
    ...(header === '' ? [] : [{ type: 'header', text: plainText(header) }]),
    ...section(cut(said.text, room.characters, escapeSlack)),
    ...(fields.length === 0 ? [] : [{ type: 'section', fields: fields.map(plainText) }]),
    ...section([...heading, ...lines].join('\n')),
    ...(buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]),
  ];
}

function brief({ said }: Post, style: Style): object[] {
  const room = roomIn(style, PART_CHARACTERS);
  const title = cutLine(said.title, HEADER_CHARACTERS, escapeSlack);
  const text = cut(said.text, room.characters, escapeSlack);
  return section([title, text, ...cutLines(said, room, escapeSlack)].filter(Boolean).join('\n'));
}

const section = (text: string): object[] => (text.trim() === '' ? [] : [{ type: 'section', text: plainText(text) }]);
