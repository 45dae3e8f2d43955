import { ascii, digitAt, standsAt } from './bytes.ts';
import { epochMinuteAt } from './syslog-time.ts';

/** Who speaks: decided by APP and PROC, which Logplex writes, never by the message, in which an app can write what it likes. */
export type Speaker =
  | { readonly kind: 'router' }
  | { readonly kind: 'logplex' }
  /** Heroku about a dyno of the process type. */
  | { readonly kind: 'dyno'; readonly process: string }
  /** A one-off dyno itself, under which R13 arrives. */
  | { readonly kind: 'one-off'; readonly process: string };

/** What stands before the message of a frame. */
export interface Header {
  readonly speaker: Speaker;
  /** Counted from 1970; NaN where TIME is none. */
  readonly epochMinute: number;
  readonly messageStart: number;
}

const SPACE = 0x20;
const DOT = 0x2e;
const PROCESS = /^[A-Za-z0-9_-]{1,64}$/;

const VERSION = ascii('>1 ');
const HEROKU = ascii('heroku');
const APP = ascii('app');
const ROUTER: Speaker = { kind: 'router' };
const LOGPLEX: Speaker = { kind: 'logplex' };

/** Reads `<PRI>1 TIME HOST APP PROC - `; undefined where that is not what stands there, or where its speaker says nothing of interest. */
export function readHeader(bytes: Buffer, start: number, end: number): Header | undefined {
  const time = afterSpace(bytes, start, end);
  if (time - start < VERSION.length || !standsAt(bytes, time - VERSION.length, VERSION)) return undefined;
  const host = afterSpace(bytes, time, end);
  const app = afterSpace(bytes, host, end);
  const proc = afterSpace(bytes, app, end);
  const id = afterSpace(bytes, proc, end);
  const messageStart = afterSpace(bytes, id, end);
  if (messageStart > end) return undefined;
  const isHeroku = proc - 1 - app === HEROKU.length && standsAt(bytes, app, HEROKU);
  if (!isHeroku && !(proc - 1 - app === APP.length && standsAt(bytes, app, APP))) return undefined;
  const speaker = isHeroku ? herokuSpeaker(bytes, proc, id - 1) : oneOff(bytes, proc, id - 1);
  return speaker && { speaker, epochMinute: epochMinuteAt(bytes, time, host - 1), messageStart };
}

/** Where the next field begins; beyond `end` where there is none. */
function afterSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SPACE) at++;
  return at + 1;
}

const ROUTER_WORD = ascii('router');
const LOGPLEX_WORD = ascii('logplex');
const WEB = ascii('web.');
const RUN_WORD = ascii('run.');

function herokuSpeaker(bytes: Buffer, start: number, end: number): Speaker | undefined {
  if (end - start === ROUTER_WORD.length && standsAt(bytes, start, ROUTER_WORD)) return ROUTER;
  if (end - start === LOGPLEX_WORD.length && standsAt(bytes, start, LOGPLEX_WORD)) return LOGPLEX;
  const process = processAt(bytes, start, end);
  return process === undefined ? undefined : { kind: 'dyno', process };
}

function oneOff(bytes: Buffer, start: number, end: number): Speaker | undefined {
  const isRun = end - start > RUN_WORD.length && standsAt(bytes, start, RUN_WORD);
  const process = isRun ? processAt(bytes, start, end) : undefined;
  return process === undefined ? undefined : { kind: 'one-off', process };
}

/** `web` of `web.1`; undefined where it is not the name of a dyno. */
export function processAt(bytes: Buffer, start: number, end: number): string | undefined {
  let at = end;
  while (at > start && digitAt(bytes, at - 1) >= 0) at--;
  if (at === end || bytes[at - 1] !== DOT) return undefined;
  // Most lines are of web dynos, and making a text takes longer than comparing.
  if (at - start === WEB.length && standsAt(bytes, start, WEB)) return 'web';
  const process = bytes.toString('latin1', start, at - 1);
  return PROCESS.test(process) ? process : undefined;
}
