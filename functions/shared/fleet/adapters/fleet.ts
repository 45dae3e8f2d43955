import { externalFailure, outside } from '../../failure/aws-failure.ts';
import type { InstanceType } from '../group.ts';
import type { Fleet, FleetView, Member } from '../member.ts';
import { Ec2Calls } from './ec2-calls.ts';
import { ec2StatusOk, listEc2, type Ec2Sender } from './ec2.ts';
import { listRds, startRds, stopRds, type RdsSender } from './rds.ts';
import type { Pause } from './token-bucket.ts';

export interface AwsFleetParts {
  readonly ec2: Ec2Sender;
  readonly rds: RdsSender;
  readonly pause: Pause;
}

/** The fleet of one AWS account and region. A new instance type joins here: listed, started and stopped beside the others. */
export function awsFleet({ ec2, rds, pause }: AwsFleetParts): Fleet {
  const ec2Calls = new Ec2Calls(ec2, pause);
  return {
    async list() {
      // Every invocation that acts looks first, and looks once.
      ec2Calls.refill();
      return merged(await Promise.all([seen('EC2', listEc2(ec2)), seen('RDS', listRds(rds))]));
    },
    statusOk: (ids) => outside(() => ec2StatusOk(ec2, ids)),
    async start(members, deadline) {
      const [ofEc2, ofRds] = await Promise.all([
        ec2Calls.start(only('EC2', members), deadline),
        startRds(rds, only('RDS', members), deadline),
      ]);
      return [...ofEc2, ...ofRds];
    },
    async stop(members, deadline, options) {
      const [ofEc2, ofRds] = await Promise.all([
        ec2Calls.stop(only('EC2', members), deadline, options),
        stopRds(rds, only('RDS', members), deadline),
      ]);
      return [...ofEc2, ...ofRds];
    },
  };
}

const only = (type: InstanceType, members: readonly Member[]): Member[] =>
  members.filter((member) => member.type === type);

/** A type that cannot be listed is unknown and leaves the other one as it is. */
async function seen(type: InstanceType, listing: Promise<Member[]>): Promise<FleetView> {
  try {
    return { members: await listing, unseen: [] };
  } catch (error) {
    return { members: [], unseen: [{ type, failure: externalFailure(error) }] };
  }
}

const merged = (views: readonly FleetView[]): FleetView => ({
  members: views.flatMap((view) => view.members),
  unseen: views.flatMap((view) => view.unseen),
});
