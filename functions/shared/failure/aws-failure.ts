import { ExternalFailure, type FailureReason } from './external-failure.ts';

/** What every SDK, HTTP or socket error may carry; read without importing any SDK. */
interface ErrorShape {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Code of AWS's Query protocols (EC2, RDS), free of the SDK's class name. */
  readonly Code?: unknown;
  readonly Error?: { readonly Code?: unknown };
  /** Node's code of a socket or DNS error. */
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/** The first rule that fits the code decides; `InsufficientInstanceCapacity` comes with HTTP 500, so codes go before statuses. */
const BY_CODE: readonly (readonly [RegExp, FailureReason])[] = [
  [
    /^(RequestLimitExceeded|Throttl|TooManyRequests|RequestThrottled|ProvisionedThroughputExceeded|SlowDown|OverLimit|BandwidthLimitExceeded|EC2ThrottledException|KmsThrottled|PriorRequestNotComplete)/,
    'throttled',
  ],
  [
    /^(Insufficient.*Capacity|InstanceLimitExceeded|VcpuLimitExceeded|MaxSpotInstanceCountExceeded|InstanceQuotaExceeded)/,
    'no-capacity',
  ],
  [
    /^(UnauthorizedOperation|AccessDenied|KmsAccessDenied|KMSAccessDenied|AuthFailure|NotAuthorized|OperationNotPermitted|OptInRequired|PendingVerification|Blocked)/,
    'denied',
  ],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|MissingAuthenticationToken|IncompleteSignature|CredentialsProviderError)/,
    'denied',
  ],
  [/(NotFound|NonExistent|DoesNotExist)/, 'not-found'],
  [
    /^(ConditionalCheckFailed|TransactionConflict|ResourceInUse|ConcurrentModification|(Incorrect|Invalid).*State(Exception)?$)/,
    'conflict',
  ],
  [/^(Unsupported|InvalidParameterCombination|NotSupported)/, 'unsupported'],
  [/^(TimeoutError|RequestTimeout|AbortError|ETIMEDOUT|ESOCKETTIMEDOUT)/, 'timeout'],
  [/^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|NetworkingError)/, 'unavailable'],
  [/^(InternalError|InternalFailure|InternalServer|ServiceUnavailable|Unavailable|ServerInternal)/, 'unavailable'],
];

const RETRYABLE: ReadonlySet<FailureReason> = new Set([
  'throttled',
  'no-capacity',
  'conflict',
  'timeout',
  'unavailable',
]);

const LONGEST_MESSAGE = 400;

/** The one failure type for whatever an AWS call of any service threw; an ExternalFailure is returned as it is. */
export function externalFailure(error: unknown): ExternalFailure {
  if (error instanceof ExternalFailure) return error;
  const shape: ErrorShape = typeof error === 'object' && error !== null ? error : { message: error };
  const code = codeOf(shape);
  const reason = reasonOf(code, shape);
  const raw = typeof shape.message === 'string' ? shape.message : '';
  const clean = cleaned(raw);
  return new ExternalFailure({
    reason,
    retryable: RETRYABLE.has(reason),
    code,
    message: messageOf(code, clean),
    // A cause reaches the log as well, with the message as it came.
    cause: clean === raw ? error : undefined,
  });
}

/** Makes a request; whatever it throws becomes an ExternalFailure. */
export async function outside<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw externalFailure(error);
  }
}

/** Modelled RDS errors are named after their class: `InvalidDBInstanceStateFault` is the code `InvalidDBInstanceState`. */
function codeOf(shape: ErrorShape): string {
  const candidates = [shape.Code, shape.Error?.Code, shape.code, shape.name];
  const code = candidates.find(
    (candidate) => typeof candidate === 'string' && candidate !== '' && candidate !== 'Error',
  );
  return typeof code === 'string' ? code.replace(/Fault$/, '') : '';
}

const reasonOf = (code: string, shape: ErrorShape): FailureReason =>
  reasonOfCode(code) ?? reasonOfStatus(shape.$metadata?.httpStatusCode);

/** Undefined for a code that says nothing by itself. */
export const reasonOfCode = (code: string): FailureReason | undefined =>
  BY_CODE.find(([pattern]) => pattern.test(code))?.[1];

function reasonOfStatus(status: unknown): FailureReason {
  if (typeof status !== 'number') return 'unexpected';
  if (status === 429) return 'throttled';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'unavailable';
  if (status === 401 || status === 403) return 'denied';
  return 'unexpected';
}

/** EC2 appends an encoded copy of the whole request to a denial, and some messages hold URLs: neither belongs in a log. */
const cleaned = (message: string): string =>
  message
    .replace(/\s*Encoded authorization failure message:\s*\S+/gi, '')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi, '(address removed)');

function messageOf(code: string, message: string): string {
  const clean = message.trim();
  const text = clean.length > LONGEST_MESSAGE ? `${clean.slice(0, LONGEST_MESSAGE)}…` : clean;
  if (text === '') return code === '' ? 'an error without code or message' : code;
  return code === '' ? text : `${code}: ${text}`;
}
