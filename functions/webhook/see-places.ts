import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { StatusPlace } from './domain/answers/answer.ts';
import { comingOf } from './domain/commands/coming.ts';
import { fleetStatus, unseenFleet } from './domain/commands/fleet-status.ts';
import type { Sights, TargetSight } from './domain/commands/sights.ts';
import { orFailure } from './or-failure.ts';
import { orTimeUp } from './or-time-up.ts';

const LATE = new ExternalFailure({ reason: 'timeout', retryable: true, message: '' });

/** How a schedule stands in each target. One that cannot be listed, or not until the signal, leaves the others as they are. */
export const seePlaces = (sights: Sights, lookUntil: AbortSignal | undefined): Promise<readonly StatusPlace[]> =>
  Promise.all(sights.map((sight) => seePlace(sight, lookUntil)));

async function seePlace(sight: TargetSight, lookUntil: AbortSignal | undefined): Promise<StatusPlace> {
  const { target, entry, record } = sight;
  const listing = orFailure(async () => (await target.fleet()).list());
  const listed = await (lookUntil === undefined ? listing : orTimeUp(listing, lookUntil));
  const view = listed === 'time-up' ? LATE : listed;
  const fleet = view instanceof ExternalFailure ? unseenFleet(view) : fleetStatus(entry, view);
  return { name: target.place?.name, coming: comingOf(sight), fleet, run: record?.run };
}
