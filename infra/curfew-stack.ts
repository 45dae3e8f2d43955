import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { readContext } from './context.ts';
import { Dashboard } from './dashboard.ts';
import { Deliver } from './deliver.ts';
import { HerokuDrain } from './heroku-drain.ts';
import { HerokuPublish } from './heroku-publish.ts';
import { NoticeQueue } from './notice-queue.ts';
import { Receive } from './receive.ts';
import { Scheduler } from './scheduler.ts';
import { SelfMonitoring } from './self-monitoring.ts';
import { Tables } from './tables.ts';

/** The whole installation. Account and region are those that `cdk deploy` runs with. */
export class CurfewStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Curfew: starts and stops EC2 and RDS instances on schedules' });
    const context = readContext(this.node);
    const tables = new Tables(this, 'Tables', { existing: context.existingTables });
    const notices = new NoticeQueue(this, 'Notices');
    const noticeQueue = notices.queue;
    const scheduler = new Scheduler(this, 'Scheduler', { context, tables, noticeQueue });
    const deliver = new Deliver(this, 'Deliver', { context, tables, notices });
    const receive = new Receive(this, 'Receive', { context, tables, noticeQueue, schedulerQueue: scheduler.queue });
    const alarms = new Alarms(this, 'Alarms', { context, tables, noticeQueue });
    const publish = new HerokuPublish(this, 'Publish', { tables });
    const drain = new HerokuDrain(this, 'Drain', { batchQueue: publish.queue });
    const parts = {
      tickMinutes: context.tickMinutes,
      schedulers: [scheduler],
      deliver,
      receive,
      notices,
      alarms,
      drain,
      publish,
    };
    const selfMonitoring = new SelfMonitoring(this, 'SelfMonitoring', parts);
    new Dashboard(this, 'Dashboard', { parts, selfMonitoring });
    const { topicArn } = selfMonitoring.topic;
    this.#sayWhatNext({ language: context.language, endpoint: receive.endpoint, topicArn });
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
