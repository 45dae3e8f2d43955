import { lookup as resolve, type LookupAddress } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { HttpPost, HttpReply } from '../ports.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** From the name's resolution to the last byte of the answer. */
const TIMEOUT_MS = 5_000;
const LONGEST_BODY_BYTES = 4_096;

export interface HttpsPostOptions {
  /** For tests, which reach nothing else: plain http too, and loopback addresses beside public ones. */
  readonly allowLoopback?: boolean;
  /** Certificate authorities instead of the usual ones, PEM. */
  readonly ca?: string;
  /** Resolves names instead of the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
  readonly timeoutMs?: number;
}

type PostRequest = Parameters<HttpPost['post']>[0];

/**
 * Posts over a connection of its own, to an address that was looked at first: the one lookup both checks and connects, so
 * a name cannot answer the check with one address and the connection with another. Host and SNI keep the name.
 */
export class HttpsPost implements HttpPost {
  readonly #options: HttpsPostOptions;

  constructor(options: HttpsPostOptions = {}) {
    this.#options = options;
  }

  async post({ url, headers, body }: PostRequest): Promise<HttpReply> {
    const target = this.#target(url);
    const signal = AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS);
    try {
      return await new Promise<HttpReply>((done, failed) => {
        const { request } = target.protocol === 'https:' ? https : http;
        const sent = request(target, {
          method: 'POST',
          headers: { 'user-agent': 'curfew', ...headers, 'content-length': Buffer.byteLength(body) },
          // A connection kept alive may be dead when a frozen Lambda wakes.
          agent: false,
          lookup: this.#lookup,
          ca: this.#options.ca,
          signal,
        });
        // Redirects are answers like others: Node follows none.
        sent.on('response', (answer) => {
          // What happens to the connection from here on is the body's.
          sent.off('error', failed).on('error', () => {});
          void readReply(answer).then(done, failed);
        });
        sent.on('error', failed);
        sent.end(body);
      });
    } catch (error) {
      throw failureOf(error, signal);
    }
  }

  #target(url: string): URL {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    const protocols = this.#options.allowLoopback ? ['https:', 'http:'] : ['https:'];
    if (target === undefined || !protocols.includes(target.protocol)) throw notAllowed('is not https');
    // Addresses are not looked up, so they are checked here.
    const address = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) !== 0 && !this.#allows(address)) throw notAllowed('leads to an address that is not public');
    return target;
  }

  #allows(address: string): boolean {
    return isPublicAddress(address) || (this.#options.allowLoopback === true && isLoopbackAddress(address));
  }

  readonly #lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => this.#allows(address)))
          return callback(notAllowed('leads to an address that is not public'), []);
        return options.all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };

  #resolve(hostname: string): Promise<readonly LookupAddress[]> {
    if (this.#options.resolve !== undefined) return this.#options.resolve(hostname);
    return new Promise((done, failed) =>
      resolve(hostname, { all: true }, (error, addresses) => (error ? failed(error) : done(addresses))),
    );
  }
}

/**
 * Leaving the loop early ends the connection, so an endless answer costs no more than a long one. What breaks a body off does not undo
 * the status that came before it.
 */
async function readReply(answer: IncomingMessage): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isCut = false;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= LONGEST_BODY_BYTES) break;
    }
  } catch {
    isCut = true;
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
  const body = Buffer.concat(chunks).subarray(0, LONGEST_BODY_BYTES).toString('utf8');
  return { status: answer.statusCode ?? 0, headers: Object.fromEntries(headers), body, ...(isCut && { isCut }) };
}

const notAllowed = (why: string): ExternalFailure =>
  new ExternalFailure({ reason: 'unsupported', retryable: false, message: `The channel's URL ${why}.` });

/** Only the code is kept of what Node says: its messages name hosts, and its errors carry whole requests. */
function failureOf(error: unknown, signal: AbortSignal): ExternalFailure {
  if (error instanceof ExternalFailure) return error;
  if (signal.aborted)
    return new ExternalFailure({
      reason: 'timeout',
      retryable: true,
      message: 'The chat service did not answer in time.',
    });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new ExternalFailure({
    reason: 'unavailable',
    retryable: true,
    code,
    message: 'The chat service could not be reached.',
  });
}
