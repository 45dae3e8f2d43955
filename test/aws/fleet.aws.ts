import {
  DescribeImagesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, DeleteDBInstanceCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { ec2Client, rdsClient } from '../../functions/shared/fleet/adapters/clients.ts';
import { awsFleet } from '../../functions/shared/fleet/adapters/fleet.ts';
import type { InstanceType } from '../../functions/shared/fleet/group.ts';
import { fleetContract, type FleetWorld } from '../contracts/fleet-contract.ts';
import { resetMoto } from './moto.ts';

const ec2 = ec2Client();
const rds = rdsClient();

// Pages as small as AWS allows, on the way to the wire: a thousand instances would take moto minutes.
ec2.middlewareStack.add(
  (next) => (args) => {
    if ('MaxResults' in args.input) args.input.MaxResults = 5;
    return next(args);
  },
  { step: 'initialize' },
);
rds.middlewareStack.add(
  (next) => (args) => {
    if ('MaxRecords' in args.input) args.input.MaxRecords = 20;
    return next(args);
  },
  { step: 'initialize' },
);

async function runInstances(tags: Record<string, string>, count: number): Promise<string[]> {
  const images = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'], MaxResults: 5 }));
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: images.Images?.[0]?.ImageId,
      InstanceType: 'm5.large',
      MinCount: count,
      MaxCount: count,
      TagSpecifications: [
        { ResourceType: 'instance', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      ],
    }),
  );
  return (launched.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);
}

async function createDatabase(id: string, tags: Record<string, string>): Promise<string> {
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: id,
      DBInstanceClass: 'db.t3.medium',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MasterUsername: 'curfew',
      MasterUserPassword: 'not-a-secret-1',
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return id;
}

async function makeWorld(): Promise<FleetWorld> {
  await resetMoto();
  const typeOf = new Map<string, InstanceType>();
  return {
    fleet: awsFleet({ ec2, rds, pause: async () => {} }),
    async add(type, { tags, state, count = 1 }) {
      const ids = type === 'EC2' ? await runInstances(tags, count) : await createDatabases(tags, count);
      for (const id of ids) typeOf.set(id, type);
      if (state === 'stopped' && type === 'EC2') await ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
      if (state === 'stopped' && type === 'RDS') {
        for (const id of ids) await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: id }));
      }
      return ids;
    },
    async terminate(id) {
      if (typeOf.get(id) === 'EC2') await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
      else await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: id, SkipFinalSnapshot: true }));
    },
    // Moto changes states at once.
    settle: async () => {},
  };

  async function createDatabases(tags: Record<string, string>, count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await createDatabase(`db-${typeOf.size + ids.length + 1}`, tags));
    return ids;
  }
}

fleetContract('against moto', makeWorld);
