import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { outside } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { unlessMissing, type Ssm } from '../../shared/secret/adapters/ssm.ts';
import { formatChannel, isChannelName, parseChannel, WrongChannel } from '../domain/channel-config.ts';
import type { NamedChannel } from '../domain/channel.ts';
import type { Language } from '../domain/say.ts';
import type { ChannelStore } from '../ports.ts';

const FOLDER = '/curfew/channels/';
const KEPT_MS = MINUTE_MS;
/** Of the advanced tier, which long lists of people reach. */
const LONGEST_VALUE_BYTES = 8_192;

/** Channels as SecureStrings `/curfew/channels/NAME`. One that was read is kept for a minute; one that is missing or wrong is not. */
export class SsmChannels implements ChannelStore {
  readonly #client: Ssm;
  readonly #language: Language | undefined;
  readonly #now: () => Instant;
  readonly #kept = new Map<string, { readonly channel: NamedChannel; readonly until: Instant }>();

  /** `language` is that of channels that name none; without it, they are wrong. */
  constructor(options: { client: Ssm; now: () => Instant; language?: Language }) {
    this.#client = options.client;
    this.#language = options.language;
    this.#now = options.now;
  }

  async get(name: string): Promise<NamedChannel | undefined> {
    const kept = this.#kept.get(name);
    if (kept !== undefined && this.#now() < kept.until) return kept.channel;
    this.#kept.delete(name);
    // SSM refuses the name before it looks, so nothing is called so.
    if (!isChannelName(name)) return undefined;
    const json = await this.#read(name);
    if (json === undefined) return undefined;
    const read = parseChannel(json, this.#language);
    if ('mistakes' in read) throw new WrongChannel(name, read.mistakes);
    const channel = { ...read.channel, name };
    this.#kept.set(name, { channel, until: this.#now() + KEPT_MS });
    return channel;
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await outside(() =>
        this.#client.send(new GetParametersByPathCommand({ Path: FOLDER, NextToken: nextToken })),
      );
      for (const { Name = '' } of page.Parameters ?? []) names.push(Name.slice(FOLDER.length));
      nextToken = page.NextToken;
    } while (nextToken !== undefined);
    return names.toSorted();
  }

  /** Writes the channel, replacing one of the same name. */
  async put({ name, ...channel }: NamedChannel): Promise<void> {
    const value = formatChannel(channel);
    // SSM would refuse it too, and say the value with it.
    if (Buffer.byteLength(value) > LONGEST_VALUE_BYTES) throw tooLong(name);
    const write = new PutParameterCommand({
      Name: FOLDER + name,
      Value: value,
      Type: 'SecureString',
      Overwrite: true,
      Tier: 'Intelligent-Tiering',
    });
    await outside(() => this.#client.send(write));
    this.#kept.delete(name);
  }

  /** False where there was none. */
  async delete(name: string): Promise<boolean> {
    this.#kept.delete(name);
    const write = new DeleteParameterCommand({ Name: FOLDER + name });
    return (await unlessMissing(() => this.#client.send(write))) !== undefined;
  }

  async #read(name: string): Promise<string | undefined> {
    const read = new GetParameterCommand({ Name: FOLDER + name, WithDecryption: true });
    return (await unlessMissing(() => this.#client.send(read)))?.Parameter?.Value;
  }
}

const tooLong = (name: string): ExternalFailure =>
  new ExternalFailure({
    reason: 'unsupported',
    retryable: false,
    message: `The channel ${name} takes more than the ${LONGEST_VALUE_BYTES} bytes that SSM holds: shorten its lists.`,
  });
