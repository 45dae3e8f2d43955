import { groupOf, isSkipped, isWrong, membersOf, nameOf, waitsFor, type Machine } from './history.ts';
import { beginOf, mostWarnMs, seenAfterMs, type Seen, type Surroundings, type Violation } from './seen.ts';
import type { View } from './wanted.ts';

const MINUTE_MS = 60_000;

/** Retries pause at most this long, and a warning that lay idle is given anew. */
const PAUSES_MS = (15 + 35) * MINUTE_MS;

/** Holds the fleet at the end of the world, long after the last fault, against what its schedules want. */
export function checkEnd(world: Surroundings, seen: Seen, sick: ReadonlySet<string>): Violation[] {
  const { to } = world.plan;
  seen.episodes.goOn(to - 1);
  const last = seen.episodes.all.at(-1);
  const view = seen.rows.views.at(-1);
  if (view === undefined || last === undefined || (last.kind !== 'start' && last.kind !== 'stop')) return [];
  if (last.from + patienceMs(world, seen, view) > to) return [];
  const base = beginOf(world, seen, last);
  const isEnforced = view.row?.['Enforce'] === true;
  const isExcused = (machine: Machine): boolean =>
    (!isEnforced && machine.changedByHand.some((at) => at >= base)) ||
    (last.kind === 'start' && sick.has(machine.spec.id));
  const wanted = last.kind === 'start' ? /^(running|available)$/ : /^stopped$/;
  return seen.machines
    .filter((machine) => !isSkipped(machine) && !wanted.test(machine.state) && !isExcused(machine))
    .filter((machine) => !awaited(seen, view, { machine, kind: last.kind }).some(isExcused))
    .map(({ spec, state, since }) => ({
      promise: 4,
      at: to,
      what: `${spec.id} is ${state} since ${Number.isFinite(since) ? new Date(since).toISOString() : 'ever'}, but its schedule wants ${last.kind} since ${new Date(last.from).toISOString()}`,
    }));
}

/** The console's ForceStart and ForceStop are taken over, and cleared: a flag that stands is an order for ever. */
export function checkFlags({ plan }: Surroundings, { name, rows }: Seen): Violation[] {
  const view = rows.views.at(-1);
  if (view === undefined || isWrong(view)) return [];
  return ['ForceStart', 'ForceStop']
    .filter((flag) => view.row?.[flag] === true)
    .map((flag) => ({ promise: 4, at: plan.to, what: `${flag} of ${name} still stands` }));
}

/** How long an edge may take, ticks and warnings and the slowest way through the groups included. */
function patienceMs(world: Surroundings, seen: Seen, view: View): number {
  const slowest = seen.machines.map(
    ({ spec }) => Math.max(spec.bootSeconds + (spec.statusSeconds ?? 0), spec.stopSeconds) + 60,
  );
  const chainSeconds = (view.groups.length + 1) * Math.max(...slowest, 0);
  return 2 * seenAfterMs(world.plan) + 2 * mostWarnMs(world, seen) + PAUSES_MS + chainSeconds * 1_000;
}

/** The members that have to be done before this one, near and far. */
function awaited({ machines }: Seen, view: View, { machine, kind }: { machine: Machine; kind: string }): Machine[] {
  const own = groupOf(view, machine);
  const names = own === undefined ? [] : [nameOf(own)];
  for (const name of names) {
    const group = view.groups.find((one) => nameOf(one) === name);
    if (group) names.push(...waitsFor(view, group, kind).filter((other) => !names.includes(other)));
  }
  return names.slice(1).flatMap((name) => membersOf(view, name, machines));
}
