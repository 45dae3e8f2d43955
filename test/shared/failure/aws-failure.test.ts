import { EC2ServiceException } from '@aws-sdk/client-ec2';
import { InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { externalFailure } from '../../../functions/shared/failure/aws-failure.ts';
import { ExternalFailure, type FailureReason } from '../../../functions/shared/failure/external-failure.ts';

const sdkError = (name: string, httpStatusCode = 400, message = 'no'): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

const CODES: Readonly<Record<FailureReason, readonly string[]>> = {
  throttled: [
    'RequestLimitExceeded',
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequestsException',
    'ProvisionedThroughputExceededException',
    'RequestThrottled',
    'OverLimit',
  ],
  'no-capacity': [
    'InsufficientInstanceCapacity',
    'InsufficientHostCapacity',
    'InsufficientDBInstanceCapacity',
    'InsufficientReservedInstanceCapacity',
    'InstanceLimitExceeded',
    'VcpuLimitExceeded',
  ],
  denied: [
    'UnauthorizedOperation',
    'AccessDenied',
    'AccessDeniedException',
    'AuthFailure',
    'OperationNotPermitted',
    'ExpiredToken',
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'CredentialsProviderError',
    'KMSAccessDeniedFault',
  ],
  'not-found': [
    'InvalidInstanceID.NotFound',
    'DBInstanceNotFound',
    'ResourceNotFoundException',
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
  ],
  conflict: [
    'ConditionalCheckFailedException',
    'TransactionConflictException',
    'ResourceInUseException',
    'IncorrectInstanceState',
    'IncorrectState',
    'InvalidDBInstanceState',
    'InvalidDBClusterStateFault',
  ],
  unsupported: [
    'Unsupported',
    'UnsupportedOperation',
    'UnsupportedHibernationConfiguration',
    'InvalidParameterCombination',
    'InvalidParameterCombinationException',
  ],
  timeout: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError'],
  unavailable: ['InternalError', 'InternalFailure', 'InternalServerError', 'ServiceUnavailable', 'Unavailable'],
  unexpected: ['InvalidInstanceID.Malformed', 'ValidationException', 'MissingParameter', 'InvalidStatement', 'Mystery'],
};

const RETRYABLE: Readonly<Record<FailureReason, boolean>> = {
  throttled: true,
  'no-capacity': true,
  conflict: true,
  timeout: true,
  unavailable: true,
  denied: false,
  'not-found': false,
  unsupported: false,
  unexpected: false,
};

describe('the failure of an AWS call', () => {
  const rows = Object.entries(CODES).flatMap(([reason, codes]) => codes.map((code) => [code, reason] as const));
  test.each(rows)('%s is %s', (code, reason) => {
    const failure = externalFailure(sdkError(code));
    expect(failure).toMatchObject({ reason, code: code.replace(/Fault$/, '') });
    expect(failure.retryable).toBe(RETRYABLE[failure.reason]);
  });

  test.each([
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'],
    ['ENOTFOUND', 'unavailable'],
    ['EAI_AGAIN', 'unavailable'],
    ['EPIPE', 'unavailable'],
  ])('a socket error %s is %s', (code, reason) => {
    expect(externalFailure(Object.assign(new Error('socket'), { code }))).toMatchObject({
      reason,
      retryable: true,
      code,
    });
  });

  test.each([
    [400, 'unexpected'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'unexpected'],
    [408, 'timeout'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'timeout'],
  ])('an unknown code with HTTP %d is %s', (status, reason) => {
    expect(externalFailure(sdkError('Mystery', status)).reason).toBe(reason);
  });

  test('a missing capacity stays one although EC2 sends it with HTTP 500', () => {
    expect(externalFailure(sdkError('InsufficientInstanceCapacity', 500)).reason).toBe('no-capacity');
  });

  test("reads the SDK's own exceptions", () => {
    const $metadata = { httpStatusCode: 400 };
    const fromRds = new InvalidDBInstanceStateFault({ message: 'Instance db is not in available state.', $metadata });
    expect(externalFailure(fromRds)).toMatchObject({
      reason: 'conflict',
      code: 'InvalidDBInstanceState',
      message: 'InvalidDBInstanceState: Instance db is not in available state.',
      cause: fromRds,
    });
    const fromEc2 = new EC2ServiceException({
      name: 'IncorrectSpotRequestState',
      $fault: 'client',
      $metadata,
      message: 'x',
    });
    expect(externalFailure(fromEc2)).toMatchObject({ reason: 'conflict', code: 'IncorrectSpotRequestState' });
  });

  test('an ExternalFailure stays as it is', () => {
    const failure = new ExternalFailure({ reason: 'conflict', retryable: true, message: 'somebody was first' });
    expect(externalFailure(failure)).toBe(failure);
  });

  test.each([[undefined], [null], ['text'], [42], [{}], [new Error('')]])(
    '%o becomes a failure with a message',
    (thrown) => {
      const failure = externalFailure(thrown);
      expect(failure.reason).toBe('unexpected');
      expect(failure.message).not.toBe('');
    },
  );

  test('its message holds no address and no encoded request, nor does its cause, and is short', () => {
    const encoded = 'You are not authorized. Encoded authorization failure message: AbCd-123_secret';
    expect(externalFailure(sdkError('UnauthorizedOperation', 403, encoded)).message).toBe(
      'UnauthorizedOperation: You are not authorized.',
    );
    const address = 'cannot reach https://user:pw@example.com/path?token=abc now';
    expect(externalFailure(new Error(address)).message).toBe('cannot reach (address removed) now');
    expect(externalFailure(new Error(address)).cause).toBeUndefined();
    expect(externalFailure(new Error('x'.repeat(10_000))).message.length).toBeLessThan(500);
  });
});
