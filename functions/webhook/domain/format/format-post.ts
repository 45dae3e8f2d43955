import type { ChannelKind } from '../channel.ts';
import type { Post } from '../post.ts';
import type { Language } from '../say.ts';
import type { ChannelFormat, Detail, Style } from './channel-format.ts';
import { DISCORD } from './discord.ts';
import { JANDI } from './jandi.ts';
import { SLACK } from './slack.ts';
import { TEAMS } from './teams.ts';
import { WEBHOOK } from './webhook.ts';

/** The body of one HTTP post. */
export interface FormattedPost {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** How many of the posts it holds: messages hold them in order, and none is in two. */
  readonly holds: number;
}

const FORMATS: Readonly<Record<ChannelKind, ChannelFormat>> = {
  jandi: JANDI,
  slack: SLACK,
  teams: TEAMS,
  discord: DISCORD,
  webhook: WEBHOOK,
};

/** What is in the last fits into every service's message, whatever a post holds. */
const DETAILS: readonly [Detail, ...Detail[]] = [
  { characters: 3_000, lines: 60, actions: 5, isBrief: false },
  { characters: 1_000, lines: 20, actions: 3, isBrief: false },
  { characters: 400, lines: 5, actions: 0, isBrief: true },
];

/** More messages than this, a second apart, are worse than less detail. */
const MOST_MESSAGES = 3;

/**
 * Posts that waited together as few messages, oldest first: the more there are, the less is told of each, and long lists
 * end with "+n more".
 */
export function formatPosts(kind: ChannelKind, posts: readonly Post[], language: Language): FormattedPost[] {
  const { headers } = FORMATS[kind];
  return messagesOf(kind, posts, language).map(({ message, holds }) => ({
    headers,
    body: JSON.stringify(message),
    holds,
  }));
}

/** The answer to a command: the body of the HTTP response, or of a post to Slack's response_url. */
export function formatReply(
  kind: 'jandi' | 'slack',
  post: Post,
  { language, inChannel }: { readonly language: Language; readonly inChannel: boolean },
): Omit<FormattedPost, 'holds'> {
  const [reply] = messagesOf(kind, [post], language);
  const answering = kind === 'slack' && { response_type: inChannel ? 'in_channel' : 'ephemeral' };
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...answering, ...reply?.message }),
  };
}

interface Message {
  readonly message: object;
  readonly holds: number;
}

function messagesOf(kind: ChannelKind, posts: readonly Post[], language: Language): Message[] {
  const format = FORMATS[kind];
  for (const detail of DETAILS) {
    const style = { detail, language };
    const bundles = bundled(posts, format, style);
    if (bundles === undefined || (bundles.length > MOST_MESSAGES && !detail.isBrief)) continue;
    return bundles.map((bundle) => ({
      message: format.message(bundle.parts, bundle.posts, style),
      holds: bundle.posts.length,
    }));
  }
  throw new Error(`a post in brief is too long for ${kind}`);
}

/** What goes into one message. */
interface Bundle {
  readonly posts: Post[];
  readonly parts: object[];
  characters: number;
}

/** As many posts in each message as there is room for; undefined where one has not enough even alone. */
function bundled(posts: readonly Post[], format: ChannelFormat, style: Style): Bundle[] | undefined {
  const bundles: Bundle[] = [];
  for (const [nth, post] of posts.entries()) {
    const parts = format.parts(post, style, { nth, isAlone: posts.length === 1 });
    const characters = JSON.stringify(parts).length;
    if (parts.length > format.mostParts || characters > format.mostCharacters) return undefined;
    const last = bundles.at(-1);
    const hasRoom =
      last !== undefined &&
      last.parts.length + parts.length <= format.mostParts &&
      last.characters + characters <= format.mostCharacters;
    if (!hasRoom) bundles.push({ posts: [post], parts: [...parts], characters });
    else {
      last.posts.push(post);
      last.parts.push(...parts);
      last.characters += characters;
    }
  }
  return bundles;
}
