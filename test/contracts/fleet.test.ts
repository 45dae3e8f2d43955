import type { FleetInstance } from '../../local/fleet-file.ts';
import { awsFleet } from '../../functions/shared/fleet/adapters/fleet.ts';
import { HOUR_MS } from '../../functions/shared/calendar/instant.ts';
import { VirtualClock } from '../../local/clock.ts';
import { SimulatedFleet } from '../../local/simulated-fleet.ts';
import { fleetContract } from './fleet-contract.ts';

fleetContract('simulated', async () => {
  const clock = new VirtualClock(Date.parse('2026-11-20T00:00:00Z'));
  const simulated = new SimulatedFleet({ clock, instances: [], pageSize: 5 });
  let added = 0;
  return {
    fleet: awsFleet({ ec2: simulated.ec2, rds: simulated.rds, pause: async () => {} }),
    async add(type, { tags, state, count = 1 }) {
      const instances = Array.from({ length: count }, (): FleetInstance => {
        added += 1;
        return { id: `i-${added}`, type, tags, state, bootSeconds: 60, stopSeconds: 60 };
      });
      for (const instance of instances) simulated.add(instance);
      return instances.map(({ id }) => id);
    },
    async terminate(id) {
      simulated.terminate(id);
    },
    settle: () => clock.runUntil(clock.now + HOUR_MS),
  };
});
