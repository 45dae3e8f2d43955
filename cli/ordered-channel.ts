import { mistakeWords, parseChannel } from '../functions/webhook/domain/channel-config.ts';
import type { Channel, NamedChannel } from '../functions/webhook/domain/channel.ts';
import type { Ask } from './ask.ts';
import { Refusal } from './refusal.ts';

/** What `curfew channel set` was given. */
export interface SetOptions {
  readonly kind?: string;
  readonly url?: string;
  readonly language?: string;
  readonly token?: readonly string[];
  readonly alertToken?: readonly string[];
  readonly schedules?: string;
  readonly people?: string;
  readonly keyword?: string;
}

/** The channel as it will be, from what is stored and what is given. */
export async function orderedChannel(
  before: NamedChannel | undefined,
  options: SetOptions,
  ask: Ask,
): Promise<Channel> {
  const secret = async (given: string, prompt: string): Promise<string> => (given === '-' ? ask(prompt) : given);
  const secrets = async (given: readonly string[] | undefined, prompt: string): Promise<string[] | undefined> => {
    const all: string[] = [];
    for (const one of given ?? []) if (one !== 'none') all.push(await secret(one, prompt));
    return given && all;
  };
  const url = await secret(options.url ?? before?.url ?? '-', 'URL');
  const tokens = await secrets(options.token, 'Token');
  const alertTokens = await secrets(options.alertToken, 'Token for alerts');
  return channelOf(before, { ...options, url, token: tokens, alertToken: alertTokens });
}

/** Refuses what is wrong in the options themselves, whatever is stored: before anything is asked, of AWS or of a person. */
export function expectRight({ url, token, alertToken, ...options }: SetOptions): void {
  const known = (given: readonly string[] | undefined): readonly string[] | undefined =>
    given?.filter((one) => one !== '-' && one !== 'none');
  const given = { url: url === '-' ? undefined : url, token: known(token), alertToken: known(alertToken) };
  channelOf(ANY, { ...options, ...given });
}

/** Stands for what is not given. */
const ANY: Channel = {
  ...{ kind: 'webhook', url: 'https://example.com', language: 'en', tokens: [], schedules: [], people: [] },
};

function channelOf(before: Channel | undefined, options: SetOptions): Channel {
  const read = parseChannel(
    JSON.stringify({
      kind: options.kind ?? before?.kind,
      url: options.url ?? before?.url,
      language: options.language ?? before?.language,
      tokens: options.token ?? before?.tokens,
      alertTokens: options.alertToken ?? before?.alertTokens,
      schedules: listOf(options.schedules) ?? before?.schedules,
      people: listOf(options.people) ?? before?.people,
      keyword: options.keyword?.trim() === 'none' ? undefined : (options.keyword ?? before?.keyword),
    }),
  );
  if ('channel' in read) return read.channel;
  const words = read.mistakes.map((mistake) => mistakeWords({ ...mistake, attribute: optionOf(mistake.attribute) }));
  throw new Refusal(words.join('; '));
}

const optionOf = (attribute: string): string =>
  `--${attribute === 'tokens' ? 'token' : attribute === 'alertTokens' ? 'alert-token' : attribute}`;

function listOf(option: string | undefined): readonly string[] | undefined {
  const parts = option?.split(',').map((part) => part.trim());
  return option?.trim() === 'none' ? [] : parts?.filter((part) => part !== '');
}
