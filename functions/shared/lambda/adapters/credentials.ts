import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * What stands in the bundles for the SDK's chain of credential providers (infra/bundle.ts): Lambda puts the credentials of
 * a function's role into its environment. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const defaultProvider = fromEnv;
