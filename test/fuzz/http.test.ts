import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeBatch } from '../../functions/alarms/heroku/take-batch.ts';
import { readHttpEvent } from '../../functions/shared/lambda/http-event.ts';
import { millisecondsLeft } from '../../functions/webhook/http-event.ts';
import { batch, NOW as DRAINED, request } from '../alarms/heroku/logplex.ts';
import { event, fromJandi, fromSlack, JANDI_TOKEN, NOW, Receiver, slash } from '../webhook/receiver.ts';
import { anyJson, damaged } from './anything.ts';

const SECRET = 'secret-of-shop-0123456789';
const drained = event({
  path: '/drain',
  headers: {
    authorization: `Basic ${Buffer.from(`shop:${SECRET}`).toString('base64')}`,
    'content-type': 'application/logplex-1',
    'logplex-frame-id': 'frame-1',
  },
  body: batch(request()).toString('base64'),
  isBase64Encoded: true,
});
const asked = [event(fromSlack(slash('list'))), event(fromJandi({ token: JANDI_TOKEN, text: 'list' }))];
const withId = (right: ReturnType<typeof event>) => ({
  ...right,
  requestContext: { ...right.requestContext, requestId: 'r-1' },
});
const runs = { numRuns: 1_000 };

it('answers an event of any form as the API would be answered, and never throws', async () => {
  const handed = fc.oneof(anyJson, ...asked.map((right) => damaged(withId(right))));
  const property = fc.asyncProperty(handed, async (one) => {
    const { statusCode, body = '' } = await new Receiver().take(one);
    expect([200, 400, 401, 404, 405, 413, 415]).toContain(statusCode);
    expect(statusCode === 200 || body === '').toBe(true);
    // A timer takes whole milliseconds only.
    expect(millisecondsLeft(readHttpEvent(one), NOW)).toSatisfy(
      (ms) => Number.isInteger(ms) && ms >= 500 && ms <= 2_500,
    );
  });
  await fc.assert(property, runs);
});

it('takes a batch of the drain, or refuses it, whatever the form of its event', async () => {
  const drains = new Map([['shop', { secrets: [SECRET] }]]);
  const quiet = () => {};
  const property = fc.asyncProperty(fc.oneof(anyJson, damaged(withId(drained))), async (one) => {
    let queued = 0;
    const ports = { drains: { drains: async () => drains }, queue: { send: async () => void (queued += 1) } };
    const log = { info: quiet, warn: quiet, error: quiet };
    const context = { now: DRAINED, timeUp: new AbortController().signal, log };
    const status = await takeBatch(ports, readHttpEvent(one), context);
    expect([204, 400, 401, 415]).toContain(status);
    if (status !== 204) expect(queued).toBe(0);
  });
  await fc.assert(property, runs);
});
