import pMap from 'p-map';
import { SECOND_MS, type Instant } from '../../shared/calendar/instant.ts';
import { externalFailure } from '../../shared/failure/aws-failure.ts';
import { ExternalFailure, type FailureReason } from '../../shared/failure/external-failure.ts';
import type { Range, Series, SeriesQuery } from '../ports.ts';

export type PrometheusQuery = Extract<SeriesQuery, { kind: 'prometheus' }>;

/** A server that says nothing for so long hangs: a query that is only slow is ended by the server itself. */
const TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT = '4s';
const CONCURRENT_SERVERS = 32;
const CONCURRENT_REQUESTS = 8;
/** A series of the longest range is a tenth of this. */
const BODY_BYTES_MAX = 1_000_000;

/** Reads series of Prometheus servers over their HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
export class PrometheusValues {
  readonly #timeoutAfter: (ms: number) => AbortSignal;

  constructor(timeoutAfter = (ms: number): AbortSignal => AbortSignal.timeout(ms)) {
    this.#timeoutAfter = timeoutAfter;
  }

  /** One answer for each query, in their order, none awaited beyond `budget`; a server that fails touches only its own. */
  async fetch(queries: readonly PrometheusQuery[], budget: AbortSignal): Promise<(Series | ExternalFailure)[]> {
    const answers: (Series | ExternalFailure)[] = [];
    const askServer = async (ofServer: readonly Numbered[]): Promise<void> => {
      let hangs: ExternalFailure | undefined;
      const one = async ([index, query]: Numbered): Promise<void> => {
        const answer = hangs ?? (await this.#ask(query, budget));
        // To wait for it again for each of its queries would leave no time for anybody else's.
        if (answer instanceof ExternalFailure && answer.reason === 'timeout') hangs = answer;
        answers[index] = answer;
      };
      await pMap(ofServer, one, { concurrency: CONCURRENT_REQUESTS });
    };
    await pMap(byServer(queries), askServer, { concurrency: CONCURRENT_SERVERS });
    return answers;
  }

  async #ask(query: PrometheusQuery, budget: AbortSignal): Promise<Series | ExternalFailure> {
    try {
      return await read(query, AbortSignal.any([budget, this.#timeoutAfter(TIMEOUT_MS)]));
    } catch (error) {
      return failureOf(error);
    }
  }
}

type Numbered = readonly [index: number, query: PrometheusQuery];

function byServer(queries: readonly PrometheusQuery[]): readonly (readonly Numbered[])[] {
  const servers = new Map<string, Numbered[]>();
  for (const [index, query] of queries.entries()) {
    const { origin } = new URL(query.url);
    servers.set(origin, [...(servers.get(origin) ?? []), [index, query]]);
  }
  return [...servers.values()];
}

async function read({ url, query, range }: PrometheusQuery, signal: AbortSignal): Promise<Series> {
  const periodMs = range.periodSeconds * SECOND_MS;
  const address = new URL('api/v1/query_range', url.endsWith('/') ? url : `${url}/`);
  // A period's value is what the query gives at its end, when all of it has been seen.
  const body = new URLSearchParams({
    query,
    start: String((range.from + periodMs) / SECOND_MS),
    end: String(range.to / SECOND_MS),
    step: String(range.periodSeconds),
    timeout: QUERY_TIMEOUT,
  });
  const response = await fetch(address, { method: 'POST', body, redirect: 'error', signal });
  const text = await bodyOf(response);
  return seriesOf(parse(text, response.status), range);
}

/** As much of the body as an answer can be. */
async function bodyOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > BODY_BYTES_MAX) throw refusal('unexpected', 'TooMuchData', `more than ${BODY_BYTES_MAX} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The parts of an answer that are read. */
interface Answer {
  readonly status?: unknown;
  readonly errorType?: unknown;
  readonly error?: unknown;
  readonly data?: { readonly resultType?: unknown; readonly result?: unknown };
}

function parse(text: string, status: number): Answer {
  let answer: Answer | undefined;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    // A proxy in between answers with a page.
  }
  if (answer?.status === 'success') return answer;
  const reason: FailureReason =
    status === 401 || status === 403 ? 'denied' : status >= 500 ? 'unavailable' : 'unexpected';
  const code = typeof answer?.errorType === 'string' ? answer.errorType : `Http${status}`;
  throw refusal(reason, code, typeof answer?.error === 'string' ? answer.error.slice(0, 200) : `HTTP ${status}`);
}

function seriesOf({ data }: Answer, { from, to, periodSeconds }: Range): Series {
  const result = data?.result;
  if (data?.resultType !== 'matrix' || !Array.isArray(result)) {
    throw refusal('unexpected', 'NotASeries', 'the answer is no series');
  }
  if (result.length > 1) {
    const what = `the query gives ${result.length} series; one was expected, such as sum(…)`;
    throw refusal('unexpected', 'ManySeries', what);
  }
  const [series] = result as { values?: readonly [unknown, unknown][] }[];
  const points = (series?.values ?? []).map(([at, value]): [Instant, number] => [
    Math.round(Number(at) * SECOND_MS) - periodSeconds * SECOND_MS,
    Number(value),
  ]);
  // 0/0 is NaN and 1/0 is +Inf: of a share of nothing nobody can say whether it is too much, so it is missing.
  return new Map(points.filter(([at, value]) => at >= from && at < to && Number.isFinite(value)));
}

const refusal = (reason: FailureReason, code: string, message: string): ExternalFailure =>
  new ExternalFailure({ reason, retryable: reason === 'unavailable', code, message });

/** `fetch` hides what happened to the socket in its cause; the address may hold a secret and stays out. */
function failureOf(error: unknown): ExternalFailure {
  if (error instanceof ExternalFailure) return error;
  const cause = error instanceof TypeError ? (error.cause ?? error) : error;
  const { reason, retryable, code } = externalFailure(cause);
  return new ExternalFailure({
    reason,
    retryable,
    code: code || 'NetworkError',
    message: 'Prometheus did not answer.',
  });
}
