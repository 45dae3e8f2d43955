import { describe, expect, it } from 'vitest';
import { readBatch } from '../../../../functions/alarms/heroku/domain/read-batch.ts';
import { batch, frame, framed, NOW, request, TIME, told, type Line } from '../logplex.ts';

const tell = (...lines: readonly Line[]): readonly string[] => told(readBatch(batch(...lines), NOW)?.series ?? []);
const ok = ['03:00 web status-4xx 0 x1', '03:00 web status-5xx 0 x1', '03:00 web throughput 1 x1'];
const failed = ['03:00 web status-4xx 0 x1', '03:00 web status-5xx 1 x1', '03:00 web throughput 1 x1'];

/** The lines of Heroku's documents. */
const DYNO = 'source=web.1 dyno=heroku.2808254.d97d0ea7-cf3d-411b-b453-d2943a50b456';
const ROUTER = 'host=myapp.herokuapp.com fwd=17.17.17.17';
const LINES: readonly (readonly [rule: string, line: Line, told: readonly string[]])[] = [
  [
    'a request',
    {
      proc: 'router',
      message:
        'at=info method=GET path="/" host=myapp.herokuapp.com request_id=deebfda6-cf90-4d53-b22b-8c5a207075d7 ' +
        'fwd="17.17.17.17" dyno=web.1 connect=0ms service=18ms status=200 bytes=148 protocol=https',
    },
    ['03:00 web response-time 18 x1', ...ok],
  ],
  [
    'a path with = and & in it, and no quotes',
    {
      proc: 'router',
      message:
        'at=info method=GET path=/check?metric=a:sum:max,b:sum:max&0 host=myapp.herokuapp.com request_id=1f3ed8a9 ' +
        'fwd="17.17.17.17" dyno=web.14 connect=1ms service=849ms status=500 bytes=306',
    },
    ['03:00 web response-time 849 x1', ...failed],
  ],
  [
    'H12: it took its 30 seconds',
    {
      proc: 'router',
      message: `at=error code=H12 desc="Request timeout" method=GET path="/" ${ROUTER} dyno=web.1 connect=6ms service=30001ms status=503 bytes=0`,
    },
    ['03:00 web errors H12 1 x1', '03:00 web response-time 30000 x1', ...failed],
  ],
  [
    'H10: no dyno and no time, which is not zero',
    {
      proc: 'router',
      message: `at=error code=H10 desc="App crashed" method=GET path="/" ${ROUTER} dyno= connect= service= status=503 bytes=`,
    },
    ['03:00 web errors H10 1 x1', ...failed],
  ],
  [
    'H19: a time to connect, and none to serve',
    {
      proc: 'router',
      message: `at=error code=H19 desc="Backend connection timeout" method=GET path="/" ${ROUTER} dyno=web.1 connect=5001ms service= status=503 bytes=0`,
    },
    ['03:00 web errors H19 1 x1', ...failed],
  ],
  [
    'H18: sock before at',
    {
      proc: 'router',
      message: `sock=backend at=error code=H18 desc="Server Request Interrupted" method=GET path="/" ${ROUTER} dyno=web.1 connect=1ms service=1ms status=503 bytes=0`,
    },
    ['03:00 web errors H18 1 x1', '03:00 web response-time 1 x1', ...failed],
  ],
  [
    'the load of a minute, not those of five and fifteen',
    {
      proc: 'web.1',
      message: `${DYNO} sample#load_avg_1m=2.46 sample#load_avg_5m=1.06 sample#load_avg_15m=0.99`,
    },
    ['03:00 web dyno-load 2.46 x1'],
  ],
  [
    'memory in megabytes, and as a share of the quota',
    {
      proc: 'web.1',
      message:
        `${DYNO} sample#memory_total=180.43MB sample#memory_rss=180.05MB sample#memory_cache=0.38MB ` +
        'sample#memory_swap=0.00MB sample#memory_pgpgin=84329pages sample#memory_pgpgout=38140pages sample#memory_quota=512.00MB',
    },
    ['03:00 web memory 35.2 x1', '03:00 web memory-total 180 x1'],
  ],
  [
    'what Heroku says beside R14, which counts by itself',
    { proc: 'web.1', message: 'Process running mem=1028MB(103.3%)' },
    [],
  ],
  ['R14', { proc: 'worker.2', message: 'Error R14 (Memory quota exceeded)' }, ['03:00 worker errors R14 1 x1']],
  [
    'R12',
    { proc: 'web.1', message: 'Error R12 (Exit timeout) -> Process failed to exit within 30 seconds of SIGTERM' },
    ['03:00 web errors R12 1 x1'],
  ],
  [
    'R13, which arrives under app',
    { app: 'app', proc: 'run.1234', message: 'Error R13 (Attach error) -> Failed to attach to process' },
    ['03:00 run errors R13 1 x1'],
  ],
];

describe('a line counts as', () => {
  it.each(LINES)('%s', (_rule, line, expected) => expect(tell(line)).toEqual(expected));
});

describe('the speaker decides, never the message:', () => {
  const forged = request({ code: 'H12', status: '503' }).message;
  const sample = `${DYNO} sample#load_avg_1m=99`;
  it.each<[rule: string, Line]>([
    ["an app's own line that looks like the router's", { app: 'app', proc: 'web.1', message: forged }],
    ['an app that calls its process router', { app: 'app', proc: 'router', message: forged }],
    ['a dyno of Heroku that repeats it', { proc: 'web.1', message: `Starting process with command \`${forged}\`` }],
    ["an app's own sample", { app: 'app', proc: 'web.1', message: sample }],
    ['a sample inside a command', { proc: 'run.1', message: `Starting process with command \`echo ${sample}\`` }],
    ["an app's own R14", { app: 'app', proc: 'web.1', message: 'Error R14 (Memory quota exceeded)' }],
    ['R14 of a one-off dyno itself', { app: 'app', proc: 'run.1', message: 'Error R14 (Memory quota exceeded)' }],
    ["an app's own L10", { app: 'app', proc: 'logplex', message: 'Error L10 (x): 13 messages dropped' }],
    ['an R code in the middle of a line', { proc: 'web.1', message: 'Stopping: Error R14 (Memory quota exceeded)' }],
    ['somebody else', { app: 'erlang', proc: 'console', message: 'Hi from erlang' }],
    ['the platform', { app: 'app', proc: 'api', message: 'Deploy 1234 by someone' }],
    ['a PROC that is no dyno', { proc: 'web', message: sample }],
    ['a PROC that CloudWatch would not take', { proc: 'wéb.1', message: sample }],
  ])('%s is not counted', (_rule, line) => expect(tell(line)).toEqual([]));

  it('a message ends with its frame, though the count of the next would complete it', () => {
    const body = Buffer.concat([framed(`<40>1 ${TIME} host heroku web.1 - Error R1`), framed('(abc')]);
    expect(body.toString()).toContain('Error R14 (');
    expect(readBatch(body, NOW)).toEqual({ series: [], messages: 2, refused: 0 });
  });

  it('what a stranger puts into a path stays in the path', () => {
    const path = '"/?q=\\"status=500\\"code=H12"';
    expect(tell(request({ path }))).toEqual(['03:00 web response-time 18 x1', ...ok]);
  });

  it.each(['"/admin\\"', '"/admin\\\\"', '"/\\"'])('a path that ends in a backslash hides nothing: %s', (path) => {
    const message = `at=error code=H10 desc="App crashed" method=GET path=${path} host=a fwd=1.1.1.1 dyno= connect= service= status=503 bytes=`;
    expect(tell({ proc: 'router', message })).toEqual(['03:00 web errors H10 1 x1', ...failed]);
  });
});

describe('numbers', () => {
  it.each([
    ['18ms', ['response-time 18']],
    ['0ms', ['response-time 0']],
    ['999ms', ['response-time 999']],
    ['1004ms', ['response-time 1000']],
    ['12345ms', ['response-time 12300']],
    ['"18ms"', ['response-time 18']],
    ['', []],
    ['""', []],
    ['18', []],
    ['18s', []],
    ['ms', []],
    ['-18ms', []],
    ['1e3ms', []],
    ['1.ms', []],
    ['99999999999999999ms', []],
  ])('service=%s is %j, to three digits', (service, expected) => {
    const times = tell(request({ service })).filter((line) => line.includes('response-time'));
    expect(times).toEqual(expected.map((line) => `03:00 web ${line} x1`));
  });

  it.each(['', '20', '2000', '099', '600', 'abc'])('status=%s is no request', (status) => {
    expect(tell(request({ status }))).toEqual([]);
  });

  it('tell 4xx, 5xx and all of them apart, so that the average is the share', () => {
    const lines = ['200', '404', '499', '301', '503', '200'].map((status) => request({ status, service: '' }));
    expect(tell(...lines)).toEqual([
      ...['03:00 web status-4xx 0 x4', '03:00 web status-4xx 1 x2'],
      ...['03:00 web status-5xx 0 x5', '03:00 web status-5xx 1 x1', '03:00 web throughput 1 x6'],
    ]);
  });

  it('are counted by process type and minute, whichever dyno they are of', () => {
    const load = (proc: string, time: string) => ({ proc, time, message: 'source=x sample#load_avg_1m=0.50' });
    const times = ['2026-11-20T02:59:59.9+00:00', '2026-11-20T03:00:00+00:00', '2026-11-20T12:00:59+09:00'] as const;
    expect(
      tell(load('web.1', times[0]), load('web.2', times[1]), load('web.3', times[2]), load('clock.1', times[2])),
    ).toEqual([...['02:59 web dyno-load 0.5 x1', '03:00 clock dyno-load 0.5 x1', '03:00 web dyno-load 0.5 x2']]);
  });
});

describe('what Logplex dropped', () => {
  const l10 = (text: string, time = '2026-11-20T03:00:49+00:00'): Buffer =>
    framed(`<172>1 ${time} host heroku logplex - Error L10 (output buffer overflow): ${text}`);
  const dropped = (text: string, time?: string): readonly string[] =>
    told(readBatch(Buffer.concat([l10(text, time), frame(request())]), NOW)?.series ?? []).filter((line) =>
      line.includes('dropped'),
    );

  it('is seen although its line has no newline, and the next frame with it', () => {
    const read = readBatch(
      Buffer.concat([l10('13 messages dropped since 2026-11-20T03:00:26+00:00.'), frame(request())]),
      NOW,
    );
    expect(told(read?.series ?? [])).toEqual(['03:00 dropped 13 x1', '03:00 web response-time 18 x1', ...ok]);
  });

  it('marks every minute in which it may have been, each with its share', () => {
    expect(dropped('13 messages dropped since 2026-11-20T02:59:26+00:00.')).toEqual([
      ...['02:59 dropped 6.5 x1', '03:00 dropped 6.5 x1'],
    ]);
  });

  it('marks the last hour at most, and no minute ahead of its own', () => {
    const since = dropped('120 messages dropped since 2026-11-19T03:00:26+00:00.');
    expect([since.length, since[0], since.at(-1)]).toEqual([60, '02:01 dropped 2 x1', '03:00 dropped 2 x1']);
    expect(dropped('2 messages dropped since 2026-11-20T09:00:26+00:00.')).toEqual(['03:00 dropped 2 x1']);
    expect(dropped('1 message dropped')).toEqual(['03:00 dropped 1 x1']);
    expect(dropped('0 messages dropped since 2026-11-20T02:59:26+00:00.')).toEqual([]);
  });
});

describe('times', () => {
  it.each(['2026-11-06T03:11:00Z', '2026-11-20T04:50:59Z', '2026-11-20T12:00:26.5+09:00', '2026-11-19T21:30:26-05:30'])(
    '%s is published',
    (time) => expect(tell(request({}, time))).not.toEqual([]),
  );

  it.each([
    ...['2026-11-06T03:10:59Z', '2026-11-20T04:51:00Z'],
    ...['-', '2026-13-20T03:00:26Z', '2026-11-20T24:00:00Z', '2026-11-20_03:00:26Z', '2026-11-20T03:00Z', `${TIME}x`],
  ])('%s is refused, because with it CloudWatch would refuse all the rest', (time) => {
    const read = readBatch(batch(request({}, time), request()), NOW);
    expect(read).toMatchObject({ messages: 2, refused: 1 });
    expect(told(read?.series ?? [])).toEqual(tell(request()));
  });
});
