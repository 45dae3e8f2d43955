import { targetFleet } from '../functions/shared/fleet/adapters/load-target.ts';
import type { FleetView } from '../functions/shared/fleet/member.ts';
import { ROLE_DENIED, type Target } from '../functions/shared/fleet/target.ts';
import type { Terminal } from './terminal.ts';

/** Every tagged instance of a target; what could not be listed is said on standard error. */
export async function listMembers(target: Target, terminal: Terminal): Promise<FleetView> {
  const fleet = await targetFleet(target)();
  const view = await fleet.list();
  const where = target.place === undefined ? '' : `${target.place.name}: `;
  // Without the target's role neither type can be listed, which is one matter.
  const lines = view.unseen.map(
    ({ type, failure }) =>
      `${failure.code === ROLE_DENIED ? '' : `${type} `}instances cannot be listed: ${failure.message}`,
  );
  for (const line of new Set(lines)) terminal.complain(`${where}${line}`);
  return view;
}
