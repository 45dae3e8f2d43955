import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
  type SSMClientConfig,
} from '@aws-sdk/client-ssm';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { externalFailure } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { formatChannel, isChannelName, parseChannel, WrongChannel } from '../domain/channel-config.ts';
import type { NamedChannel } from '../domain/channel.ts';
import type { ChannelStore } from '../ports.ts';

const FOLDER = '/curfew/channels/';
const KEPT_MS = MINUTE_MS;
/** Of the advanced tier, which long lists of people reach. */
const LONGEST_VALUE_BYTES = 8_192;
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** What the channels need of the SSM client. */
export type Ssm = Pick<SSMClient, 'send'>;

/** Region, credentials and endpoint come from the usual AWS environment. */
export const ssmClient = (config: SSMClientConfig = {}): SSMClient =>
  new SSMClient({
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...config,
  });

/** Channels as SecureStrings `/curfew/channels/NAME`. One that was read is kept for a minute; one that is missing or wrong is not. */
export class SsmChannels implements ChannelStore {
  readonly #client: Ssm;
  readonly #now: () => Instant;
  readonly #kept = new Map<string, { readonly channel: NamedChannel; readonly until: Instant }>();

  constructor(options: { client: Ssm; now: () => Instant }) {
    this.#client = options.client;
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
    const read = parseChannel(json);
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

const outside = async <T>(request: () => Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (error) {
    throw externalFailure(error);
  }
};

const unlessMissing = async <T>(request: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw externalFailure(error);
  }
};
