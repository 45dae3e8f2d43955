import type { Instant } from '../functions/shared/calendar/instant.ts';
import { stateWord, type Machine } from './simulated-machine.ts';

interface BridgeEnvelope {
  readonly id: string;
  readonly time: string;
  readonly resources: readonly string[];
}

export interface Ec2StateChange extends BridgeEnvelope {
  readonly source: 'aws.ec2';
  readonly 'detail-type': 'EC2 Instance State-change Notification';
  readonly detail: { readonly 'instance-id': string; readonly state: string };
}

export interface RdsInstanceEvent extends BridgeEnvelope {
  readonly source: 'aws.rds';
  readonly 'detail-type': 'RDS DB Instance Event';
  readonly detail: {
    readonly EventID: string;
    readonly SourceIdentifier: string;
    readonly SourceArn: string;
    readonly SourceType: 'DB_INSTANCE';
    readonly EventCategories: readonly string[];
    readonly Date: string;
    readonly Message: string;
  };
}

/** What EventBridge would deliver of a state change. */
export type BridgeEvent = Ec2StateChange | RdsInstanceEvent;

const ARN_PREFIX = {
  EC2: 'arn:aws:ec2:ap-northeast-2:111122223333:instance/',
  RDS: 'arn:aws:rds:ap-northeast-2:111122223333:db:',
};

/** RDS tells of the ends of a start and a stop, and not of their beginnings. */
const RDS_EVENTS: Readonly<Record<string, { readonly EventID: string; readonly Message: string }>> = {
  available: { EventID: 'RDS-EVENT-0088', Message: 'DB instance started.' },
  stopped: { EventID: 'RDS-EVENT-0087', Message: 'DB instance stopped.' },
};
const RDS_AUTO_RESTART = {
  EventID: 'RDS-EVENT-0154',
  Message: 'DB instance is being started due to it exceeding the maximum allowed time being stopped.',
};

/** The event that follows the state a machine has just entered, if AWS sends one. */
export function bridgeEvent(machine: Machine, by: 'call' | 'rds', at: Instant): BridgeEvent | undefined {
  const { id, type } = machine.spec;
  const state = stateWord(machine);
  const time = new Date(at).toISOString();
  const arn = `${ARN_PREFIX[type]}${id}`;
  const envelope = { id: `${id}-${machine.turn}`, time, resources: [arn] };
  if (type === 'EC2') {
    const detail = { 'instance-id': id, state };
    return { ...envelope, source: 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', detail };
  }
  const event = by === 'rds' ? RDS_AUTO_RESTART : RDS_EVENTS[state];
  if (event === undefined) return undefined;
  return {
    ...envelope,
    source: 'aws.rds',
    'detail-type': 'RDS DB Instance Event',
    detail: {
      ...event,
      SourceIdentifier: id,
      SourceArn: arn,
      SourceType: 'DB_INSTANCE',
      EventCategories: ['notification'],
      Date: time,
    },
  };
}
