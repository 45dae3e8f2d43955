import type { HerokuMetric } from '../../../shared/alarm/heroku-metrics.ts';
import { fields, list, number, optional, text, Unreadable, word } from '../../../shared/store/codec.ts';
import type { Series } from './series.ts';

/** What the drain queues of a batch: what it comes to, and never a line of it. */
export interface BatchMessage {
  readonly app: string;
  /** The HTTP request that brought it; of a batch that Logplex sent twice, each time another. */
  readonly requestId: string;
  /** Logplex's own id of the batch, the same however often it is sent; absent where it gave none. */
  readonly frameId?: string;
  readonly messages: number;
  readonly series: readonly Series[];
}

const herokuMetric = word<HerokuMetric>({
  'response-time': true,
  throughput: true,
  'status-4xx': true,
  'status-5xx': true,
  errors: true,
  memory: true,
  'memory-total': true,
  'dyno-load': true,
  dropped: true,
});

const batchMessage = fields<BatchMessage>({
  app: text,
  requestId: text,
  frameId: optional(text),
  messages: number,
  series: list(
    fields<Series>({
      at: number,
      process: optional(text),
      metric: herokuMetric,
      code: optional(text),
      values: list(number),
      counts: list(number),
    }),
  ),
});

export const writeBatchMessage = (message: BatchMessage): string => JSON.stringify(batchMessage.write(message));

/** Undefined where this version of Curfew has not written it. */
export function readBatchMessage(body: string): BatchMessage | undefined {
  try {
    return batchMessage.read(JSON.parse(body));
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is left to say of a batch that may or may not have been published: its messages count as dropped in each of its minutes. */
export function asDropped(message: BatchMessage): BatchMessage {
  const minutes = [...new Set(message.series.map(({ at }) => at))];
  const share = message.messages / minutes.length;
  return {
    ...message,
    series: minutes.map((at) => ({ at, metric: 'dropped', values: [share], counts: [1] })),
  };
}
