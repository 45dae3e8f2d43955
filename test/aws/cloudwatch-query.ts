import { AwsQueryProtocol } from '@aws-sdk/core/protocols';

/** Configures a CloudWatch client for moto, which speaks the Query protocol and not JSON, as the SDK does by itself. */
export const SPEAKS_QUERY = { protocol: AwsQueryProtocol };
