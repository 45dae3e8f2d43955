import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { readContext } from './context.ts';
import { Deliver } from './deliver.ts';
import { NoticeQueue } from './notice-queue.ts';
import { Receive } from './receive.ts';
import { Scheduler } from './scheduler.ts';
import { Tables } from './tables.ts';

/** The whole installation. Account and region are those that `cdk deploy` runs with. */
export class CurfewStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Curfew: starts and stops EC2 and RDS instances on schedules' });
    const context = readContext(this.node);
    const tables = new Tables(this, 'Tables');
    const notices = new NoticeQueue(this, 'Notices');
    const noticeQueue = notices.queue;
    const { queue: schedulerQueue } = new Scheduler(this, 'Scheduler', { context, tables, noticeQueue });
    new Deliver(this, 'Deliver', { tables, notices });
    const { endpoint } = new Receive(this, 'Receive', { context, tables, noticeQueue, schedulerQueue });

    new CfnOutput(this, 'RunNext', {
      description:
        'Says where notices go, and asks for the URL of the incoming webhook. --kind slack for Slack, --language en for English.',
      value: `AWS_REGION=${this.region} npx curfew channel set default --kind jandi --language ko`,
    });
    new CfnOutput(this, 'ChatUrl', {
      description:
        "Where JANDI's outgoing webhook or Slack's app sends what people write in the channel NAME, once it has " +
        'their token: npx curfew channel set NAME --token -',
      value: `${endpoint}/chat/NAME`,
    });
  }
}
