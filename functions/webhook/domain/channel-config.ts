import { shown } from '../../shared/rows/attributes.ts';
import type { Channel, ChannelKind } from './channel.ts';
import { jsonObject } from './json.ts';
import { KEYWORD_RULE, readKeyword } from './keyword.ts';
import type { Language } from './say.ts';

/** One mistake in what is stored for a channel; `got` describes secrets and never shows them. */
export interface ChannelMistake {
  readonly attribute: string;
  readonly got: string;
  readonly expected: string;
}

/** What is stored for a channel cannot be used. */
export class WrongChannel extends Error {
  override readonly name = 'WrongChannel';
  readonly channelName: string;
  readonly mistakes: readonly ChannelMistake[];

  constructor(channelName: string, mistakes: readonly ChannelMistake[]) {
    super(`The channel ${channelName} is not right: ${mistakes.map(mistakeWords).join('; ')}.`);
    this.channelName = channelName;
    this.mistakes = mistakes;
  }
}

/** `language: got fr, expected en or ko` */
export const mistakeWords = ({ attribute, got, expected }: ChannelMistake): string =>
  [attribute, `got ${got}, expected ${expected}`].filter(Boolean).join(': ');

export const CHANNEL_KINDS: readonly ChannelKind[] = ['jandi', 'slack', 'teams', 'discord', 'webhook'];
export const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** SSM takes a few ASCII characters only in the names of parameters. */
export const isChannelName = (name: string): boolean => /^[a-zA-Z0-9_.-]{1,100}$/.test(name);
export const CHANNEL_NAME_RULE = 'a to z, A to Z, 0 to 9 and _ . - only, because SSM takes no others in a name';

const ATTRIBUTES: readonly (keyof Channel)[] = [
  ...(['kind', 'url', 'language', 'tokens', 'alertTokens', 'schedules', 'people', 'keyword'] as const),
];
const SECRET: ReadonlySet<string> = new Set<keyof Channel>(['url', 'tokens', 'alertTokens']);
const EXPECTED_JSON = '{"kind": …, "url": …, "language": …} as curfew channel set writes it';

export const languageNamed = (word: string): Language | undefined => LANGUAGES.find((language) => language === word);

/** Reads the JSON of a channel, or says everything that is wrong with it. One that names no language has the default. */
export function parseChannel(
  json: string,
  defaultLanguage?: Language,
): { readonly channel: Channel } | { readonly mistakes: readonly ChannelMistake[] } {
  const stored = jsonObject(json);
  if (stored === undefined) return { mistakes: [{ attribute: '', got: described(json), expected: EXPECTED_JSON }] };
  const { mistakes, refuse, oneOf, texts } = readerOf(stored);
  const kind = oneOf('kind', CHANNEL_KINDS);
  const url = isHttpsUrl(stored['url']) ? stored['url'].trim() : refuse('url', 'an https URL');
  const namesNone = stored['language'] === undefined;
  const language = (namesNone ? defaultLanguage : undefined) ?? oneOf('language', LANGUAGES);
  const tokens = texts('tokens', 'a list of texts, each a token');
  const alertTokens = texts('alertTokens', 'a list of texts, each a token that is none of tokens');
  if (alertTokens.some((token) => tokens.includes(token)))
    refuse('alertTokens', 'tokens of their own: whoever has one of tokens may give commands');
  const schedules = texts('schedules', 'a list of names of schedules');
  const people = texts('people', 'a list of Slack user ids, or of JANDI e-mail addresses or names');
  const written = stored['keyword'];
  const keyword = typeof written === 'string' ? readKeyword(written) : undefined;
  if (written !== undefined && keyword === undefined) refuse('keyword', KEYWORD_RULE);
  // A slip in `people` would let everybody in.
  for (const name of Object.keys(stored)) if (!isKnown(name)) refuse(name, `only ${ATTRIBUTES.join(', ')}`);
  if (mistakes.length > 0 || kind === undefined || url === undefined || language === undefined) return { mistakes };
  const given = {
    ...(stored['alertTokens'] !== undefined && { alertTokens }),
    ...(keyword !== undefined && { keyword }),
  };
  return { channel: { kind, url, language, tokens, schedules, people, ...given } };
}

/** Reads attributes one by one and keeps what is wrong with them. */
function readerOf(stored: Readonly<Record<string, unknown>>) {
  const mistakes: ChannelMistake[] = [];
  const refuse = (attribute: string, expected: string): undefined => {
    const value = stored[attribute];
    const got = SECRET.has(attribute) || !isKnown(attribute) ? described(value) : shown(value);
    mistakes.push({ attribute, got, expected });
    return undefined;
  };
  const oneOf = <T extends string>(attribute: keyof Channel, words: readonly T[]): T | undefined => {
    const word = words.find((candidate) => candidate === stored[attribute]);
    return word ?? refuse(attribute, words.join(', '));
  };
  const texts = (attribute: keyof Channel, expected: string): readonly string[] => {
    const value = stored[attribute] ?? [];
    if (isTexts(value)) return value.map((text) => text.trim());
    refuse(attribute, expected);
    return [];
  };
  return { mistakes, refuse, oneOf, texts };
}

/** What `parseChannel` reads. */
export const formatChannel = (channel: Channel): string => {
  const { kind, url, language, tokens, alertTokens, schedules, people, keyword } = channel;
  return JSON.stringify({ kind, url, language, tokens, alertTokens, schedules, people, keyword });
};

const isKnown = (attribute: string): boolean => ATTRIBUTES.some((known) => known === attribute);

function isHttpsUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:';
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'string' && part.trim() !== '');

/** A value without what it says. */
function described(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  return Array.isArray(value) ? `a list of ${value.length}` : typeof value;
}
