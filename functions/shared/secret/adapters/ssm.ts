import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { externalFailure } from '../../failure/aws-failure.ts';

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** What those who keep secrets need of the SSM client. */
export type Ssm = Pick<SSMClient, 'send'>;

/** The SSM client that they share; region, credentials and endpoint come from the usual AWS environment. */
export const ssmClient = (config: SSMClientConfig = {}): SSMClient =>
  new SSMClient({
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without it the SDK only warns, and waits on.
      throwOnRequestTimeout: true,
    },
    ...config,
  });

/** Makes a request; undefined where there is no such parameter. Whatever else it throws becomes an ExternalFailure. */
export const unlessMissing = async <T>(request: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await request();
  } catch (error) {
    const failure = externalFailure(error);
    if (failure.code === 'ParameterNotFound') return undefined;
    throw failure;
  }
};
