import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { readContext, type Context } from './context.ts';
import { Dashboard } from './dashboard.ts';
import { Deliver } from './deliver.ts';
import { HerokuDrain } from './heroku-drain.ts';
import { HerokuPublish } from './heroku-publish.ts';
import { NoticeQueue } from './notice-queue.ts';
import { Receive } from './receive.ts';
import { Scheduler } from './scheduler.ts';
import { SelfMonitoring, type WatchedParts } from './self-monitoring.ts';
import { Tables } from './tables.ts';
import { accountOf, idOf, worksOf, type Home, type TargetEntry } from './target-place.ts';
import { TARGET_PARAMETERS } from './target-stack.ts';

/** The whole installation. Account and region are those that `cdk deploy` runs with. */
export class CurfewStack extends Stack {
  constructor(scope: Construct, id: string, home: Home = {}) {
    super(scope, id, { description: 'Curfew: starts and stops EC2 and RDS instances on schedules' });
    const context = readContext(this.node);
    const parts = this.#parts(context, home.region);
    const selfMonitoring = new SelfMonitoring(this, 'SelfMonitoring', parts);
    new Dashboard(this, 'Dashboard', { parts, selfMonitoring });
    const { topicArn } = selfMonitoring.topic;
    this.#sayWhatNext({ language: context.language, endpoint: parts.receive.endpoint, topicArn });
    this.#letIn(context.targets);
    for (const [nth, entry] of context.targets.entries()) this.#sayTargetNext(entry, parts, parts.schedulers[nth + 1]);
  }

  #parts(context: Context, homeRegion: string | undefined): WatchedParts {
    const tables = new Tables(this, 'Tables', { existing: context.existingTables });
    const notices = new NoticeQueue(this, 'Notices');
    const noticeQueue = notices.queue;
    const works = worksOf(context.targets);
    const schedulers = works.map((work) => {
      const place = work?.entry === undefined ? '' : idOf(work.entry);
      return new Scheduler(this, `Scheduler${place}`, { context, tables, noticeQueue, work, homeRegion });
    });
    const deliver = new Deliver(this, 'Deliver', { context, tables, notices });
    const receive = new Receive(this, 'Receive', { context, tables, noticeQueue, schedulers, works });
    const alarms = new Alarms(this, 'Alarms', { context, tables, noticeQueue });
    const publish = new HerokuPublish(this, 'Publish', { tables });
    const drain = new HerokuDrain(this, 'Drain', { batchQueue: publish.queue });
    return { tickMinutes: context.tickMinutes, schedulers, deliver, receive, notices, alarms, drain, publish };
  }

  get #bus(): string {
    return this.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
  }

  /** Other accounts may put events on the bus; the rules take only those of EC2 and RDS, which none but AWS can send. */
  #letIn(targets: readonly TargetEntry[]): void {
    for (const account of new Set(targets.map(accountOf))) {
      if (account === undefined) continue;
      new CfnEventBusPolicy(this, `EventsOf${account}`, {
        statementId: `curfew-${account}`,
        statement: {
          Effect: 'Allow',
          Principal: { AWS: this.formatArn({ service: 'iam', region: '', account, resource: 'root' }) },
          Action: 'events:PutEvents',
          Resource: this.#bus,
        },
      });
    }
  }

  #sayTargetNext(entry: TargetEntry, { receive }: WatchedParts, scheduler: Scheduler | undefined): void {
    const roles = {
      [TARGET_PARAMETERS.scheduler]: scheduler?.lambda.role?.roleArn ?? '',
      [TARGET_PARAMETERS.receive]: receive.lambda.role?.roleArn ?? '',
    };
    const parameters = { [TARGET_PARAMETERS.bus]: this.#bus, ...(entry.roleArn !== undefined && roles) };
    const said = Object.entries(parameters).map(([name, value]) => `--parameters ${name}=${value}`);
    new CfnOutput(this, `TargetNext${idOf(entry)}`, {
      description: `Once, with credentials of ${accountOf(entry) ?? 'this account'}: lets Curfew work in ${entry.region}`,
      value: `npx cdk deploy ${targetStackName(entry)} ${said.join(' ')}`,
    });
  }

  #sayWhatNext({ language, endpoint, topicArn }: Readonly<Record<'language' | 'endpoint' | 'topicArn', string>>): void {
    new CfnOutput(this, 'RunNext', {
      description:
        'Says where notices go, and asks for the URL of the incoming webhook. --kind slack for Slack; --language is ko or en.',
      value: `AWS_REGION=${this.region} npx curfew channel set default --kind jandi --language ${language}`,
    });
    new CfnOutput(this, 'ChatUrl', {
      description:
        "Where JANDI's outgoing webhook or Slack's app sends what people write in the channel NAME, once it has " +
        'their token: npx curfew channel set NAME --token -',
      value: `${endpoint}/chat/NAME`,
    });
    new CfnOutput(this, 'AlarmTopic', {
      description:
        'Who is told when Curfew itself is in trouble: aws sns subscribe --topic-arn (this) --protocol email ' +
        '--notification-endpoint YOU@EXAMPLE.COM',
      value: topicArn,
    });
  }
}

/** `CurfewTarget-222222222222-us-east-1`, without the account where it is Curfew's own. */
export const targetStackName = (entry: TargetEntry): string =>
  ['CurfewTarget', accountOf(entry), entry.region].filter(Boolean).join('-');
