import type { Instant } from '../shared/calendar/instant.ts';
import type { LogFields } from '../shared/lambda/logger.ts';
import type { Clock } from './ports.ts';

/** One invocation of the deliverer. */
export interface DeliverContext {
  readonly clock: Clock;
  /** No post is begun at or after this instant. */
  readonly deadline: Instant;
  /** Whose metrics these are. */
  readonly functionName: string;
  readonly log: Record<'info' | 'error', (message: string, fields: LogFields) => void>;
}
