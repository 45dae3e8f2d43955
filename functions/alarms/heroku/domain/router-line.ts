import { ascii, decimalAt, digitAt, standsAt } from './bytes.ts';
import { processAt } from './header.ts';
import { Pairs } from './pairs.ts';
import type { ErrorCode } from './series.ts';

/** What a line of Heroku's router says of one request. */
export interface RouterLine {
  /** The router sends requests to `web` only; where it found no dyno, or does not name one as dynos are named, that is it. */
  readonly process: string;
  /** 100 to 599; NaN where there is none. */
  readonly status: number;
  /** Milliseconds; NaN where it is empty, because no dyno answered. */
  readonly service: number;
  readonly code: ErrorCode | undefined;
}

const CODE = ascii('code');
const DYNO = ascii('dyno');
const STATUS = ascii('status');
const SERVICE = ascii('service');
const MS = ascii('ms');
const H = 0x48;

/** Of a key that stands twice the last counts: path, host and request_id, which a stranger chooses, come before these. */
export function readRouterLine(bytes: Buffer, start: number, end: number): RouterLine {
  let process = 'web';
  let status = NaN;
  let service = NaN;
  let code: ErrorCode | undefined;
  const pairs = new Pairs(bytes, start, end);
  while (pairs.next()) {
    const { keyStart, valueStart, valueEnd } = pairs;
    switch (pairs.keyEnd - keyStart) {
      case CODE.length:
        if (standsAt(bytes, keyStart, CODE)) code = routerCodeAt(bytes, valueStart, valueEnd);
        else if (standsAt(bytes, keyStart, DYNO)) process = processAt(bytes, valueStart, valueEnd) ?? 'web';
        break;
      case STATUS.length:
        if (standsAt(bytes, keyStart, STATUS)) status = statusAt(bytes, valueStart, valueEnd);
        break;
      case SERVICE.length:
        if (standsAt(bytes, keyStart, SERVICE)) service = millisecondsAt(bytes, valueStart, valueEnd);
        break;
    }
  }
  return { process, status, service, code };
}

function routerCodeAt(bytes: Buffer, start: number, end: number): ErrorCode | undefined {
  const isCode =
    end - start === 3 && bytes[start] === H && digitAt(bytes, start + 1) >= 0 && digitAt(bytes, end - 1) >= 0;
  return isCode ? (bytes.toString('latin1', start, end) as ErrorCode) : undefined;
}

function statusAt(bytes: Uint8Array, start: number, end: number): number {
  const status = end - start === 3 ? decimalAt(bytes, start, end) : NaN;
  return status >= 100 && status < 600 ? status : NaN;
}

function millisecondsAt(bytes: Uint8Array, start: number, end: number): number {
  const numberEnd = end - MS.length;
  return numberEnd > start && standsAt(bytes, numberEnd, MS) ? decimalAt(bytes, start, numberEnd) : NaN;
}
