import { MINUTE_MS, SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { logger } from '../../shared/lambda/logger.ts';
import { isOneOf } from '../../shared/secret/one-of.ts';
import { readCredentials, type Credentials, type Drain } from './domain/drain.ts';
import { readBatch } from './domain/read-batch.ts';
import type { BatchQueue, DrainStore } from './ports.ts';

/** A request to the drain. */
export interface DrainRequest {
  /** Unique to it; empty where none was given. */
  readonly requestId: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export interface DrainPorts {
  readonly drains: DrainStore;
  readonly queue: BatchQueue;
}

export interface DrainContext {
  readonly now: Instant;
  /** Aborts what is outside while Logplex still waits. */
  readonly timeUp: AbortSignal;
  readonly log: Pick<typeof logger, 'info' | 'warn' | 'error'>;
}

/**
 * What Logplex makes of it: done (204), try again (503), and, for every other of them, throw the batch away
 * (https://devcenter.heroku.com/articles/log-drains).
 */
export type DrainStatus = 204 | 400 | 401 | 413 | 415 | 503;

/** How long a secret that was taken back still counts. */
const KEPT_MS = MINUTE_MS;
/** A secret that nobody knows may be a new one; guessing makes us look it up no more often than this. */
const LOOK_AGAIN_MS = 5 * SECOND_MS;
/** What Lambda takes of an invocation: more cannot arrive. */
const BODY_MAX = 6 * 1_024 * 1_024;
const FRAME_ID = /^[\x21-\x7e]{1,128}$/;

/** Proves, parses and queues one batch. Nothing of it is read before the secret is right, and nothing that somebody sent throws. */
export async function takeBatch(ports: DrainPorts, request: DrainRequest, context: DrainContext): Promise<DrainStatus> {
  const { timeUp, log } = context;
  try {
    const proof = await prove(ports.drains, readCredentials(request.headers['authorization'] ?? ''), timeUp);
    if (proof.kind === 'proved') return await takeProved(ports.queue, { ...request, app: proof.app }, context);
    if (proof.kind === 'unproved') {
      log.warn('refused', { status: 401 });
      return 401;
    }
    log.error('unavailable', { app: proof.app, because: 'its drain in SSM is none: write it by curfew drain set' });
    return 503;
  } catch (error) {
    if (!(error instanceof ExternalFailure)) throw error;
    log.error('unavailable', { because: error.message });
    return 503;
  }
}

type Proof = { readonly kind: 'proved' | 'unreadable'; readonly app: string } | { readonly kind: 'unproved' };

async function prove(store: DrainStore, credentials: Credentials | undefined, signal: AbortSignal): Promise<Proof> {
  if (credentials === undefined) return { kind: 'unproved' };
  const { user: app, password } = credentials;
  let drain: Drain | 'unreadable' | undefined;
  for (const freshMs of [KEPT_MS, LOOK_AGAIN_MS]) {
    drain = (await store.drains({ freshMs, signal })).get(app);
    const secrets = drain === undefined || drain === 'unreadable' ? [] : drain.secrets;
    if (isOneOf(password, secrets)) return { kind: 'proved', app };
  }
  return drain === 'unreadable' ? { kind: 'unreadable', app } : { kind: 'unproved' };
}

async function takeProved(
  queue: BatchQueue,
  request: DrainRequest & { readonly app: string },
  { now, timeUp, log }: DrainContext,
): Promise<DrainStatus> {
  const { app, requestId, headers, body, isBase64Encoded } = request;
  const refuse = (status: 400 | 413 | 415): DrainStatus => {
    log.warn('refused', { app, status, messages: headers['logplex-msg-count'] });
    return status;
  };
  // No API would leave it out; without it, nobody could tell the batch from its repeat.
  if (requestId === '') return refuse(400);
  if (!/^application\/logplex-1\b/i.test(headers['content-type'] ?? '')) return refuse(415);
  if (body.length > BODY_MAX) return refuse(413);
  const batch = readBatch(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'), now);
  if (batch === undefined) return refuse(400);
  const { series, messages, refused } = batch;
  if (refused > 0) log.warn('of another time', { app, messages: refused });
  // A batch of nothing but an app's own lines needs nobody else.
  if (series.length === 0) return 204;
  const frameId = headers['logplex-frame-id'] ?? '';
  await queue.send({ app, requestId, ...(FRAME_ID.test(frameId) && { frameId }), messages, series }, timeUp);
  return 204;
}
