/** A request as it came over the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is answered to a request. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Why a request is not heard; for the log, never for the one who sent it. */
export type Refusal = { readonly kind: 'refused' } & (
  | { readonly status: 400; readonly because: 'malformed' }
  | {
      readonly status: 401;
      readonly because: 'unknown-channel' | 'no-proof' | 'stale' | 'wrong-proof' | 'replayed';
    }
  | { readonly status: 404; readonly because: 'no-such-path' }
  | { readonly status: 405; readonly because: 'method'; readonly allow: 'GET' | 'POST' }
  | { readonly status: 413; readonly because: 'too-long' }
  | { readonly status: 415; readonly because: 'content-type' }
);

/** Whom a request is for, as far as it can be told before anybody has proved anything. */
export type Address =
  | { readonly kind: 'health-check' }
  | { readonly kind: 'chat'; readonly channelName: string; readonly format: 'json' | 'form' }
  | { readonly kind: 'alerts'; readonly channelName: string }
  | Refusal;

const FORMATS: ReadonlyMap<string, 'json' | 'form'> = new Map([
  ['application/json', 'json'],
  ['application/x-www-form-urlencoded', 'form'],
] as const);

const LONGEST_BODY_BYTES = { chat: 64 * 1024, alerts: 1024 * 1024 };

/**
 * `POST /chat/NAME` speaks for the channel NAME, `POST /alerts/NAME` to it; what stands before (a stage, the base path of a domain)
 * does not matter. Says the same whether there is such a channel or not.
 */
export function addressOf({ method, path, headers, body }: HttpRequest): Address {
  if (path === '/' || path === '') return method === 'GET' ? { kind: 'health-check' } : wrongMethod('GET');
  const [, what, channelName] = /\/(chat|alerts)\/([^/]+)\/?$/.exec(path) ?? [];
  if (channelName === undefined) return { kind: 'refused', status: 404, because: 'no-such-path' };
  if (method !== 'POST') return wrongMethod('POST');
  const kind = what === 'alerts' ? 'alerts' : 'chat';
  if (body.length > LONGEST_BODY_BYTES[kind]) return { kind: 'refused', status: 413, because: 'too-long' };
  const format = FORMATS.get((headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '');
  if (kind === 'chat' && format !== undefined) return { kind, channelName, format };
  if (kind === 'alerts' && format === 'json') return { kind, channelName };
  return { kind: 'refused', status: 415, because: 'content-type' };
}

const wrongMethod = (allow: 'GET' | 'POST'): Refusal => ({ kind: 'refused', status: 405, because: 'method', allow });
