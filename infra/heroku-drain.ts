import { Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { DRAIN_URL_PARAMETER, type DrainEnv } from '../functions/alarms/heroku/drain-env.ts';
import { BundledFunction } from './bundled-function.ts';
import { MonthLog } from './month-log.ts';
import { ACCESS_LOG_FIELDS } from './receive.ts';

/** Logplex waits five seconds. */
const TIMEOUT_SECONDS = 6;
/** Requests a second: a busy app posts about one. Above it Logplex is told 429, and tries again. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** The function that takes log drains, and an HTTP API of its own before it, so that neither chat nor drains use up the other's share. */
export class HerokuDrain extends Construct {
  /** What `heroku drains:add` wants, but for the credentials. */
  readonly address: string;
  readonly api: HttpApi;
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, { batchQueue }: { readonly batchQueue: Queue }) {
    super(scope, id);
    this.lambda = new BundledFunction(this, 'Function', {
      name: 'drain',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      // Processor comes with memory, and a new container has its five seconds too.
      memorySize: 512,
      environment: { BATCH_QUEUE_URL: batchQueue.queueUrl } satisfies DrainEnv,
    });
    batchQueue.grant(this.lambda, 'sqs:SendMessage');
    this.lambda.addToRolePolicy(readDrains(this));
    this.api = this.#api();
    this.address = `${this.api.apiEndpoint}/drain`;
    // Where `curfew drain set` looks for it.
    new StringParameter(this, 'Address', { parameterName: DRAIN_URL_PARAMETER, stringValue: this.address });
  }

  #api(): HttpApi {
    const api = new HttpApi(this, 'Api', {
      apiName: 'Curfew drains',
      description: 'What the log drains of Heroku send to Curfew',
      createDefaultStage: false,
    });
    api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(new MonthLog(this, 'AccessLog')),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    // Every request proves itself to the function, by the credentials in the drain's URL.
    api.addRoutes({
      path: '/drain',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Drain', this.lambda),
    });
    return api;
  }
}

/** To read the drains that `curfew drain set` wrote; their key is that of the channels (rights.ts). */
const readDrains = (scope: Construct): PolicyStatement =>
  new PolicyStatement({
    actions: ['ssm:GetParametersByPath'],
    resources: [Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: 'curfew/drains/*' })],
  });
