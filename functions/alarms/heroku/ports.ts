import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { BatchMessage } from './domain/batch-message.ts';
import type { Drain } from './domain/drain.ts';
import type { MetricData } from './domain/metric-data.ts';

/** The drains that `curfew drain set` wrote. */
export interface DrainStore {
  /** By app, as they were read no longer ago than `freshMs`. Throws ExternalFailure. */
  drains(options: {
    readonly freshMs: number;
    readonly signal?: AbortSignal;
  }): Promise<ReadonlyMap<string, Drain | 'unreadable'>>;
}

/** What batches come to, on its way to the publisher. */
export interface BatchQueue {
  /** Throws ExternalFailure; the message may be queued even so. */
  send(message: BatchMessage, signal: AbortSignal): Promise<void>;
}

/**
 * `ours`: nobody has seen this batch before. `repeat`: Logplex sent it twice, and the other one counts. `lost`: it was ours
 * before, and nobody knows how far we came.
 */
export type Claim = 'ours' | 'repeat' | 'lost';

/** Who publishes a batch, once. Both throw ExternalFailure. */
export interface BatchClaims {
  claim(message: BatchMessage, now: Instant): Promise<Claim>;
  /** None of it was published: the next claim finds it as if this one had never been. */
  release(message: BatchMessage): Promise<void>;
}

/** What became of a request: `busy` and `invalid` took nothing, `unknown` may have taken all of it. */
export type Put =
  { readonly kind: 'taken' } | { readonly kind: 'busy' | 'invalid' | 'unknown'; readonly failure: ExternalFailure };

export interface MetricSink {
  /** One request, never sent again by itself, because the same data twice counts twice. */
  put(data: readonly MetricData[]): Promise<Put>;
}
