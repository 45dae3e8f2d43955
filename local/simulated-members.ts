import { awsFleet } from '../functions/shared/fleet/adapters/fleet.ts';
import type { Member } from '../functions/shared/fleet/member.ts';
import { VirtualClock } from './clock.ts';
import type { FleetInstance } from './fleet-file.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

/** The instances of a fleet file as the scheduler would see them, with what it would skip. */
export async function simulatedMembers(instances: readonly FleetInstance[]): Promise<readonly Member[]> {
  const { ec2, rds } = new SimulatedFleet({ clock: new VirtualClock(0), instances });
  const { members } = await awsFleet({ ec2, rds, pause: async () => {} }).list();
  return members;
}
