import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { HttpReply } from '../ports.ts';
import type { ChannelKind } from './channel.ts';

/** Why nobody will take a notice, however often it is posted. */
export type FinalBecause =
  | 'unknown-channel'
  | 'wrong-config'
  /** Its URL is not https to a public host. */
  | 'address'
  | 'redirected'
  /** The webhook does not exist any more. */
  | 'gone'
  /** The service does not take this text; another may pass. */
  | 'payload'
  | 'refused'
  /** Curfew's own fault: it cannot put it into words. */
  | 'bug'
  /** It could not be delivered for so long that waiting further helps nobody. */
  | 'too-late';

export interface Final {
  readonly kind: 'final';
  readonly because: FinalBecause;
  /** The service's answer, where there was one. */
  readonly status?: number;
}

export interface Again {
  readonly kind: 'again';
  readonly because: 'asked-to-wait' | 'no-answer' | 'unavailable';
  readonly status?: number;
  /** How long the service asked for; absent: the longer, the more often it failed. */
  readonly afterSeconds?: number;
}

/** What became of one attempt. */
export type Outcome = { readonly kind: 'delivered' } | Again | Final;

const LONGEST_WAIT_SECONDS = 900;
const FIRST_BACK_OFF_SECONDS = 5;
const LONGEST_BACK_OFF_SECONDS = 300;

/**
 * What an answer means:
 *
 *   2xx        delivered; from Slack only with the body `ok`, as it says `invalid_payload` with a 200 too: again where it was cut off
 *   3xx        final: a webhook that moves is somebody else's
 *   404, 410   final: the webhook is gone
 *   400, 413, 422   final for this text
 *   429, 503   again after Retry-After
 *   other 4xx  final
 *   all else   again
 */
export function outcomeOf(kind: ChannelKind, reply: HttpReply, now: Instant): Outcome {
  const { status } = reply;
  if (status >= 200 && status < 300) {
    if (kind !== 'slack' || reply.body.trim() === 'ok') return { kind: 'delivered' };
    return reply.isCut
      ? { kind: 'again', because: 'no-answer', status }
      : { kind: 'final', because: 'payload', status };
  }
  if (status === 429 || status === 503)
    return { kind: 'again', because: 'asked-to-wait', status, afterSeconds: askedSeconds(reply, now) };
  if (status >= 300 && status < 500) return { kind: 'final', because: refusalOf(status), status };
  return { kind: 'again', because: 'unavailable', status };
}

function refusalOf(status: number): FinalBecause {
  if (status < 400) return 'redirected';
  if (status === 404 || status === 410) return 'gone';
  return status === 400 || status === 413 || status === 422 ? 'payload' : 'refused';
}

/** What it means that there was no answer. */
export function outcomeOfFailure({ reason }: ExternalFailure): Outcome {
  return reason === 'unsupported' ? { kind: 'final', because: 'address' } : { kind: 'again', because: 'no-answer' };
}

/** 5 s after the first attempt, twice as long after each further one, at most 5 minutes. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(FIRST_BACK_OFF_SECONDS * 2 ** Math.max(0, attempts - 1), LONGEST_BACK_OFF_SECONDS);

/** Retry-After in seconds or as a date, or Discord's `retry_after`; 1 to 900 s, undefined where it cannot be read. */
function askedSeconds({ headers, body }: HttpReply, now: Instant): number | undefined {
  const asked = headers['retry-after']?.trim() ?? retryAfterIn(body);
  if (asked === undefined || asked === '') return undefined;
  // `Date.parse` finds a year in `-5`, and a month in `5, 10`.
  const at = /\d:\d\d/.test(asked) ? Date.parse(asked) : NaN;
  const seconds = /^\d+(\.\d+)?$/.test(asked) ? Number(asked) : (at - now) / SECOND_MS;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_SECONDS);
}

function retryAfterIn(body: string): string | undefined {
  return /"retry_after"\s*:\s*(\d+(?:\.\d+)?)/.exec(body)?.[1];
}
