import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** DB instance stopped, started, and started by RDS after seven days. */
const RDS_EVENT_IDS = ['RDS-EVENT-0087', 'RDS-EVENT-0088', 'RDS-EVENT-0154'];

interface StateChange {
  /** Of the construct of its rule. */
  readonly id: string;
  readonly description: string;
  readonly eventPattern: EventPattern;
}

/** The events that wake a scheduler; a target's rules forward the same. */
export const STATE_CHANGES: readonly StateChange[] = [
  {
    id: 'Ec2StateChange',
    description: 'Wakes the scheduler when an EC2 instance has come up or gone down',
    eventPattern: {
      source: ['aws.ec2'],
      detailType: ['EC2 Instance State-change Notification'],
      detail: { state: ['running', 'stopped', 'terminated'] },
    },
  },
  {
    id: 'RdsEvent',
    description: 'Wakes the scheduler when an RDS instance has come up or gone down, or was started by RDS itself',
    eventPattern: {
      source: ['aws.rds'],
      detailType: ['RDS DB Instance Event'],
      detail: { EventID: RDS_EVENT_IDS },
    },
  },
];
