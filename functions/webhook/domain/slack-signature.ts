import { createHmac } from 'node:crypto';
import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { HttpRequest } from './http-request.ts';
import { isOneOf } from '../../shared/secret/one-of.ts';

/** How far a request's timestamp may be from now, either way. */
const WINDOW_SECONDS = 300;

/** How long a signature has to be remembered so that its request is refused when it comes again: both sides of the window. */
export const REPLAY_MS = 2 * WINDOW_SECONDS * SECOND_MS;

export type SlackProof =
  | { readonly kind: 'proven'; readonly signature: string }
  | { readonly kind: 'refused'; readonly because: 'no-proof' | 'stale' | 'wrong-proof' };

/**
 * Whether Slack signed this body: v0, HMAC-SHA256 over timestamp and raw bytes with one of the signing secrets.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack/
 */
export function proveSlack(request: HttpRequest, signingSecrets: readonly string[], now: Instant): SlackProof {
  const timestamp = request.headers['x-slack-request-timestamp'] ?? '';
  const signature = request.headers['x-slack-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature))
    return { kind: 'refused', because: 'no-proof' };
  if (Math.abs(now - Number(timestamp) * SECOND_MS) > WINDOW_SECONDS * SECOND_MS)
    return { kind: 'refused', because: 'stale' };
  const expected = signingSecrets.map((secret) => slackSignature(secret, timestamp, request.body));
  return isOneOf(signature, expected) ? { kind: 'proven', signature } : { kind: 'refused', because: 'wrong-proof' };
}

/** The signature that Slack gives to a body at a timestamp (seconds since 1970). */
export function slackSignature(signingSecret: string, timestamp: string, body: Uint8Array): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
