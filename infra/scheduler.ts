import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RecursiveLoop, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SchedulerEnv } from '../functions/scheduler/env.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Context } from './context.ts';
import { feed } from './feed.ts';
import { fleetRights, keyRights, takeOn } from './rights.ts';
import { STATE_CHANGES } from './state-changes.ts';
import type { Tables } from './tables.ts';
import { eventsOf, nameOf, type Work } from './target-place.ts';

const TIMEOUT_SECONDS = 60;
/** As AWS advises: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_TIMEOUTS = 6;
/** Older events tell nothing that a tick has not seen. */
const EVENTS_KEPT_HOURS = 1;
const DEAD_LETTERS_KEPT_DAYS = 14;
const RECEIVES_BEFORE_DEAD = 3;
const BATCH_SIZE = 10;
const CONCURRENCY = 2;

export interface SchedulerProps {
  readonly context: Context;
  readonly tables: Tables;
  readonly noticeQueue: Queue;
  /** Undefined where Curfew's own account and region are all there is. */
  readonly work: Work | undefined;
  /** Undefined where cdk does not know in which region it deploys. */
  readonly homeRegion: string | undefined;
}

/** The scheduler's function, what wakes it, and what it may do. */
export class Scheduler extends Construct {
  /** What comes in here wakes it. */
  readonly queue: Queue;
  /** What it could not read, or failed with again and again. */
  readonly deadLetters: Queue;
  readonly lambda: Lambda;
  /** What it works, as notices call it; undefined at home. */
  readonly targetName?: string;

  constructor(scope: Construct, id: string, props: SchedulerProps) {
    super(scope, id);
    this.targetName = props.work?.entry && nameOf(props.work.entry);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTERS_KEPT_DAYS),
    });
    this.queue = this.#eventQueue(this.deadLetters);
    this.lambda = this.#lambda(this.queue, props);
    this.#wakeBy(this.queue, this.lambda, props);
    for (const statement of rightsIn(this, props)) this.lambda.addToRolePolicy(statement);
    grantTables(this.lambda, props.tables);
    for (const queue of [props.noticeQueue, this.queue]) queue.grant(this.lambda, 'sqs:SendMessage');
  }

  #eventQueue(deadLetters: Queue): Queue {
    return new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUTS * TIMEOUT_SECONDS),
      retentionPeriod: Duration.hours(EVENTS_KEPT_HOURS),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: RECEIVES_BEFORE_DEAD },
    });
  }

  #lambda(queue: Queue, { context, tables, noticeQueue, work }: SchedulerProps): Lambda {
    return new BundledFunction(this, 'Function', {
      name: 'scheduler',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      memorySize: 512,
      // A tick that failed is made good by the next one.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(context.tickMinutes),
      // It wakes itself by its own queue for as long as a run is open, which Lambda would cut off after 16 rounds.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        SCHEDULE_TABLE: tables.get('Schedule').tableName,
        SCHEDULE_SERVER_GROUP_TABLE: tables.get('ScheduleServerGroup').tableName,
        SCHEDULE_EXCEPTION_TABLE: tables.get('ScheduleException').tableName,
        MEMORY_TABLE: tables.get('Memory').tableName,
        NOTICE_QUEUE_URL: noticeQueue.queueUrl,
        SCHEDULER_QUEUE_URL: queue.queueUrl,
        TIME_ZONE: context.timeZone,
        WARN_MINUTES: String(context.warnMinutes),
        TICK_MINUTES: String(context.tickMinutes),
        ...(work && { TARGETS: work.targets, TARGET: String(work.place) }),
      } satisfies SchedulerEnv,
    });
  }

  #wakeBy(queue: Queue, lambda: Lambda, { context, work }: SchedulerProps): void {
    new Rule(this, 'Tick', {
      description: 'Runs the scheduler',
      schedule: Schedule.rate(Duration.minutes(context.tickMinutes)),
      targets: [new LambdaFunction(lambda)],
    });
    for (const { id, description, eventPattern } of STATE_CHANGES) {
      new Rule(this, id, {
        description,
        eventPattern: { ...eventPattern, ...eventsOf(this, work) },
        targets: [new SqsQueue(queue)],
      });
    }
    // No batching window: with any, Lambda may wait 20 seconds for a batch to fill.
    feed(lambda, queue, { batchSize: BATCH_SIZE, maxConcurrency: CONCURRENCY });
  }
}

const grantTables = (lambda: Lambda, tables: Tables): void => {
  tables.get('Schedule').grant(lambda, 'dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  tables.get('ScheduleServerGroup').grant(lambda, 'dynamodb:Scan');
  tables.get('ScheduleException').grant(lambda, 'dynamodb:Scan');
  const memoryActions = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
  tables.get('Memory').grant(lambda, ...memoryActions.map((action) => `dynamodb:${action}`));
};

/** In another account the target's role has the rights, and this one may take it on and do nothing at home. */
const rightsIn = (scope: Construct, { context, work, homeRegion }: SchedulerProps): readonly PolicyStatement[] => {
  const entry = work?.entry;
  if (entry?.roleArn !== undefined) return [takeOn(entry.roleArn)];
  return [...fleetRights(scope, entry?.region), ...keyRights(context, entry?.region ?? homeRegion)];
};
