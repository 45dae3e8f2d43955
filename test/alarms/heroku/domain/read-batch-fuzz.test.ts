import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachFrame } from '../../../../functions/alarms/heroku/domain/frames.ts';
import { readBatch } from '../../../../functions/alarms/heroku/domain/read-batch.ts';
import type { Series } from '../../../../functions/alarms/heroku/domain/series.ts';
import { framed, NOW, TIME } from '../logplex.ts';
import { readSlowly } from './reference-parser.ts';

const RUNS = { numRuns: 4_000 };

const marksOf = (series: readonly Series[]): readonly string[] =>
  series
    .flatMap(({ at, process, metric, code, values, counts }) =>
      values.flatMap((value, index) => {
        const minute = new Date(at).toISOString().slice(0, 16);
        const mark = [minute, process, metric, code, value].filter((part) => part !== undefined).join(' ');
        return Array.from({ length: counts[index] ?? 0 }, () => mark);
      }),
    )
    .toSorted();

const bytes = fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array).toString('latin1'));
const oneOf = (...words: readonly string[]) => fc.constantFrom(...words);

/** Whatever stands where a number should. */
const odd = fc.oneof(
  oneOf(
    '',
    '""',
    '"a b"',
    '"/a\\"',
    '"a b\\"',
    '"/a\\\\"',
    '"/a\\\\\\"',
    '"a \\" status=500 b"',
    '"open',
    '"\\',
    'é',
    '헤로쿠',
    '=',
    'a=b',
    '\u0000',
  ),
  bytes,
);
const decimal = fc.oneof(
  fc.nat({ max: 40_000 }).map(String),
  fc.nat({ max: 99_999 }).map((number) => (number / 100).toFixed(2)),
  oneOf('0', '0.00', '.5', '5.', '.', '1.2.3', '-1', '1e3', '123456789.12345', '123456789.123456', '999999999999999'),
);
const withUnit = (...units: readonly string[]) => fc.tuple(decimal, oneOf(...units)).map((parts) => parts.join(''));
const usual: Readonly<Record<string, fc.Arbitrary<string>>> = {
  status: oneOf('200', '"200"', '404', '503', '599', '600', '099', '100', '20', '2000', '2.0'),
  service: withUnit('ms', 'ms', 'ms', '', 's', 'msx'),
  code: oneOf('H12', 'H99', '"H10"', 'H1', 'H123', 'R14', 'h12', 'Hx2'),
  dyno: oneOf('web.1', 'web.22', 'worker.2', 'web', 'web.', 'xeb.1', 'run.9', '"web.1"', 'a.b.1'),
  'sample#load_avg_1m': decimal,
  'sample#memory_total': withUnit('MB', 'MB', 'MB', 'GB', ''),
  'sample#memory_quota': withUnit('MB', 'MB', 'MB', 'KB', ''),
  'sample#memory_cache': withUnit('MB'),
  path: odd,
  sxatus: oneOf('500'),
  sample: odd,
  '': odd,
};
const pair = fc.oneof(
  {
    weight: 9,
    arbitrary: oneOf(...Object.keys(usual)).chain((key) => (usual[key] ?? odd).map((text) => `${key}=${text}`)),
  },
  fc.tuple(oneOf(...Object.keys(usual)), odd).map(([key, text]) => `${key}=${text}`),
  oneOf('flag', 'status', '  ', '=', '"', '\\', '\n'),
);
const pairs = fc.array(pair, { maxLength: 10 }).map((all) => all.join(' '));

const time = fc.oneof(
  {
    weight: 9,
    arbitrary: oneOf(
      TIME,
      '2026-11-20T02:59:00Z',
      '2026-11-20T12:01:00.5+09:00',
      '2026-11-19T21:31:00-05:30',
      '2026-11-20T03:01:60Z',
    ),
  },
  oneOf(
    '-',
    '2026-11-20T03:00:26',
    '2026-11-20T03:00:26.Z',
    '2026-00-20T03:00:26Z',
    '2026-11-20T03:00:61Z',
    `${TIME} `,
  ),
  oneOf(
    '2026-11-19T24:30:00Z',
    '2026-11-20T02:60:00Z',
    '2026-11-20T03:00:26Zx',
    '2026-11-20T03:00:26+0000',
    '2026-11-00T03:00:00Z',
  ),
);
const message = fc.oneof(
  pairs,
  pairs.map((text) => `source=web.1 ${text}`),
  oneOf(
    'Error R14 (Memory quota exceeded)',
    'Error R13 (Attach error)',
    'Error R1 (',
    'Error R14',
    'Error R145 (',
    ' Error R14 (',
  ),
  fc.tuple(fc.nat(), time).map(([count, since]) => `Error L10 (x): ${count} messages dropped since ${since}.`),
  oneOf(
    'Error L10 (x): 1 message dropped',
    'Error L10 (x): 0 messages dropped.',
    'Error L10 (x): many messages dropped',
  ),
  bytes,
);
const content = fc
  .record({
    priority: fc.oneof({ weight: 19, arbitrary: fc.constant('<174>1') }, oneOf('<174>2', '174', '', '>1', '1')),
    time,
    app: oneOf('heroku', 'heroku', 'heroku', 'heroku', 'app', 'erlang', 'herok'),
    proc: oneOf(
      'router',
      'router',
      'router',
      'logplex',
      'web.1',
      'worker.22',
      'run.9',
      'web',
      'web.',
      '.1',
      'a.b.1',
      'é.1',
      '',
    ),
    text: message,
    end: oneOf('\n', '\n', '', '\n\n', ' \n'),
  })
  .map(({ priority, time: at, app, proc, text, end }) => `${priority} ${at} host ${app} ${proc} - ${text}${end}`);

const frames = fc.array(
  fc
    .oneof(
      { weight: 9, arbitrary: content },
      bytes.filter((text) => text !== ''),
    )
    .map((text) => framed(Buffer.from(text, 'latin1'))),
  { maxLength: 8 },
);

describe('the parser and the slow one', () => {
  it('read whole bodies alike', () => {
    fc.assert(
      fc.property(frames, (all) => {
        const body = Buffer.concat(all);
        const read = readBatch(body, NOW);
        expect(read?.messages).toBe(all.length);
        expect(marksOf(read?.series ?? [])).toEqual(readSlowly(body, NOW)?.toSorted());
      }),
      RUNS,
    );
  });

  it('read bodies alike that were cut, or had bytes changed', () => {
    const damage = fc.record({ at: fc.nat(), with: fc.uint8Array({ maxLength: 3 }), cut: fc.boolean() });
    fc.assert(
      fc.property(frames, damage, (all, { at, with: instead, cut }) => {
        const whole = Buffer.concat(all);
        const from = at % (whole.length + 1);
        const body = Buffer.concat([whole.subarray(0, from), instead, whole.subarray(cut ? whole.length : from + 1)]);
        const read = readBatch(body, NOW);
        expect(read && marksOf(read.series)).toEqual(readSlowly(body, NOW)?.toSorted());
      }),
      RUNS,
    );
  });

  it('read anything at all alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (array) => {
        const body = Buffer.from(array);
        const read = readBatch(body, NOW);
        expect(read && marksOf(read.series)).toEqual(readSlowly(body, NOW)?.toSorted());
      }),
      RUNS,
    );
  });
});

describe('frames', () => {
  const split = (body: string): readonly string[] | false => {
    const bytesOf = Buffer.from(body);
    const found: string[] = [];
    return eachFrame(bytesOf, (start, end) => found.push(bytesOf.toString('utf8', start, end))) && found;
  };

  it.each<[body: string, found: readonly string[] | false]>([
    ['', []],
    ['1 a', ['a']],
    ['1 a2 bc', ['a', 'bc']],
    ['3 a\nb1 c', ['a\nb', 'c']],
    ['3 헤1 x', ['헤', 'x']],
    ['4 1 a2', ['1 a2']],
    ['0 ', false],
    ['01 a', false],
    ['-1 a', false],
    ['+1 a', false],
    [' 1 a', false],
    ['1 a\n', false],
    ['1', false],
    ['1a', false],
    ['1 ', false],
    ['2 a', false],
    ['1000000000000 a', false],
    ['99999999 a', false],
    ['9'.repeat(400), false],
    ['1\u0000a', false],
    ['a frame', false],
  ])('%j', (body, found) => expect(split(body)).toEqual(found));
});
