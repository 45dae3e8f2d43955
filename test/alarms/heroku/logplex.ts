import type { BatchMessage } from '../../../functions/alarms/heroku/domain/batch-message.ts';
import type { Series } from '../../../functions/alarms/heroku/domain/series.ts';

/** As the lines of a batch are timed unless told otherwise. */
export const TIME = '2026-11-20T03:00:26.123456+00:00';
export const MINUTE = Date.parse('2026-11-20T03:00:00Z');
/** When it arrives. */
export const NOW = Date.parse('2026-11-20T03:00:28Z');

export interface Line {
  readonly app?: string;
  readonly proc: string;
  readonly message: string;
  readonly time?: string;
}

/** A frame, counted in bytes. */
export const framed = (content: string | Buffer): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
};

export const frame = ({ app = 'heroku', proc, message, time = TIME }: Line): Buffer =>
  framed(`<174>1 ${time} host ${app} ${proc} - ${message}\n`);

export const batch = (...lines: readonly Line[]): Buffer => Buffer.concat(lines.map(frame));

/** A request as the router writes it down. */
export const request = (values: Readonly<Record<string, string>> = {}, time = TIME): Line => {
  const pairs = {
    ...{ at: 'info', method: 'GET', path: '"/"', host: 'myapp.herokuapp.com', request_id: 'deebfda6-cf90' },
    ...{ fwd: '"17.17.17.17"', dyno: 'web.1', connect: '0ms', service: '18ms', status: '200', bytes: '148' },
    ...values,
  };
  const message = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  return { proc: 'router', message: message.join(' '), time };
};

/** `03:00 web response-time 18 x2`: a series' values on one line each, sorted. */
export const told = (series: readonly Series[]): readonly string[] =>
  series
    .flatMap(({ at, process, metric, code, values, counts }) =>
      values.map((value, index) => {
        const minute = new Date(at).toISOString().slice(11, 16);
        return [minute, process, metric, code, value, `x${counts[index]}`]
          .filter((part) => part !== undefined)
          .join(' ');
      }),
    )
    .toSorted();

/** A batch as it lies in the queue. */
export const message = (more: Partial<BatchMessage> = {}): BatchMessage => ({
  ...{ app: 'shop', requestId: 'request-1', frameId: 'frame-1', messages: 3 },
  series: [{ at: MINUTE, process: 'web', metric: 'throughput', values: [1], counts: [3] }],
  ...more,
});
