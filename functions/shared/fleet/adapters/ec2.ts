import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeSpotInstanceRequestsCommand,
} from '@aws-sdk/client-ec2';
import type { EC2Client, Instance, InstanceStatus, SpotInstanceRequest } from '@aws-sdk/client-ec2';
import { externalFailure } from '../../failure/aws-failure.ts';
import type { Member, Phase } from '../member.ts';
import { ec2Skip, spotMayStop } from '../skip.ts';
import { SCHEDULE_TAG, taggingOf } from '../tags.ts';
import { namedIds } from './named-ids.ts';

export type Ec2Sender = Pick<EC2Client, 'send'>;

/** The most that DescribeInstances returns at once: 10,000 instances take ten calls. */
const PAGE_SIZE = 1_000;
/** The most ids that DescribeInstanceStatus takes. */
const STATUS_CHUNK_SIZE = 100;

/** The states that are asked for; an instance that is shutting down or terminated is no member. */
const PHASES: Readonly<Record<string, Phase>> = {
  pending: 'starting',
  running: 'up',
  stopping: 'stopping',
  stopped: 'stopped',
};

/**
 * StateReason codes of a stop that somebody or something meant. After any other code the instance did not come up, or was
 * lost: no capacity, a volume's key that cannot be used, an internal error.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html
 */
const MEANT_TO_STOP: ReadonlySet<string> = new Set([
  'Client.UserInitiatedShutdown',
  'Client.UserInitiatedHibernate',
  'Client.InstanceInitiatedShutdown',
  // The host is retired; a start moves the instance to another.
  'Server.ScheduledStop',
  // A spot interruption: EC2 itself starts the instance again.
  'Server.SpotInstanceShutdown',
]);

/** Every instance that carries the ScheduleName tag and is not terminated. Throws what the SDK throws. */
export async function listEc2(ec2: Ec2Sender): Promise<Member[]> {
  const instances = await describeInstances(ec2);
  const hasSpot = instances.some((instance) => instance.InstanceLifecycle === 'spot');
  const stoppableSpot = hasSpot ? await stoppableSpotRequests(ec2) : new Set<string>();
  return instances.flatMap((instance) => memberOf(instance, stoppableSpot) ?? []);
}

/** Which of these instances passed both status checks. Throws what the SDK throws. */
export async function ec2StatusOk(ec2: Ec2Sender, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const passed = new Set<string>();
  for (let start = 0; start < ids.length; start += STATUS_CHUNK_SIZE) {
    const statuses = await describeStatus(ec2, ids.slice(start, start + STATUS_CHUNK_SIZE));
    for (const { InstanceId, InstanceStatus, SystemStatus } of statuses) {
      const bothOk = InstanceStatus?.Status === 'ok' && SystemStatus?.Status === 'ok';
      if (bothOk && InstanceId !== undefined) passed.add(InstanceId);
    }
  }
  return passed;
}

/** One id that has gone since the listing must not hide the status of the others: it is named, and left out. */
async function describeStatus(ec2: Ec2Sender, ids: readonly string[]): Promise<readonly InstanceStatus[]> {
  if (ids.length === 0) return [];
  try {
    const answer = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [...ids] }));
    return answer.InstanceStatuses ?? [];
  } catch (error) {
    const gone = namedIds(externalFailure(error), ids);
    if (gone.size === 0) throw error;
    const rest = ids.filter((id) => !gone.has(id));
    return describeStatus(ec2, rest);
  }
}

async function describeInstances(ec2: Ec2Sender): Promise<Instance[]> {
  const instances: Instance[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ec2.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'tag-key', Values: [SCHEDULE_TAG] },
          { Name: 'instance-state-name', Values: Object.keys(PHASES) },
        ],
        MaxResults: PAGE_SIZE,
        NextToken,
      }),
    );
    for (const { Instances } of page.Reservations ?? []) instances.push(...(Instances ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return instances;
}

/** Ids of the spot requests whose instances a user may stop. Asked for only when there is a spot instance at all. */
async function stoppableSpotRequests(ec2: Ec2Sender): Promise<ReadonlySet<string>> {
  const stoppable = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await ec2.send(
      new DescribeSpotInstanceRequestsCommand({
        Filters: [{ Name: 'type', Values: ['persistent'] }],
        MaxResults: PAGE_SIZE,
        NextToken,
      }),
    );
    for (const request of page.SpotInstanceRequests ?? []) {
      if (mayStop(request)) stoppable.add(request.SpotInstanceRequestId ?? '');
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return stoppable;
}

const mayStop = (request: SpotInstanceRequest): boolean =>
  spotMayStop({
    type: request.Type,
    state: request.State,
    launchGroup: request.LaunchGroup,
    availabilityZoneGroup: request.AvailabilityZoneGroup,
  });

function memberOf(instance: Instance, stoppableSpot: ReadonlySet<string>): Member | undefined {
  const status = instance.State?.Name ?? '';
  const phase = PHASES[status];
  const { tagValue, groupName, name, autoScalingGroup, inFleet } = taggingOf(instance.Tags);
  if (instance.InstanceId === undefined || phase === undefined || tagValue === undefined) return undefined;
  return {
    id: instance.InstanceId,
    type: 'EC2',
    name,
    size: instance.InstanceType ?? '',
    availabilityZone: instance.Placement?.AvailabilityZone ?? '',
    tagValue,
    groupName,
    phase,
    status,
    // A pending instance may refuse: "cannot be stopped as it has never reached the 'running' state".
    stoppable: phase === 'up',
    hibernates: instance.HibernationOptions?.Configured === true,
    skip: ec2Skip({
      autoScalingGroup,
      isSpot: instance.InstanceLifecycle === 'spot',
      spotMayStop: !inFleet && stoppableSpot.has(instance.SpotInstanceRequestId ?? ''),
      rootDeviceType: instance.RootDeviceType,
    }),
    fellBack: phase === 'stopped' ? fellBackOf(instance) : undefined,
    restartsAt: undefined,
    // Of the last start, not of the first: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
    startedAt: instance.LaunchTime?.getTime(),
  };
}

function fellBackOf({ StateReason: reason }: Instance): Member['fellBack'] {
  const code = reason?.Code;
  if (code === undefined || code === '' || MEANT_TO_STOP.has(code)) return undefined;
  return { code, message: reason?.Message ?? '' };
}
