import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { externalFailure } from '../../failure/aws-failure.ts';
import { ExternalFailure } from '../../failure/external-failure.ts';
import { ROLE_DENIED } from '../target.ts';

export type StsSender = Pick<STSClient, 'send'>;

/** Who was it, in the other account's CloudTrail. */
const SESSION_NAME = 'curfew';

/** Asked for while the rows are fresh, as EC2 and RDS are (clients.ts); the region is the function's own. */
export const stsClient = (): STSClient =>
  new STSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
  });

/**
 * Credentials of a role for an hour, as the SDK's clients ask for them: they keep them until shortly before their end. Throws
 * ExternalFailure, with the code ROLE_DENIED where the role does not let us.
 */
export const assumedRole = (sts: StsSender, roleArn: string) => async () => {
  const { Credentials: given } = await assume(sts, roleArn);
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
    throw new ExternalFailure({ reason: 'unexpected', retryable: false, message: `no credentials of ${roleArn} came` });
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: given.Expiration,
  };
};

async function assume(sts: StsSender, roleArn: string) {
  try {
    return await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME }));
  } catch (error) {
    const failure = externalFailure(error);
    if (failure.reason !== 'denied') throw failure;
    const { message, cause } = failure;
    throw new ExternalFailure({ reason: 'denied', retryable: false, code: ROLE_DENIED, message, cause });
  }
}
