/** What one message counts for: `2026-11-20T03:00 web throughput 1`. */
export type Mark = string;

interface Message {
  readonly minute: string;
  readonly process: string;
}

/**
 * A second reading of facts and design, as slow and plain as it goes: texts, slices and regular expressions, no bytes. Undefined
 * where the body is not made of whole frames. `now` is when it comes: what is two weeks old, or two hours ahead, is not counted.
 */
export function readSlowly(body: Buffer, now: number): readonly Mark[] | undefined {
  // One character for each byte.
  let rest = body.toString('latin1');
  const marks: Mark[] = [];
  while (rest !== '') {
    const [count = '', digits = ''] = /^([1-9]\d{0,6}) /.exec(rest) ?? [];
    const content = rest.slice(count.length, count.length + Number(digits));
    if (count === '' || content.length < Number(digits)) return undefined;
    marks.push(...readContent(content, now));
    rest = rest.slice(count.length + content.length);
  }
  return marks;
}

const HEADER = /^[^ ]*>1 ([^ ]*) [^ ]* (heroku|app) ([^ ]*) [^ ]* ([^]*)$/;

function readContent(content: string, now: number): readonly Mark[] {
  const [, time = '', app = '', proc = '', text = ''] = HEADER.exec(content) ?? [];
  const minute = minuteOf(time);
  const line = text.replace(/\n$/, '');
  if (minute === undefined || !isInTime(Date.parse(`${minute}Z`), now)) return [];
  if (app === 'heroku' && proc === 'router') return routerMarks(minute, line);
  if (app === 'heroku' && proc === 'logplex') return dropMarks(minute, line);
  const process = processOf(proc);
  if (process === undefined) return [];
  const code = /^Error (R\d\d) \(/.exec(line)?.[1];
  const error = code === undefined ? [] : [`${minute} ${process} errors ${code} 1`];
  if (app === 'app') return process === 'run' && code === 'R13' ? error : [];
  return line.startsWith('source=') ? sampleMarks({ minute, process }, line) : error;
}

const MINUTE_MS = 60_000;

/** Ten minutes less than CloudWatch's own limits. */
const isInTime = (at: number, now: number): boolean =>
  at > now - (14 * 1_440 - 10) * MINUTE_MS && at < now + (2 * 60 - 10) * MINUTE_MS;

function minuteOf(time: string): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d*)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(time);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const east = (parts[7] === '-' ? -1 : 1) * (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0));
  return new Date(Date.UTC(year, month - 1, day, hour, minute - east)).toISOString().slice(0, 16);
}

const processOf = (dyno: string): string | undefined => /^([A-Za-z0-9_-]{1,64})\.\d+$/.exec(dyno)?.[1];

function pairsOf(line: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let rest = line.replace(/^ +/, '');
  while (rest !== '') {
    const [key = ''] = /^[^ =]*/.exec(rest) ?? [];
    rest = rest.slice(key.length);
    const [plain = ''] = /^=?[^ ]*/.exec(rest) ?? [];
    const inQuotes = rest.startsWith('="') ? quotedIn(rest.slice(2)) : undefined;
    pairs.set(key, inQuotes ?? plain.slice(1));
    rest = inQuotes === undefined ? rest.slice(plain.length) : rest.slice(2 + inQuotes.length).replace(/^[^ ]*/, '');
    rest = rest.replace(/^ +/, '');
  }
  return pairs;
}

/** What stands before the closing quote. A word such as a path has no blanks: `"/a\\" ` ends there, and its backslash is a part of it. */
function quotedIn(text: string): string {
  const [, word] = /^((?:\\(?!"(?: |$))[^]|[^"\\ ])*\\)"(?: |$)/.exec(text) ?? [];
  const [value = ''] = /^(?:\\[^]|[^"\\])*\\?/.exec(text) ?? [];
  return word ?? value;
}

function numberOf(value: string | undefined, unit: string): number | undefined {
  if (value === undefined || !value.endsWith(unit)) return undefined;
  const digits = value.slice(0, value.length - unit.length);
  return /^\d+(\.\d+)?$/.test(digits) && digits.length <= 15 ? Number(digits) : undefined;
}

function routerMarks(minute: string, line: string): readonly Mark[] {
  const pairs = pairsOf(line);
  const at = `${minute} ${processOf(pairs.get('dyno') ?? '') ?? 'web'}`;
  const [code] = /^H\d\d$/.exec(pairs.get('code') ?? '') ?? [];
  const errors = code === undefined ? [] : [`${at} errors ${code} 1`];
  const [status] = /^[1-5]\d\d$/.exec(pairs.get('status') ?? '') ?? [];
  if (status === undefined) return errors;
  const isOf = (first: string) => (status.startsWith(first) ? 1 : 0);
  const service = numberOf(pairs.get('service'), 'ms');
  return [
    ...[...errors, `${at} throughput 1`, `${at} status-4xx ${isOf('4')}`, `${at} status-5xx ${isOf('5')}`],
    ...(service === undefined ? [] : [`${at} response-time ${inThreeDigits(service)}`]),
  ];
}

const inThreeDigits = (value: number): number => (value < 1_000 ? Math.round(value) : Number(value.toPrecision(3)));

function sampleMarks({ minute, process }: Message, line: string): readonly Mark[] {
  const pairs = pairsOf(line);
  const load = numberOf(pairs.get('sample#load_avg_1m'), '');
  const total = numberOf(pairs.get('sample#memory_total'), 'MB');
  const quota = numberOf(pairs.get('sample#memory_quota'), 'MB');
  const at = `${minute} ${process}`;
  return [
    ...(load === undefined ? [] : [`${at} dyno-load ${load}`]),
    ...(total === undefined ? [] : [`${at} memory-total ${Math.round(total)}`]),
    ...(total === undefined || !quota ? [] : [`${at} memory ${Math.round((total / quota) * 1_000) / 10}`]),
  ];
}

function dropMarks(minute: string, line: string): readonly Mark[] {
  const text = line.slice(0, 200);
  const [, digits = '0', since = ''] =
    /^Error L10 \([^)]*\): (\d{1,9}) messages? dropped(?: since ([^ ]+?)\.?)?\s*$/.exec(text) ?? [];
  const last = Date.parse(`${minute}Z`) / 60_000;
  const began = Date.parse(`${minuteOf(since) ?? minute}Z`) / 60_000;
  const first = Math.max(began > last ? last : began, last - 59);
  if (Number(digits) === 0) return [];
  const minutes = Array.from({ length: last - first + 1 }, (_, index) => new Date((first + index) * 60_000));
  return minutes.map((at) => `${at.toISOString().slice(0, 16)} dropped ${Number(digits) / minutes.length}`);
}
