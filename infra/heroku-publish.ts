import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PublishEnv } from '../functions/alarms/heroku/publish-env.ts';
import { HEROKU_NAMESPACE } from '../functions/shared/alarm/heroku-metrics.ts';
import { BundledFunction } from './bundled-function.ts';
import { feed } from './feed.ts';
import type { Tables } from './tables.ts';

const TIMEOUT_SECONDS = 60;
/** A minute is published before a rule looks at it, two minutes after its end, and by few requests. */
const GATHER_SECONDS = 30;
const BATCH_SIZE = 1_000;
/** Fewer share the messages of a window, so that requests are fewer; the least that SQS takes. */
const CONCURRENCY = 2;
/** An invocation, and the window after it. */
const HIDDEN_SECONDS = 2 * TIMEOUT_SECONDS + GATHER_SECONDS;
/** For some four hours in which CloudWatch takes nothing. */
const RECEIVES_BEFORE_DEAD = 100;
const DEAD_LETTERS_KEPT_DAYS = 14;

/** The function that publishes what Heroku's batches come to, and the queue that gathers them. */
export class HerokuPublish extends Construct {
  readonly queue: Queue;
  /** What it could not read, or what CloudWatch would not take. */
  readonly deadLetters: Queue;
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, { tables }: { readonly tables: Tables }) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTERS_KEPT_DAYS),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(HIDDEN_SECONDS),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES_BEFORE_DEAD },
    });
    const memory = tables.get('Memory');
    this.lambda = new BundledFunction(this, 'Function', {
      name: 'publish',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      memorySize: 512,
      environment: { MEMORY_TABLE: memory.tableName } satisfies PublishEnv,
    });
    feed(this.lambda, this.queue, {
      batchSize: BATCH_SIZE,
      maxConcurrency: CONCURRENCY,
      maxBatchingWindow: Duration.seconds(GATHER_SECONDS),
    });
    memory.grant(this.lambda, 'dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:DeleteItem');
    // PutMetricData takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': HEROKU_NAMESPACE } },
      }),
    );
  }
}
