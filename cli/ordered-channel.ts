import { mistakeWords, parseChannel } from '../functions/webhook/domain/channel-config.ts';
import type { NamedChannel } from '../functions/webhook/domain/channel.ts';
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
): Promise<Omit<NamedChannel, 'name'>> {
  const secret = async (given: string, prompt: string): Promise<string> => (given === '-' ? ask(prompt) : given);
  const secrets = async (given: readonly string[] | undefined, prompt: string): Promise<string[] | undefined> => {
    const all: string[] = [];
    for (const one of given ?? []) if (one !== 'none') all.push(await secret(one, prompt));
    return given && all;
  };
  const url = await secret(options.url ?? before?.url ?? '-', 'URL');
  const tokens = await secrets(options.token, 'Token');
  const alertTokens = await secrets(options.alertToken, 'Token for alerts');
  const read = parseChannel(
    JSON.stringify({
      kind: options.kind ?? before?.kind,
      url,
      language: options.language ?? before?.language,
      tokens: tokens ?? before?.tokens,
      alertTokens: alertTokens ?? before?.alertTokens,
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
