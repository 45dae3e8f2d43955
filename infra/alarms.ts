import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmsEnv } from '../functions/alarms/env.ts';
import { BundledFunction } from './bundled-function.ts';
import type { Context } from './context.ts';
import { listFleet } from './rights.ts';
import type { Tables } from './tables.ts';

const TIMEOUT_SECONDS = 60;
const RETRIES = 2;
const EVENT_KEPT_HOURS = 1;

export interface AlarmsProps {
  readonly context: Context;
  readonly tables: Tables;
  readonly noticeQueue: Queue;
}

/** The function that evaluates the alarm rules and relays those of CloudWatch, the rules that wake it, and what it may do. */
export class Alarms extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.lambda = this.#lambda(props);
    new Rule(this, 'Evaluation', {
      description: 'Evaluates the alarm rules',
      schedule: Schedule.rate(Duration.minutes(props.context.tickMinutes)),
      targets: [new LambdaFunction(this.lambda)],
    });
    new Rule(this, 'CloudWatchAlarm', {
      description: "Tells the chat of CloudWatch's own alarms, those on Curfew itself among them",
      eventPattern: { source: ['aws.cloudwatch'], detailType: ['CloudWatch Alarm State Change'] },
      targets: [new LambdaFunction(this.lambda)],
    });
    // GetMetricData takes no resource and no tag; every action takes the region.
    const readMetrics = new PolicyStatement({
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': Stack.of(this).region } },
    });
    for (const statement of [readMetrics, ...listFleet(this)]) this.lambda.addToRolePolicy(statement);
    grantTables(this.lambda, props.tables);
    props.noticeQueue.grant(this.lambda, 'sqs:SendMessage');
  }

  #lambda({ context, tables, noticeQueue }: AlarmsProps): Lambda {
    return new BundledFunction(this, 'Function', {
      name: 'alarms',
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      memorySize: 512,
      // The next evaluation makes good one that failed, but a state change of CloudWatch comes only once. Both are safe late.
      retryAttempts: RETRIES,
      maxEventAge: Duration.hours(EVENT_KEPT_HOURS),
      environment: {
        SCHEDULE_TABLE: tables.get('Schedule').tableName,
        SCHEDULE_SERVER_GROUP_TABLE: tables.get('ScheduleServerGroup').tableName,
        SCHEDULE_EXCEPTION_TABLE: tables.get('ScheduleException').tableName,
        ALARM_RULE_TABLE: tables.get('AlarmRule').tableName,
        MEMORY_TABLE: tables.get('Memory').tableName,
        NOTICE_QUEUE_URL: noticeQueue.queueUrl,
        TIME_ZONE: context.timeZone,
        WARN_MINUTES: String(context.warnMinutes),
      } satisfies AlarmsEnv,
    });
  }
}

const grantTables = (lambda: Lambda, tables: Tables): void => {
  for (const name of ['Schedule', 'ScheduleServerGroup', 'ScheduleException', 'AlarmRule'] as const)
    tables.get(name).grant(lambda, 'dynamodb:Scan');
  tables.get('Memory').grant(lambda, 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem');
};
