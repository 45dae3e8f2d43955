import { Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ReceiveEnv } from '../functions/webhook/receive-env.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Context } from './context.ts';
import { MonthLog } from './month-log.ts';
import { listFleet, readChannels, takeOn } from './rights.ts';
import type { Scheduler } from './scheduler.ts';
import type { Tables } from './tables.ts';
import { viewerArn, type Work } from './target-place.ts';

/** Chat services wait three seconds, but a change that has begun is carried to its end. */
const TIMEOUT_SECONDS = 20;
/** Requests a second: more than people type, and fewer than the 40 parameters that SSM reads, so that strangers cannot use those up. */
const THROTTLE = { rateLimit: 10, burstLimit: 20 };

/** What the log says of a request: nothing of its query, its headers or its body, which hold secrets. */
export const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

export interface ReceiveProps {
  readonly context: Context;
  readonly tables: Tables;
  readonly noticeQueue: Queue;
  /** One for each target, the home one first. */
  readonly schedulers: readonly Scheduler[];
  readonly works: readonly [Work | undefined, ...Work[]];
}

/** The function that answers what people write, the HTTP API before it, and what it may do. */
export class Receive extends Construct {
  /** Without a slash at its end; `/chat/NAME` behind it speaks for the channel NAME. */
  readonly endpoint: string;
  readonly api: HttpApi;
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: ReceiveProps) {
    super(scope, id);
    this.lambda = this.#lambda(props);
    this.api = this.#api(this.lambda);
    this.endpoint = this.api.apiEndpoint;
    for (const statement of [readChannels(this), ...sightRights(this, props)]) this.lambda.addToRolePolicy(statement);
    grantTables(this.lambda, props.tables);
    const queues = [props.noticeQueue, ...props.schedulers.map(({ queue }) => queue)];
    for (const queue of queues) queue.grant(this.lambda, 'sqs:SendMessage');
  }

  #lambda({ context, tables, noticeQueue, schedulers, works }: ReceiveProps): Lambda {
    return new BundledFunction(this, 'Function', {
      name: 'receive',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      // Processor comes with memory, and the first answer of a new container has its three seconds too.
      memorySize: 1_024,
      environment: {
        SCHEDULE_TABLE: tables.get('Schedule').tableName,
        SCHEDULE_SERVER_GROUP_TABLE: tables.get('ScheduleServerGroup').tableName,
        SCHEDULE_EXCEPTION_TABLE: tables.get('ScheduleException').tableName,
        ALARM_RULE_TABLE: tables.get('AlarmRule').tableName,
        MEMORY_TABLE: tables.get('Memory').tableName,
        NOTICE_QUEUE_URL: noticeQueue.queueUrl,
        TICK_QUEUE_URLS: Stack.of(this).toJsonString(schedulers.map(({ queue }) => queue.queueUrl)),
        ...(works[0] && { TARGETS: works[0].views }),
        TIME_ZONE: context.timeZone,
        WARN_MINUTES: String(context.warnMinutes),
        CHANNEL_LANGUAGE: context.language,
      } satisfies ReceiveEnv,
    });
  }

  #api(lambda: Lambda): HttpApi {
    const api = new HttpApi(this, 'Api', {
      apiName: 'Curfew',
      description: 'What JANDI and Slack send to Curfew, and alerts',
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
    // Every request proves itself to the function: JANDI and alerts by a token, Slack by its signature.
    const integration = new HttpLambdaIntegration('Chat', lambda);
    for (const path of ['/chat/{name}', '/alerts/{name}']) {
      api.addRoutes({ path, methods: [HttpMethod.POST], integration });
    }
    return api;
  }
}

const grantTables = (lambda: Lambda, tables: Tables): void => {
  tables.get('Schedule').grant(lambda, 'dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  for (const name of ['ScheduleServerGroup', 'AlarmRule'] as const) tables.get(name).grant(lambda, 'dynamodb:Scan');
  const ofExceptions = ['Scan', 'Query', 'PutItem', 'DeleteItem'];
  tables.get('ScheduleException').grant(lambda, ...ofExceptions.map((action) => `dynamodb:${action}`));
  const ofMemory = ['Query', 'GetItem', 'PutItem', 'DeleteItem'];
  tables.get('Memory').grant(lambda, ...ofMemory.map((action) => `dynamodb:${action}`));
};

/** To list the instances of every target for `status`. */
const sightRights = (scope: Construct, { works }: ReceiveProps): readonly PolicyStatement[] =>
  works.flatMap((work) => {
    const { region, roleArn } = work?.entry ?? {};
    return roleArn === undefined ? listFleet(scope, region) : [takeOn(viewerArn(roleArn))];
  });
