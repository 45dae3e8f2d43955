import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Deliver } from './deliver.ts';
import type { HerokuDrain } from './heroku-drain.ts';
import type { HerokuPublish } from './heroku-publish.ts';
import type { NoticeQueue } from './notice-queue.ts';
import { ownMetric } from './own-metric.ts';
import type { Receive } from './receive.ts';
import type { Scheduler } from './scheduler.ts';

const INTERVALS = 3;
/** Half of what a tick may be late at most where it comes every minute: Lambda drops it after a minute. */
const LATE_SECONDS = 30;
/** What fails once is tried again by itself; what fails so often in so long is not over. */
const FAILURES = 3;
const FAILURE_MINUTES = 15;
const OFTEN = { threshold: FAILURES, evaluationPeriods: 1 };
const OVER_FAILURE_MINUTES = { statistic: Stats.SUM, period: Duration.minutes(FAILURE_MINUTES) };
/** A stop is called WarnMinutes after its warning was queued, 10 where nobody says otherwise. */
const WAIT_MINUTES = 10;
const QUEUE_PERIOD = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) };

const RUNBOOK = 'docs/runbook.md';

/** What Curfew consists of, as far as it can be watched. */
export interface WatchedParts {
  readonly tickMinutes: number;
  /** One for each target. */
  readonly schedulers: readonly Scheduler[];
  readonly deliver: Deliver;
  readonly receive: Receive;
  readonly notices: NoticeQueue;
  readonly alarms: Alarms;
  readonly drain: HerokuDrain;
  readonly publish: HerokuPublish;
}

interface WatchedFunction extends Construct {
  readonly lambda: Lambda;
  readonly targetName?: string;
}

interface Watch extends Pick<AlarmProps, 'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods'> {
  readonly missing?: TreatMissingData;
  /** What happened, and for whom it matters. */
  readonly says: string;
  /** Its heading in the runbook, as a link's anchor. */
  readonly heading: string;
}

/** Alarms on Curfew itself, and the topic that tells of them beside the chat, which may be what is broken. */
export class SelfMonitoring extends Construct {
  readonly topic: Topic;
  readonly #alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, parts: WatchedParts) {
    super(scope, id);
    this.topic = this.#alarmTopic();
    for (const scheduler of parts.schedulers) this.#watchScheduler(scheduler, Duration.minutes(parts.tickMinutes));
    this.#watchFunction('deliverer', parts.deliver, 'Notices, warnings of stops among them, reach the chat late.');
    this.#watchFunction('receiver', parts.receive, 'Commands and buttons in the chat get no answer.');
    this.#watchFunction(
      'evaluator',
      parts.alarms,
      'Alarm rules say nothing, neither what is wrong nor that it is over.',
    );
    this.#watchAnswers(parts.receive);
    this.#watchWaiting(parts.notices);
    this.#watchDeadLetters('Notices', parts.notices.deadLetters, {
      says: 'Notices were given up. Somebody was not told of a start, a stop or a failure.',
      heading: 'notices-were-given-up',
    });
    this.#watchHeroku(parts);
  }

  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /**
   * Without a key of KMS: SNS encrypts its disks, an alarm holds no secret, CloudWatch cannot use the key `alias/aws/sns`, and
   * one of our own costs more than an idle Curfew. https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   */
  #alarmTopic(): Topic {
    const topic = new Topic(this, 'Topic', { displayName: 'Curfew', enforceSSL: true });
    // The policy takes the place of the default one, which let the account publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  #watchScheduler(scheduler: Scheduler, interval: Duration): void {
    const { node, lambda, deadLetters, targetName } = scheduler;
    const of = ofTarget(targetName);
    this.#alarm(`${node.id}Heartbeat`, {
      metric: ownMetric(lambda, 'TickSucceeded', { statistic: Stats.SUM, period: interval }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: INTERVALS,
      missing: TreatMissingData.BREACHING,
      says:
        `No tick${of} has succeeded for ${INTERVALS} intervals (${INTERVALS * interval.toMinutes()} minutes). ` +
        'Instances may not start, stop or be warned for: it matters to everybody whose servers have a schedule.',
      heading: 'no-tick-succeeds',
    });
    this.#alarm(`${node.id}TickAge`, {
      metric: ownMetric(lambda, 'TickAge', { statistic: Stats.MAXIMUM, period: interval }),
      threshold: LATE_SECONDS,
      evaluationPeriods: INTERVALS,
      says:
        `${INTERVALS} ticks${of} in a row began ${LATE_SECONDS} seconds late or later. ` +
        'Starts, stops and warnings are late for everybody, and a tick that is too late is dropped.',
      heading: 'ticks-come-late',
    });
    this.#watchFunction('scheduler', scheduler, 'Instances may start, stop or be warned for late, or not at all.');
    this.#watchDeadLetters(node.id, deadLetters, {
      says: `Events or wake-ups of the scheduler${of} were given up. Groups may start up to a tick later than they could.`,
      heading: 'events-were-given-up',
    });
  }

  #watchFunction(what: string, watched: WatchedFunction, felt: string): void {
    this.#watchErrors(what, watched, felt);
    const { node, lambda, targetName } = watched;
    this.#alarm(`${node.id}Throttles`, {
      ...OFTEN,
      metric: lambda.metricThrottles(OVER_FAILURE_MINUTES),
      says: `Lambda turned the ${what}${ofTarget(targetName)} away ${FAILURES} times or more in ${FAILURE_MINUTES} minutes. ${felt}`,
      heading: 'a-function-is-throttled',
    });
  }

  #watchErrors(what: string, { node, lambda, targetName }: WatchedFunction, felt: string): void {
    this.#alarm(`${node.id}Errors`, {
      ...OFTEN,
      metric: lambda.metricErrors(OVER_FAILURE_MINUTES),
      says: `The ${what}${ofTarget(targetName)} failed ${FAILURES} times or more in ${FAILURE_MINUTES} minutes. ${felt}`,
      heading: `the-${what}-fails`,
    });
  }

  /** What is outside and does not work makes the receiver answer 503, and no error of Lambda's. */
  #watchAnswers({ node, api }: Receive): void {
    this.#alarm(`${node.id}Answers`, {
      ...OFTEN,
      metric: api.metricServerError(OVER_FAILURE_MINUTES),
      says:
        `Chat services got no answer ${FAILURES} times or more in ${FAILURE_MINUTES} minutes. ` +
        'Commands and buttons in the chat have no effect, or people do not see it.',
      heading: 'the-receiver-fails',
    });
  }

  /** What is outside and does not work leaves notices in the queue, and makes no error of Lambda's either. */
  #watchWaiting({ node, queue }: NoticeQueue): void {
    this.#alarm(`${node.id}Wait`, {
      metric: queue.metricApproximateAgeOfOldestMessage(QUEUE_PERIOD),
      threshold: Duration.minutes(WAIT_MINUTES).toSeconds(),
      evaluationPeriods: 1,
      says:
        `A notice has waited for ${WAIT_MINUTES} minutes. ` +
        'A channel is told late, and perhaps of a stop only when it has begun.',
      heading: 'notices-wait',
    });
  }

  #watchHeroku({ drain, publish }: Pick<WatchedParts, 'drain' | 'publish'>): void {
    this.#alarm(`${drain.node.id}Answers`, {
      ...OFTEN,
      metric: drain.api.metricServerError(OVER_FAILURE_MINUTES),
      says:
        `Log drains of Heroku got no answer ${FAILURES} times or more in ${FAILURE_MINUTES} minutes. ` +
        'Logplex throws lines away, and metrics of Heroku apps are incomplete.',
      heading: 'the-drain-fails',
    });
    // Throttles need no alarm of their own: the drain's are answered with 5xx, and the publisher's leave messages waiting.
    this.#watchErrors('drain', drain, 'Log lines of Heroku apps are lost, and their metrics are incomplete.');
    this.#watchErrors('publisher', publish, 'Metrics of Heroku apps come late.');
    this.#alarm(`${publish.node.id}Wait`, {
      metric: publish.queue.metricApproximateAgeOfOldestMessage(QUEUE_PERIOD),
      threshold: Duration.minutes(WAIT_MINUTES).toSeconds(),
      evaluationPeriods: 1,
      says: `Metrics of Heroku apps have waited for ${WAIT_MINUTES} minutes. Alarm rules on those apps see nothing.`,
      heading: 'metrics-of-heroku-wait',
    });
    this.#watchDeadLetters(publish.node.id, publish.deadLetters, {
      says: 'Metrics of Heroku apps were given up. Some minutes of those apps hold less than happened.',
      heading: 'metrics-of-heroku-were-given-up',
    });
  }

  #watchDeadLetters(id: string, queue: Queue, lost: Pick<Watch, 'says' | 'heading'>): void {
    this.#alarm(`${id}DeadLetters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible(QUEUE_PERIOD),
      threshold: 1,
      evaluationPeriods: 1,
      ...lost,
    });
  }

  #alarm(id: string, { says, heading, missing = TreatMissingData.NOT_BREACHING, ...props }: Watch): void {
    const alarm = new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      ...props,
      treatMissingData: missing,
      alarmDescription: `${says} What to do: ${RUNBOOK}#${heading}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.#alarms.push(alarm);
  }
}

const ofTarget = (name: string | undefined): string => (name === undefined ? '' : ` of ${name}`);
