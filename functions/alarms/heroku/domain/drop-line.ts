import { ascii } from './bytes.ts';
import { epochMinuteAt } from './syslog-time.ts';

/** What Logplex says of messages that it could not keep for us. */
export interface DropLine {
  readonly messages: number;
  /** When it began to drop; NaN where the line does not say. */
  readonly sinceEpochMinute: number;
}

const LONGEST = 200;
const L10 = /^Error L10 \([^)]*\): (\d{1,9}) messages? dropped(?: since ([^ ]+?)\.?)?\s*$/;

/** Reads `Error L10 (output buffer overflow): 13 messages dropped since 2016-10-11T09:43:26+00:00.` */
export function readDropLine(bytes: Buffer, start: number, end: number): DropLine | undefined {
  const match = L10.exec(bytes.toString('latin1', start, Math.min(end, start + LONGEST)));
  if (match === null) return undefined;
  const [, messages, since = ''] = match;
  return { messages: Number(messages), sinceEpochMinute: epochMinuteAt(ascii(since), 0, since.length) };
}
