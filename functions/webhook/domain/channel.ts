import type { Keyword } from './keyword.ts';
import type { Language } from './say.ts';

export type ChannelKind = 'jandi' | 'slack' | 'teams' | 'discord' | 'webhook';

/**
 * A place where a team reads, as its SSM SecureString `/curfew/channels/NAME` holds it (JSON). Everything in it is a secret:
 * the URL alone lets anybody post.
 */
export interface Channel {
  readonly kind: ChannelKind;
  /** `https`, public host. */
  readonly url: string;
  readonly language: Language;
  /** JANDI's outgoing tokens (two while one is rotated), or Slack's signing secrets. */
  readonly tokens: readonly string[];
  /** What alerts from elsewhere prove themselves by; none of `tokens`, which let their holder speak for people. */
  readonly alertTokens?: readonly string[];
  /** Names of the schedules seen and changed from here; empty: all. */
  readonly schedules: readonly string[];
  /** Who may change things from here (Slack user ids, JANDI e-mail addresses or names); empty: everybody. */
  readonly people: readonly string[];
  /** What commands begin with here; without it they are shown as they are. */
  readonly keyword?: Keyword;
}

/** A channel with the name it is known by in rows and notices. */
export interface NamedChannel extends Channel {
  readonly name: string;
}
