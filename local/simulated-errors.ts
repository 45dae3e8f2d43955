import { EC2ServiceException } from '@aws-sdk/client-ec2';
import { RDSServiceException } from '@aws-sdk/client-rds';
import type { MetFault, Operation } from './simulated-faults.ts';

/** Codes whose error class in client-rds, and so whose name, ends in `Fault`. */
const RDS_MODELLED = /^(InvalidDBInstanceState|DBInstanceNotFound|InsufficientDBInstanceCapacity|KMSKeyNotAccessible)$/;

const HTTP_STATUS: Readonly<Record<string, number>> = {
  InsufficientInstanceCapacity: 500,
  RequestLimitExceeded: 503,
  InternalError: 500,
  Unavailable: 503,
  UnauthorizedOperation: 403,
  AccessDenied: 403,
  DBInstanceNotFound: 404,
};

/** What a client of the SDK would throw for this code. */
export function awsError(op: Operation, code: string, message: string): Error {
  if (/^E[A-Z]+$/.test(code)) return Object.assign(new Error(message), { code });
  if (code === 'TimeoutError') return Object.assign(new Error(message), { name: code });
  const httpStatusCode = HTTP_STATUS[code] ?? 400;
  const $fault = httpStatusCode >= 500 ? 'server' : 'client';
  const shape = { $fault, $metadata: { httpStatusCode }, message } as const;
  const error = op.includes('DBInstance')
    ? new RDSServiceException({ ...shape, name: RDS_MODELLED.test(code) ? `${code}Fault` : code })
    : new EC2ServiceException({ ...shape, name: code });
  return Object.assign(error, { Code: code });
}

/** The error of an injected fault, in AWS's own words unless the fault brings some. */
export function faultError(fault: MetFault, ids: readonly string[]): Error {
  const concerned = fault.id === undefined ? ids : [fault.id];
  return awsError(fault.op, fault.code, fault.message ?? messageOf(fault, concerned));
}

function messageOf({ op, code }: MetFault, ids: readonly string[]): string {
  const id = ids[0] ?? '';
  switch (code) {
    case 'InvalidInstanceID.NotFound':
      return notFoundMessage(ids);
    case 'IncorrectInstanceState':
      return wrongStateMessage(op, id);
    case 'InvalidDBInstanceState':
      return `Instance ${id} is not in ${op === 'StartDBInstance' ? 'stopped' : 'available'} state.`;
    case 'DBInstanceNotFound':
      return `DBInstance ${id} not found.`;
    case 'InsufficientInstanceCapacity':
      return 'Insufficient capacity.';
    case 'InsufficientDBInstanceCapacity':
      return 'The specified DB instance class is not available in the specified Availability Zone.';
    case 'RequestLimitExceeded':
      return 'Request limit exceeded.';
    case 'Throttling':
      return 'Rate exceeded';
    case 'UnauthorizedOperation':
      return 'You are not authorized to perform this operation.';
    case 'AccessDenied':
      return `User is not authorized to perform: rds:${op}`;
    default:
      return `Simulated ${code}.`;
  }
}

export const notFoundMessage = (ids: readonly string[]): string =>
  ids.length === 1 ? `The instance ID '${ids[0]}' does not exist` : `The instance IDs '${ids.join(', ')}' do not exist`;

export const wrongStateMessage = (op: Operation, id: string): string =>
  `The instance '${id}' is not in a state from which it can be ${op === 'StartInstances' ? 'started' : 'stopped'}.`;
