export type FailureReason =
  | 'throttled'
  | 'denied'
  | 'not-found'
  | 'conflict'
  | 'no-capacity'
  | 'unsupported'
  | 'timeout'
  | 'unavailable'
  | 'unexpected';

/** The one error that the outside throws; made only in adapters. The message never holds a secret or a URL. */
export class ExternalFailure extends Error {
  override readonly name = 'ExternalFailure';
  readonly reason: FailureReason;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** The service's own error code, such as `InsufficientInstanceCapacity`; empty where there is none. */
  readonly code: string;

  constructor(failure: { reason: FailureReason; retryable: boolean; code?: string; message: string; cause?: unknown }) {
    super(failure.message, { cause: failure.cause });
    this.reason = failure.reason;
    this.retryable = failure.retryable;
    this.code = failure.code ?? '';
  }
}
