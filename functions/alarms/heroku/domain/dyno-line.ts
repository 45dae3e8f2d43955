import { ascii, decimalAt, digitAt, standsAt } from './bytes.ts';
import { Pairs } from './pairs.ts';
import type { ErrorCode } from './series.ts';

/** What log-runtime-metrics says of a dyno, every 20 seconds, in two lines; NaN for what a line does not say. */
export interface DynoSample {
  readonly load: number;
  /** Megabytes. */
  readonly memoryTotal: number;
  readonly memoryQuota: number;
}

const SOURCE = ascii('source=');
const LOAD = ascii('sample#load_avg_1m');
const MEMORY_TOTAL = ascii('sample#memory_total');
const MEMORY_QUOTA = ascii('sample#memory_quota');
const MB = ascii('MB');

/** Undefined where the message is no sample: Heroku repeats an app's own command line too, but never so. */
export function readSample(bytes: Uint8Array, start: number, end: number): DynoSample | undefined {
  if (end - start < SOURCE.length || !standsAt(bytes, start, SOURCE)) return undefined;
  let load = NaN;
  let memoryTotal = NaN;
  let memoryQuota = NaN;
  const pairs = new Pairs(bytes, start, end);
  while (pairs.next()) {
    const { keyStart, valueStart, valueEnd } = pairs;
    const length = pairs.keyEnd - keyStart;
    if (length === LOAD.length && standsAt(bytes, keyStart, LOAD)) load = decimalAt(bytes, valueStart, valueEnd);
    else if (length !== MEMORY_TOTAL.length) continue;
    else if (standsAt(bytes, keyStart, MEMORY_TOTAL)) memoryTotal = megabytesAt(bytes, valueStart, valueEnd);
    else if (standsAt(bytes, keyStart, MEMORY_QUOTA)) memoryQuota = megabytesAt(bytes, valueStart, valueEnd);
  }
  return { load, memoryTotal, memoryQuota };
}

function megabytesAt(bytes: Uint8Array, start: number, end: number): number {
  const numberEnd = end - MB.length;
  return numberEnd > start && standsAt(bytes, numberEnd, MB) ? decimalAt(bytes, start, numberEnd) : NaN;
}

const ERROR = ascii('Error R');
const OPENS = ascii(' (');
const CODE_LENGTH = 3;

/** `R14` of `Error R14 (Memory quota exceeded)`. */
export function readErrorCode(bytes: Buffer, start: number, end: number): ErrorCode | undefined {
  const codeStart = start + ERROR.length - 1;
  const codeEnd = codeStart + CODE_LENGTH;
  const isError =
    codeEnd + OPENS.length <= end &&
    standsAt(bytes, start, ERROR) &&
    digitAt(bytes, codeStart + 1) >= 0 &&
    digitAt(bytes, codeStart + 2) >= 0 &&
    standsAt(bytes, codeEnd, OPENS);
  return isError ? (bytes.toString('latin1', codeStart, codeEnd) as ErrorCode) : undefined;
}
