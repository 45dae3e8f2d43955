import logfmt from 'logfmt';
import { eachFrame } from '../functions/alarms/heroku/domain/frames.ts';
import { readBatch } from '../functions/alarms/heroku/domain/read-batch.ts';
import { cpuMs } from './process-usage.ts';

/** How fast one way to read a batch is, and how many requests it found in it. */
interface DrainFigures {
  readonly reader: string;
  readonly messagesPerSecond: number;
  readonly requests: number;
}

const MESSAGES = 20_000;
const ROUNDS = 9;
const NOW = Date.parse('2026-11-20T03:00:28Z');

/** Counts what the lines of a body say, and returns how many requests it counted. */
type Reader = (body: Buffer) => number;

const ours: Reader = (body) =>
  readBatch(body, NOW)
    ?.series.filter(({ metric }) => metric === 'throughput')
    .reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0) ?? 0;

/** Frames by their octets, as we do; from there on texts, and each message by the package `logfmt`. */
const logfmtPackage: Reader = (body) => {
  const counts = new Counts();
  eachFrame(body, (start, end) => {
    const { app, proc, time, message } = headerOf(body.toString('utf8', start, end));
    if (app === 'heroku') counts.add({ proc, time, pairs: logfmt.parse(message) });
  });
  return counts.requests;
};

/** What most drains do: lines instead of frames, and blanks instead of quotes. */
const newlines: Reader = (body) => {
  const counts = new Counts();
  for (const line of body.toString('utf8').split('\n')) {
    const { app, proc, time, message } = headerOf(line.slice(line.indexOf(' ') + 1));
    if (app !== 'heroku') continue;
    const pairs: Record<string, string> = {};
    for (const word of message.split(' ')) {
      const equals = word.indexOf('=');
      if (equals > 0) pairs[word.slice(0, equals)] = word.slice(equals + 1);
    }
    counts.add({ proc, time, pairs });
  }
  return counts.requests;
};

interface Line {
  readonly app: string;
  readonly proc: string;
  readonly time: string;
  readonly message: string;
}

const headerOf = (line: string): Line => {
  const [, time = '', , app = '', proc = ''] = line.split(' ', 6);
  const message = line.slice(line.indexOf(' - ') + 3);
  return { app, proc, time, message };
};

/** The same counts as ours, kept the plain way: by process type, minute, metric and value. */
class Counts {
  requests = 0;
  readonly #counts = new Map<string, number>();

  add({ proc, time, pairs }: { proc: string; time: string; pairs: Readonly<Record<string, unknown>> }): void {
    const minute = time.slice(0, 16);
    if (proc === 'router' && typeof pairs['status'] === 'string') this.#request(minute, pairs);
    for (const metric of ['sample#load_avg_1m', 'sample#memory_total'])
      if (typeof pairs[metric] === 'string') this.#count(minute, proc, `${metric} ${parseFloat(pairs[metric])}`);
  }

  #request(minute: string, { dyno, status, service, code }: Readonly<Record<string, unknown>>): void {
    this.requests++;
    const name = String(dyno);
    this.#count(minute, name, 'throughput');
    if (Number(status) >= 400) this.#count(minute, name, Number(status) >= 500 ? 'status-5xx' : 'status-4xx');
    if (typeof service === 'string' && service !== '') this.#count(minute, name, `service ${parseInt(service, 10)}`);
    if (typeof code === 'string') this.#count(minute, name, code);
  }

  #count(minute: string, dyno: string, what: string): void {
    const key = `${minute} ${dyno.split('.', 1)[0]} ${what}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  ours,
  'package logfmt': logfmtPackage,
  'split at newlines': newlines,
};

/** Messages a second on one core, of one and the same body; medians of rounds in which the readers take turns. */
function measureDrain(): DrainFigures[] {
  const body = bodyOf(MESSAGES);
  const times = new Map(Object.keys(READERS).map((reader) => [reader, [] as number[]]));
  // The first rounds warm up and do not count.
  for (let round = -2; round < ROUNDS; round++)
    for (const [reader, read] of Object.entries(READERS)) {
      const begin = cpuMs();
      read(body);
      if (round >= 0) times.get(reader)?.push(cpuMs() - begin);
    }
  return Object.entries(READERS).map(([reader, read]) => {
    const sorted = (times.get(reader) ?? []).toSorted((a, b) => a - b);
    const medianMs = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    return { reader, messagesPerSecond: (MESSAGES / medianMs) * 1_000, requests: read(body) };
  });
}

/** Of every 20 messages: 14 requests, 4 lines of the app (one of which looks like a request), and a dyno's load and memory. */
export function bodyOf(messages: number): Buffer {
  return Buffer.concat(Array.from({ length: messages }, (_, index) => frameOf(index)));
}

function frameOf(index: number): Buffer {
  const time = `2026-11-20T03:00:${String(index % 28).padStart(2, '0')}.${String(index).padStart(6, '0')}+00:00`;
  // Logplex ends every line but this one with a newline.
  if (index === MESSAGES / 2)
    return framed(
      `<172>1 ${time} host heroku logplex - Error L10 (output buffer overflow): 13 messages dropped since ${time}.`,
    );
  return framed(`<158>1 ${time} host ${contentOf(index)}\n`);
}

const framed = (content: string): Buffer => Buffer.from(`${Buffer.byteLength(content)} ${content}`);

function contentOf(index: number): string {
  const dyno = `web.${(index % 4) + 1}`;
  const source = `heroku ${dyno} - source=${dyno} dyno=heroku.2808254.d97d0ea7-cf3d-411b-b453-d2943a50b456`;
  const turn = index % 20;
  if (turn === 18)
    return `${source} sample#load_avg_1m=${(index % 300) / 100} sample#load_avg_5m=1.06 sample#load_avg_15m=0.99`;
  if (turn === 19)
    return (
      `${source} sample#memory_total=${180 + (index % 100)}.43MB sample#memory_rss=180.05MB sample#memory_cache=0.38MB ` +
      'sample#memory_swap=0.00MB sample#memory_pgpgin=84329pages sample#memory_pgpgout=38140pages sample#memory_quota=512.00MB'
    );
  if (turn === 17) return `app ${dyno} - at=error code=H12 dyno=web.1 service=30001ms status=503`;
  if (turn >= 14) return `app ${dyno} - [pid:4] INFO 사용자 ${index} 로그인, page 7 rendered in 12.3ms (views: 8.1ms)`;
  const isSlow = index % 97 === 0;
  return (
    `heroku router - at=${isSlow ? 'error code=H12 desc="Request timeout"' : 'info'} method=GET ` +
    `path="/search?q=${index}&page=2 HTTP status=500" host=myapp.herokuapp.com request_id=deebfda6-cf90-4d53-b22b-8c5a207075d7 ` +
    `fwd="17.17.17.17" dyno=${dyno} connect=1ms service=${isSlow ? 30_001 : (index * 7_919) % 900}ms ` +
    `status=${isSlow ? 503 : index % 31 === 0 ? 404 : 200} bytes=148 protocol=https`
  );
}

const figures = measureDrain();
const first = figures[0]?.messagesPerSecond ?? Number.NaN;
for (const { reader, messagesPerSecond, requests } of figures) {
  const rate = Math.round(messagesPerSecond).toLocaleString('en').padStart(9);
  const ratio = messagesPerSecond === first ? '' : `, ours is ${(first / messagesPerSecond).toFixed(1)} times as fast`;
  console.log(`${reader.padEnd(17)} ${rate} messages/s of CPU${ratio}; ${requests} requests counted`);
}
