import { SECOND_MS } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { embedded } from '../shared/lambda/embedded-metrics.ts';
import type { DeliverContext } from './deliver-context.ts';
import type { NamedChannel } from './domain/channel.ts';
import { outcomeOf, outcomeOfFailure, type Outcome } from './domain/http-outcome.ts';
import type { Letter } from './domain/letter.ts';
import { redact } from './domain/redact.ts';
import type { Pace } from './pace.ts';
import type { DeliverPorts } from './ports.ts';

/** How long a claim keeps others from posting the same. */
export const LEASE_SECONDS = 30;
/** What a post takes of it at most: its five seconds, and as much again. */
const POST_MS = 10 * SECOND_MS;
const LONGEST_SAID = 200;

export type Posted =
  | Outcome
  /** Somebody else is at it, or was and died; the lease will tell. */
  | { readonly kind: 'taken' }
  /** These were told before, and the letter was not posted for the others. */
  | { readonly kind: 'told-in-part'; readonly ids: ReadonlySet<string> };

export interface PostOrder {
  readonly letter: Letter;
  readonly channel: NamedChannel;
  readonly pace: Pace;
}

/**
 * Claim, post, confirm. Where this dies before the post, the leases run out and a later delivery posts; where it dies
 * between post and confirm, that one posts a second time, because chat services know no idempotency key.
 */
export async function postOnce(ports: DeliverPorts, order: PostOrder, context: DeliverContext): Promise<Posted> {
  const { letter, channel, pace } = order;
  const { now } = context.clock;
  const lease = { now: now(), until: now() + LEASE_SECONDS * SECOND_MS };
  const ids = [...new Set(letter.waiting.map(({ notice }) => notice.id))];
  const claims = await Promise.all(
    ids.map(async (id) => {
      const key = `${id}#${channel.name}`;
      return { id, key, claim: await ports.claims.claim(key, lease) };
    }),
  );
  const ours = claims.filter(({ claim }) => claim === 'claimed').map(({ key }) => key);
  const told = claims.filter(({ claim }) => claim === 'delivered').map(({ id }) => id);
  const release = () => settle(ours, (key) => ports.claims.release(key, lease.until), context);
  if (told.length === ids.length) return { kind: 'delivered' };
  if (ours.length < ids.length) {
    await release();
    return ours.length + told.length < ids.length ? { kind: 'taken' } : { kind: 'told-in-part', ids: new Set(told) };
  }
  await pace.next();
  // Whoever is slow may have lost the claim by the time of the answer.
  const outcome: Posted = now() > lease.until - POST_MS ? { kind: 'taken' } : await attempt(ports, order, context);
  if (outcome.kind === 'delivered') await settle(ours, (key) => ports.claims.confirm(key, now()), context);
  else await release();
  return outcome;
}

async function attempt(
  { http }: DeliverPorts,
  { letter, channel }: PostOrder,
  { clock, functionName, log }: DeliverContext,
): Promise<Outcome> {
  const fields = { channel: channel.name, notices: letter.waiting.map(({ notice }) => notice.id) };
  try {
    const reply = await http.post(letter.request);
    const outcome = outcomeOf(channel.kind, reply, clock.now());
    const said = redact(reply.body, channel.url).slice(0, LONGEST_SAID);
    const more =
      outcome.kind === 'delivered'
        ? embedded({ NoticesDelivered: new Set(fields.notices).size }, { functionName, at: clock.now() })
        : { said };
    log.info('posted', { ...fields, ...outcome, ...more });
    return outcome;
  } catch (error) {
    if (!(error instanceof ExternalFailure)) throw error;
    const outcome = outcomeOfFailure(error);
    log.info('posted', { ...fields, ...outcome, said: `${error.message} ${error.code}`.trim() });
    return outcome;
  }
}

/**
 * Confirms or gives back. Where that fails the message is dealt with all the same: what was posted must not be posted again
 * for want of a confirmation, and a lease runs out by itself.
 */
async function settle(
  keys: readonly string[],
  write: (key: string) => Promise<void>,
  { log }: DeliverContext,
): Promise<void> {
  for (const result of await Promise.allSettled(keys.map(write))) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof ExternalFailure)) throw result.reason;
    log.error('claim not settled', { error: result.reason });
  }
}
