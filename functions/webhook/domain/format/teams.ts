import type { Severity } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import { fieldsOf, roomIn } from './channel-format.ts';
import type { ChannelFormat, Style } from './channel-format.ts';
import { cut, cutLine, cutLines } from './cut.ts';
import { FORMAT_WORDS } from './format-words.ts';
import { listedCommands } from './listed-commands.ts';

const TITLE_CHARACTERS = 200;
const TEXT_CHARACTERS = 2_500;
const VALUE_CHARACTERS = 300;

const CONTAINER_STYLES: Readonly<Record<Severity, string>> = {
  ok: 'good',
  info: 'default',
  warning: 'warning',
  error: 'attention',
};

const WORD_JOINER = '\u2060';

/** A TextRun reads no Markdown, only functions such as `{{DATE(…)}}`. */
const escapeTeams = (text: string): string => text.replaceAll(/([{}])(?=\1)/g, `$1${WORD_JOINER}`);

/** A Workflows webhook of Teams, which takes Adaptive Cards. */
export const TEAMS: ChannelFormat = {
  headers: { 'content-type': 'application/json' },
  mostParts: 100,
  // Teams takes 28 kB, and a character is three bytes at most.
  mostCharacters: 8_900,
  parts: (post, style) => [
    { type: 'Container', style: CONTAINER_STYLES[post.severity], items: paragraphs(post, style) },
  ],
  message: (containers) => withCard(containers),
};

function withCard(body: readonly object[]): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function paragraphs(post: Post, style: Style): object[] {
  const { said } = post;
  const room = roomIn(style, TEXT_CHARACTERS);
  const short = (text: string): string => cutLine(text, VALUE_CHARACTERS, escapeTeams);
  const fields = fieldsOf(said, style).map(({ name, value }) => [bold(`${short(name)}: `), plain(short(value))]);
  const lines = cutLines(said, room, escapeTeams).map((line) => [plain(line)]);
  const commands = listedCommands(post, style).map((line) => [plain(short(line))]);
  const headed = (heading: string | undefined, below: readonly TextRun[][]): TextRun[][] =>
    below.length === 0 || heading === undefined || style.detail.isBrief
      ? [...below]
      : [[bold(short(heading))], ...below];
  const title: TextRun = { ...bold(cutLine(said.title, TITLE_CHARACTERS, escapeTeams)), size: 'Medium' };
  return [
    [title],
    // A line costs more than it says, so a brief text is one.
    ...(style.detail.isBrief ? cutLine : cut)(said.text, room.characters, escapeTeams)
      .split('\n')
      .map((line) => [plain(line)]),
    ...fields,
    ...headed(said.heading, lines),
    ...headed(FORMAT_WORDS[style.language].commands, commands),
  ].flatMap(paragraph);
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium';
}

/** Nothing where nothing is said: a run without text is an error. */
const paragraph = (runs: readonly TextRun[]): object[] => {
  const inlines = runs.filter(({ text }) => text.trim() !== '');
  return inlines.length === 0 ? [] : [{ type: 'RichTextBlock', spacing: 'Small', inlines }];
};

const plain = (text: string): TextRun => ({ type: 'TextRun', text });
const bold = (text: string): TextRun => ({ ...plain(text), weight: 'Bolder' });
