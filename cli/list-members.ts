import type { Fleet, Member } from '../functions/shared/fleet/member.ts';
import type { Terminal } from './terminal.ts';

/** Every tagged instance; what could not be listed is said on standard error. */
export async function listMembers(fleet: Fleet, terminal: Terminal): Promise<readonly Member[]> {
  const { members, unseen } = await fleet.list();
  for (const { type, failure } of unseen) terminal.complain(`${type} instances cannot be listed: ${failure.message}`);
  return members;
}
