import { describe, expect, it } from 'vitest';
import { writeBatchMessage } from '../../../../functions/alarms/heroku/domain/batch-message.ts';
import { fitsOneRequest, gather } from '../../../../functions/alarms/heroku/domain/metric-data.ts';
import { readBatch, type Batch } from '../../../../functions/alarms/heroku/domain/read-batch.ts';
import { batch, frame, framed, message, MINUTE, NOW, request, type Line } from '../logplex.ts';

/** What Lambda lets in of a binary body. */
const LAMBDA_BYTES = Math.floor((6 * 1_024 * 1_024 * 3) / 4);
const SQS_BYTES = 262_144;

const read = (body: Buffer): Batch => readBatch(body, NOW) ?? expect.fail('the body is not made of whole frames');
const minute = (index: number): string => new Date(MINUTE - index * 60_000).toISOString();

/** As many of these lines as a body holds. */
const many = (line: (index: number) => Line): Buffer => {
  const frames: Buffer[] = [];
  for (let bytes = 0, index = 0; ; index++) {
    const next = frame(line(index));
    bytes += next.length;
    if (bytes > LAMBDA_BYTES) return Buffer.concat(frames);
    frames.push(next);
  }
};

describe('a body at the limit of Lambda', () => {
  it.each<[of: string, line: (index: number) => Line]>([
    ['requests that all took another time', (index) => request({ service: `${index}ms` })],
    ['a minute for every line', (index) => request({}, minute(index % 20_000))],
    ['a process type for every line', (index) => request({ dyno: `type-${index}.1` })],
    ['a load for every line', (index) => ({ proc: 'web.1', message: `source=x sample#load_avg_1m=${index / 100}` })],
    [
      'an hour of drops for every line',
      (index) => ({
        ...{ proc: 'logplex', time: minute(index % 20_000) },
        message: `Error L10 (x): ${index + 1} messages dropped since ${minute((index % 20_000) + 59)}`,
      }),
    ],
  ])('of %s comes to one message and one request, and what it leaves out counts as dropped', (_of, line) => {
    const { series, messages, refused } = read(many(line));
    expect(messages).toBeGreaterThan(15_000);
    expect(refused).toBe(0);
    const queued = message({ series });
    expect(writeBatchMessage(queued).length).toBeLessThan(SQS_BYTES);
    expect(fitsOneRequest(gather([queued], NOW))).toBe(true);
    const counted = series.filter(({ metric }) => metric === 'throughput' || metric === 'dyno-load');
    const dropped = series
      .filter(({ metric, at }) => metric === 'dropped' && at === MINUTE)
      .flatMap(({ values }) => values);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    if (counted.length > 0) expect(sum(counted.flatMap(({ counts }) => counts)) + sum(dropped)).toBe(messages);
    else expect(Math.max(...dropped)).toBeGreaterThan(15_000);
  });

  it.each<[of: string, body: Buffer, messages: number]>([
    ['the shortest frames', Buffer.from('1 a'.repeat(LAMBDA_BYTES / 3)), Math.floor(LAMBDA_BYTES / 3)],
    ['one frame', framed('a'.repeat(LAMBDA_BYTES - 8)), 1],
    [
      'one line that opens a quote',
      batch({ proc: 'router', message: `status="${'\\'.repeat(LAMBDA_BYTES - 100)}` }),
      1,
    ],
    ['one line of blanks', batch({ proc: 'router', message: ' '.repeat(LAMBDA_BYTES - 100) }), 1],
    ['one number', batch({ proc: 'router', message: `service=${'9'.repeat(LAMBDA_BYTES - 100)}ms status=2` }), 1],
    ['one L10', batch({ proc: 'logplex', message: `Error L10 (${'x'.repeat(LAMBDA_BYTES - 100)}` }), 1],
  ])('that is %s says nothing, and does no harm', (_of, body, messages) => {
    expect(read(body)).toEqual({ series: [], messages, refused: 0 });
  });

  it.each<[of: string, body: Buffer]>([
    ['zeros', Buffer.alloc(LAMBDA_BYTES)],
    ['digits', Buffer.alloc(LAMBDA_BYTES, '1')],
    ['newlines', Buffer.alloc(LAMBDA_BYTES, '\n')],
    ['anything after whole frames', Buffer.concat([frame(request()), Buffer.alloc(LAMBDA_BYTES, 0xff)])],
  ])('of %s is not made of whole frames', (_of, body) => expect(readBatch(body, NOW)).toBeUndefined());
});
