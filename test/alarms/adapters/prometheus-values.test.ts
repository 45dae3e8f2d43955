import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import { PrometheusValues } from '../../../functions/alarms/adapters/prometheus-values.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');
const SECONDS = NOON / 1_000;
const RANGE = { from: NOON, to: NOON + 180_000, periodSeconds: 60 };

let server: Server | undefined;
afterEach(() => {
  server?.close();
  vi.unstubAllGlobals();
});

/** A server on loopback, and what it was asked. */
async function serverThat(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/prom`, asked };
}

/** A budget that is never used up. */
const NEVER = new AbortController().signal;

const fetchOne = async (url: string) =>
  (await new PrometheusValues().fetch([{ kind: 'prometheus', url, query: 'up', range: RANGE }], NEVER))[0];

const matrix = (...series: (readonly [number, string][])[]) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
  });

describe('PrometheusValues', () => {
  it('asks for the ends of the periods, and counts a value to the period that it ends', async () => {
    const { url, asked } = await serverThat((response) =>
      response.end(
        matrix([
          [SECONDS + 60, '1.5'],
          [SECONDS + 180, '2'],
        ]),
      ),
    );
    expect(await fetchOne(url)).toEqual(
      new Map([
        [NOON, 1.5],
        [NOON + 120_000, 2],
      ]),
    );
    expect(asked).toEqual([
      `POST /prom/api/v1/query_range query=up&start=${SECONDS + 60}&end=${SECONDS + 180}&step=60&timeout=4s`,
    ]);
  });

  it.each(['NaN', '+Inf', '-Inf', 'much'])('takes %s for missing data', async (value) => {
    const { url } = await serverThat((response) => response.end(matrix([[SECONDS + 60, value]])));
    expect(await fetchOne(url)).toEqual(new Map());
  });

  it('takes no series for missing data', async () => {
    const { url } = await serverThat((response) => response.end(matrix()));
    expect(await fetchOne(url)).toEqual(new Map());
  });

  it.each([
    [
      'a query that it cannot read',
      400,
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
      'unexpected',
      'bad_data',
    ],
    ['a proxy that wants a password', 401, '<html>', 'denied', 'Http401'],
    ['a proxy without its server', 502, '<html>', 'unavailable', 'Http502'],
    ['several series', 200, matrix([], []), 'unexpected', 'ManySeries'],
    [
      'something else',
      200,
      '{"status":"success","data":{"resultType":"vector","result":[]}}',
      'unexpected',
      'NotASeries',
    ],
    ['far too much', 200, 'x'.repeat(1_100_000), 'unexpected', 'TooMuchData'],
  ])('fails where the server answers with %s', async (_what, status, body, reason, code) => {
    const { url } = await serverThat((response) => response.writeHead(status).end(body));
    expect(await fetchOne(url)).toMatchObject({ reason, code });
  });

  it('follows no redirect, and says no address', async () => {
    const { url } = await serverThat((response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end());
    const answer = await fetchOne(url);
    expect(answer).toMatchObject({ name: 'ExternalFailure', message: 'Prometheus did not answer.' });
  });

  it('fails where nobody listens', async () => {
    const { url } = await serverThat((response) => response.end());
    await new Promise((resolve) => server?.close(resolve));
    expect(await fetchOne(url)).toMatchObject({ reason: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('gives a server up for the rest of its queries when it hangs, and asks the others', async () => {
    const timeout = new AbortController();
    const asked: string[] = [];
    vi.stubGlobal('fetch', (address: URL, { signal }: { signal: AbortSignal }) => {
      asked.push(address.host);
      if (address.host === 'works') return Promise.resolve(new Response(matrix([[SECONDS + 60, '1']])));
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        if (asked.filter((host) => host === 'hangs').length === 8) timeout.abort();
      });
    });
    const urls = [...Array.from({ length: 100 }, () => 'http://hangs/prom'), 'http://works'];
    const queries = urls.map((url) => ({ kind: 'prometheus', url, query: 'up', range: RANGE }) as const);
    const answers = await new PrometheusValues(() => timeout.signal).fetch(queries, NEVER);
    expect(answers.filter((answer) => answer instanceof ExternalFailure && answer.reason === 'timeout')).toHaveLength(
      100,
    );
    expect(answers[100]).toEqual(new Map([[NOON, 1]]));
    expect(asked.toSorted()).toEqual([...Array.from({ length: 8 }, () => 'hangs'), 'works']);
  });

  it('asks nobody once the budget is used up', async () => {
    const { url, asked } = await serverThat((response) => response.end(matrix()));
    const queries = [{ kind: 'prometheus', url, query: 'up', range: RANGE }] as const;
    const [answer] = await new PrometheusValues().fetch(queries, AbortSignal.abort());
    expect([answer instanceof ExternalFailure && answer.reason, asked]).toEqual(['timeout', []]);
  });
});
