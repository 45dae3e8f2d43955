import type { Fleet, FleetView, Member } from '../shared/fleet/member.ts';
import { needsFleet, statusQuestions, type Turn } from './domain/turn.ts';
import type { SchedulerPorts } from './ports.ts';

/** The fleet as one invocation saw it. */
export interface Observed {
  /** Undefined where no schedule needed a look: then nothing of EC2 or RDS was even loaded. */
  readonly fleet: Fleet | undefined;
  /** Turns whose instances were looked at, with what was seen of them. */
  readonly views: ReadonlyMap<Turn, FleetView>;
  readonly statusOk: ReadonlySet<string>;
  readonly failures: readonly unknown[];
}

/** Lists the fleet once for all schedules that need it, and not at all where none does. */
export async function observe(ports: SchedulerPorts, turns: readonly Turn[]): Promise<Observed> {
  const looking = turns.filter(needsFleet);
  if (looking.length === 0) return { fleet: undefined, views: new Map(), statusOk: new Set(), failures: [] };
  const fleet = await ports.fleet();
  const { members, unseen } = await fleet.list();
  const byTag = new Map<string, Member[]>();
  for (const member of members) {
    const known = byTag.get(member.tagValue);
    if (known) known.push(member);
    else byTag.set(member.tagValue, [member]);
  }
  const views = new Map(
    looking.map((turn) => [turn, { members: byTag.get(turn.entry.schedule.tagValue) ?? [], unseen }]),
  );
  const status = await checkStatus(fleet, views);
  return { fleet, views, statusOk: status.ok, failures: [...unseen.map(({ failure }) => failure), ...status.failures] };
}

async function checkStatus(
  fleet: Fleet,
  views: ReadonlyMap<Turn, FleetView>,
): Promise<{ ok: ReadonlySet<string>; failures: unknown[] }> {
  const ids = new Set([...views].flatMap(([turn, view]) => statusQuestions(turn, view)));
  if (ids.size === 0) return { ok: new Set(), failures: [] };
  try {
    return { ok: await fleet.statusOk([...ids]), failures: [] };
  } catch (failure) {
    // Unknown checks are checks not passed: those groups wait, the others go on.
    return { ok: new Set(), failures: [failure] };
  }
}
