import { MINUTE_MS, SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';

/** An accepted call must show within this time; after it, a member still in its old state has fallen back. */
export const FELL_BACK_AFTER_MS = 30 * SECOND_MS;

/** How often a run with members on their way is looked at, events apart. */
export const LOOK_AGAIN_MS = 15 * SECOND_MS;

/** How often a run is looked at that waits for something already told as stuck. */
export const STUCK_LOOK_MS = MINUTE_MS;

/**
 * How long a written intent keeps others from calling. Calls go out within 20 s of reading the rows, and one call with the
 * SDK's own retry takes less than the rest.
 */
export const INTENT_LEASE_MS = 45 * SECOND_MS;

/** A warning counts until this long after the instant it announced, and a tick more, because it may go out a tick early. */
export const WARNING_GRACE_MS = 30 * MINUTE_MS;

/** Because of a member that AWS said to look at again. */
export const LOOK_AGAIN = 'look-again';

const RETRY_MINUTES = [1, 2, 4, 8, 15];

/** When a member that failed for the `attempts`th time is tried again: after 1, 2, 4, 8, then every 15 minutes. */
export function retryAt(now: Instant, attempts: number, because: string): Instant {
  const minutes = RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1;
  return now + (because === LOOK_AGAIN && attempts === 1 ? LOOK_AGAIN_MS : minutes * MINUTE_MS);
}
