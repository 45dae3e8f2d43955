import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { unreachable } from '../shared/failure/unreachable.ts';
import type { Schedule } from '../shared/rows/schedule.ts';
import type { Hitch } from './domain/answers/answer.ts';
import { changeNotice } from './domain/commands/change-notice.ts';
import type { Plan, Sight, Write } from './domain/commands/plan.ts';
import type { CommandPorts } from './ports.ts';

/** What became of a change. */
export type Changed =
  | { readonly kind: 'written'; readonly hitches: readonly Hitch[] }
  /** Perhaps not written: the answer to the write was a failure. */
  | { readonly kind: 'failed'; readonly failure: ExternalFailure };

/*
 * What was answered is written, whatever fails or dies afterwards:
 *
 *   row or hold ──────── notice ──────────── wake ─────────────── answer
 *     ✗ nothing answered   ✗ not answered:      ✗ not answered:
 *                            the next tick        the next tick
 *                            carries it out       carries it out
 *
 * A failure, where the process lives on, is answered: the row stands, and the answer says who was not told, or that it takes
 * until the next tick.
 */

/** Writes the row or the hold, tells the schedule's other channels, and wakes the scheduler of each target. */
export async function changeSchedule(
  ports: CommandPorts,
  sight: Sight,
  change: { readonly plan: Plan; readonly cameFrom: string },
): Promise<Changed> {
  const written = await attempt(() => write(ports, sight, change.plan.write));
  if (written !== undefined) return { kind: 'failed', failure: written };
  const notice = changeNotice(sight, change.plan, change.cameFrom);
  const notTold = notice && (await attempt(() => ports.notices.send([notice])));
  const notWoken = await wakeAll(ports);
  return { kind: 'written', hitches: [...(notTold === undefined ? [] : [{ kind: 'not-told' } as const]), ...notWoken] };
}

/** A schedule may have members in every target; one that cannot be woken holds up no other. */
async function wakeAll({ targets }: CommandPorts): Promise<Hitch[]> {
  const woken = await Promise.all(
    targets.map(async ({ place, waker }): Promise<Hitch[]> => {
      const failure = await attempt(() => waker.wake());
      return failure === undefined ? [] : [{ kind: 'not-woken', target: place?.name }];
    }),
  );
  return woken.flat();
}

async function write(ports: CommandPorts, { entry: { schedule } }: Sight, change: Write): Promise<void> {
  switch (change.kind) {
    case 'set-exception':
      await ports.exceptions.setException(change.order);
      return;
    case 'delete-exception':
      await ports.exceptions.deleteException(change.key);
      return;
    case 'put-hold':
      await ports.memory.putHold(schedule.name, change.hold);
      return clearForce(ports, schedule);
    case 'delete-hold':
      await ports.memory.deleteHold(schedule.name);
      return clearForce(ports, schedule);
    default:
      return unreachable(change);
  }
}

/** The console's own wish is older than the command; left standing, the next tick would take it for a newer one. */
async function clearForce({ rows }: CommandPorts, { name, force }: Schedule): Promise<void> {
  if (force !== undefined) await rows.clearForce(name, force);
}

/** What the outside refused; a bug is thrown on. */
async function attempt(act: () => Promise<unknown>): Promise<ExternalFailure | undefined> {
  try {
    await act();
    return undefined;
  } catch (failure) {
    if (failure instanceof ExternalFailure) return failure;
    throw failure;
  }
}
