import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { readContext } from './context.ts';
import { NoticeQueue } from './notice-queue.ts';
import { Scheduler } from './scheduler.ts';
import { Tables } from './tables.ts';

/** The whole installation. Account and region are those that `cdk deploy` runs with. */
export class CurfewStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Curfew: starts and stops EC2 and RDS instances on schedules' });
    const context = readContext(this.node);
    const tables = new Tables(this, 'Tables');
    const notices = new NoticeQueue(this, 'Notices');
    new Scheduler(this, 'Scheduler', { context, tables, noticeQueue: notices.queue });
  }
}
