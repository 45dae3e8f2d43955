import { DescribeDBInstancesCommand, StartDBInstanceCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import type { DBInstance, RDSClient } from '@aws-sdk/client-rds';
import { externalFailure } from '../../failure/aws-failure.ts';
import type { Deadline, Member, Outcome } from '../member.ts';
import { rdsStatus } from '../rds-status.ts';
import { rdsSkip } from '../skip.ts';
import { taggingOf } from '../tags.ts';
import { outcomesOf, type Answer } from './answers.ts';

export type RdsSender = Pick<RDSClient, 'send'>;

/** The most that DescribeDBInstances returns at once. */
const PAGE_SIZE = 100;
/** RDS starts and stops one instance a call; so many calls are under way at a time. */
const CONCURRENCY = 5;

/** Every DB instance that carries the ScheduleName tag and is not being deleted. Throws what the SDK throws. */
export async function listRds(rds: RdsSender): Promise<Member[]> {
  const members: Member[] = [];
  let Marker: string | undefined;
  do {
    // RDS cannot filter by tag, but every page carries the tags with it.
    const page = await rds.send(new DescribeDBInstancesCommand({ MaxRecords: PAGE_SIZE, Marker }));
    members.push(...(page.DBInstances ?? []).flatMap((instance) => memberOf(instance) ?? []));
    Marker = page.Marker;
  } while (Marker);
  return members;
}

export function startRds(rds: RdsSender, members: readonly Member[], deadline: Deadline): Promise<Outcome[]> {
  return callEach(members, deadline, async (id) => {
    await rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier: id }));
  });
}

export function stopRds(rds: RdsSender, members: readonly Member[], deadline: Deadline): Promise<Outcome[]> {
  return callEach(members, deadline, async (id) => {
    await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: id }));
  });
}

/** One call per member, a few at a time; nothing more is sent once RDS throttles or the time is up. */
async function callEach(
  members: readonly Member[],
  deadline: Deadline,
  call: (id: string) => Promise<void>,
): Promise<Outcome[]> {
  const answers = new Map<string, Answer>();
  const waiting = members.values();
  let isThrottled = false;

  const work = async (): Promise<void> => {
    // The workers share one iterator, so each member is taken once.
    for (const { id } of waiting) {
      if (isThrottled || deadline.hasPassed()) return;
      const answer = await answerOf(call(id));
      answers.set(id, answer);
      isThrottled ||= typeof answer === 'object' && answer.reason === 'throttled';
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return outcomesOf(members, answers);
}

async function answerOf(call: Promise<void>): Promise<Answer> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    return externalFailure(error);
  }
}

function memberOf(instance: DBInstance): Member | undefined {
  const status = instance.DBInstanceStatus ?? '';
  const { tagValue, groupName, name } = taggingOf(instance.TagList);
  const meaning = rdsStatus(status);
  if (instance.DBInstanceIdentifier === undefined || meaning === undefined || tagValue === undefined) return undefined;
  const engine = instance.Engine ?? '';
  return {
    id: instance.DBInstanceIdentifier,
    type: 'RDS',
    name,
    size: [instance.DBInstanceClass, engine].filter(Boolean).join(' '),
    availabilityZone: instance.AvailabilityZone ?? '',
    tagValue,
    groupName,
    ...meaning,
    status,
    hibernates: false,
    skip: rdsSkip({
      clusterId: instance.DBClusterIdentifier,
      isReadReplica:
        instance.ReadReplicaSourceDBInstanceIdentifier !== undefined ||
        instance.ReadReplicaSourceDBClusterIdentifier !== undefined,
      hasReadReplicas:
        (instance.ReadReplicaDBInstanceIdentifiers ?? []).length > 0 ||
        (instance.ReadReplicaDBClusterIdentifiers ?? []).length > 0,
      engine,
      multiAz: instance.MultiAZ === true,
    }),
    fellBack: undefined,
    restartsAt: instance.AutomaticRestartTime?.getTime(),
  };
}
