import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import type { Instant } from '../../../shared/calendar/instant.ts';
import { unlessMissing, type Ssm } from '../../../shared/secret/adapters/ssm.ts';
import { outside } from '../../../shared/failure/aws-failure.ts';
import { formatDrain, parseDrain, type Drain } from '../domain/drain.ts';
import { DRAIN_URL_PARAMETER } from '../drain-env.ts';
import type { DrainStore } from '../ports.ts';

const FOLDER = '/curfew/drains/';

/**
 * Drains as SecureStrings `/curfew/drains/APP`. They are read all together, so that a stranger who tries names costs SSM nothing,
 * and kept.
 */
export class SsmDrains implements DrainStore {
  readonly #client: Ssm;
  readonly #now: () => Instant;
  #kept: { readonly drains: ReadonlyMap<string, Drain | 'unreadable'>; readonly readAt: Instant } | undefined;

  constructor(options: { client: Ssm; now: () => Instant }) {
    this.#client = options.client;
    this.#now = options.now;
  }

  async drains({ freshMs, signal }: Parameters<DrainStore['drains']>[0]): ReturnType<DrainStore['drains']> {
    const kept = this.#kept;
    if (kept !== undefined && this.#now() < kept.readAt + freshMs) return kept.drains;
    // Before they are read: what is written while they are is newer than they.
    const readAt = this.#now();
    const drains = new Map<string, Drain | 'unreadable'>();
    let nextToken: string | undefined;
    do {
      const page = new GetParametersByPathCommand({ Path: FOLDER, WithDecryption: true, NextToken: nextToken });
      const { Parameters = [], NextToken } = await outside(() => this.#client.send(page, { abortSignal: signal }));
      for (const { Name = '', Value = '' } of Parameters)
        drains.set(Name.slice(FOLDER.length), parseDrain(Value) ?? 'unreadable');
      nextToken = NextToken;
    } while (nextToken !== undefined);
    this.#kept = { drains, readAt };
    return drains;
  }

  /** Writes the drain, replacing one of the same app. */
  async put(app: string, drain: Drain): Promise<void> {
    const parameter = { Name: FOLDER + app, Value: formatDrain(drain) };
    await outside(() =>
      this.#client.send(new PutParameterCommand({ ...parameter, Type: 'SecureString', Overwrite: true })),
    );
    this.#kept = undefined;
  }

  /** False where there was none. */
  async delete(app: string): Promise<boolean> {
    this.#kept = undefined;
    const parameter = new DeleteParameterCommand({ Name: FOLDER + app });
    return (await unlessMissing(() => this.#client.send(parameter))) !== undefined;
  }

  /** The address that drains post to, without credentials; undefined before the stack is deployed. */
  async address(): Promise<string | undefined> {
    const parameter = new GetParameterCommand({ Name: DRAIN_URL_PARAMETER });
    return (await unlessMissing(() => this.#client.send(parameter)))?.Parameter?.Value;
  }
}
