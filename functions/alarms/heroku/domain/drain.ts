import { fields, list, text, Unreadable } from '../../../shared/store/codec.ts';

/** What a Heroku app has to prove itself with. */
export interface Drain {
  /** The newest first; two while one is rotated. */
  readonly secrets: readonly string[];
}

const SECRETS_MAX = 2;
/** Safe in a URL, and nothing that could be guessed. */
const SECRET = /^[A-Za-z0-9._~-]{20,200}$/;
export const SECRET_RULE = '20 to 200 of a to z, A to Z, 0 to 9 and - . _ ~';

export const isSecret = (text: string): boolean => SECRET.test(text);

const drain = fields<Drain>({ secrets: list(text) });

export const formatDrain = (value: Drain): string => JSON.stringify(drain.write(value));

/** Undefined where it is no drain: an empty secret would let everybody in. */
export function parseDrain(json: string): Drain | undefined {
  try {
    const { secrets } = drain.read(JSON.parse(json));
    return secrets.length > 0 && secrets.every(isSecret) ? { secrets } : undefined;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The drain once its app may also use `secret`; of those before, the newest still counts. */
export const withSecret = (before: Drain | undefined, secret: string): Drain => ({
  secrets: [secret, ...(before?.secrets ?? []).filter((old) => old !== secret)].slice(0, SECRETS_MAX),
});

/** Name and password of HTTP basic authentication. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Reads an `Authorization` header; undefined where it is no basic authentication. */
export function readCredentials(header: string): Credentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
