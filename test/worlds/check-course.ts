import type { Episode } from './episodes.ts';
import { groupOf, isSkipped, isWrong, waitsFor, type Machine } from './history.ts';
import {
  beginOf,
  fact,
  mostWarnMs,
  seenAfterMs,
  type CallSeen,
  type Seen,
  type Surroundings,
  type Violation,
} from './seen.ts';

/** Clocks of hosts differ, and a notice is made at the beginning of its invocation. */
const TOLERANCE_MS = 40_000;
const REFUSED = /^(Unauthorized|AccessDenied|Insufficient)/;

/** Holds the course that each edge took in calm times: begun in time, ended with a word, and failures told. */
export function checkCourse(world: Surroundings, seen: Seen): Violation[] {
  const { all } = seen.episodes;
  const late = all.slice(1).flatMap((episode, nth) => lateIn(world, seen, { before: all[nth], episode }));
  return [...late, ...endUntold(world, seen), ...failuresUntold(world, seen)];
}

/** Who waits for nobody and was left where the edge before had brought it, though its schedule asked for the other. */
function lateIn(
  world: Surroundings,
  seen: Seen,
  { before, episode }: { before: Episode | undefined; episode: Episode },
): Violation[] {
  const { from, kind } = episode;
  if (kind !== 'start' && kind !== 'stop') return [];
  const opposite = kind === 'start' ? 'stop' : 'start';
  if (before?.kind !== opposite || !world.calm.hasStretch(before.from, from, seenAfterMs(world.plan))) return [];
  const by = from + 2 * seenAfterMs(world.plan) + (kind === 'stop' ? 2 * mostWarnMs(world, seen) : 0);
  if (by > Math.min(seen.episodes.endOf(episode), world.plan.to) || !world.calm.covers(from, by)) return [];
  const isCalled = (machine: Machine): boolean =>
    seen.calls.some(
      (call) => call.machine === machine && call.kind === kind && call.at >= from - TOLERANCE_MS && call.at <= by,
    );
  return seen.machines
    .filter(
      (machine) =>
        !isSkipped(machine) && machine.stayed(opposite, from, by) && isFirst(seen, machine, { kind, from, by }),
    )
    .filter((machine) => !isCalled(machine))
    .map(({ spec }) => ({
      promise: 4,
      at: by,
      what: `no ${kind} of ${spec.id}, asked for since ${new Date(from).toISOString()}`,
    }));
}

const isFirst = ({ rows }: Seen, machine: Machine, span: { kind: string; from: number; by: number }): boolean =>
  rows.in(span.from, span.by).every((view) => {
    const group = groupOf(view, machine);
    return group === undefined || waitsFor(view, group, span.kind).length === 0;
  });

/** A start or stop that was told to begin is told to have ended, when all are there. */
function endUntold({ plan }: Surroundings, { episodes, rows, machines, notices }: Seen): Violation[] {
  const last = episodes.all.at(-1);
  const view = rows.views.at(-1);
  if (view === undefined || isWrong(view) || (last?.kind !== 'start' && last?.kind !== 'stop')) return [];
  const isOnlyOne = episodes.all.every((one) => one === last || one.edgeAt !== last.edgeAt);
  const settledBy = plan.to - 2 * seenAfterMs(plan);
  const areThere = machines.every((machine) => isSkipped(machine) || machine.stayed(last.kind, settledBy, plan.to));
  if (!isOnlyOne || !areThere || last.from > settledBy) return [];
  const isTold = (kind: string): boolean =>
    notices.some(({ notice }) => notice.kind === kind && Date.parse(String(fact(notice, 'edgeAt'))) === last.edgeAt);
  const [begun, ended] = last.kind === 'start' ? ['starting', 'started'] : ['stopping', 'stopped'];
  if (!isTold(begun) || isTold(ended)) return [];
  return [{ promise: 5, at: plan.to, what: `nobody was told that all ${ended}` }];
}

/** What AWS refuses for one instance is told, with the instance. */
function failuresUntold(world: Surroundings, seen: Seen): Violation[] {
  return seen.calls
    .filter(
      ({ at, error, isAlone }) =>
        isAlone && REFUSED.test(error ?? '') && world.calm.covers(at - TOLERANCE_MS, at + TOLERANCE_MS),
    )
    .filter((call) => !isFailureTold(world, seen, call))
    .map(({ at, kind, machine, error }) => ({
      promise: 5,
      at,
      what: `nobody was told that the ${kind} of ${machine.spec.id} failed: ${error}`,
    }));
}

function isFailureTold(world: Surroundings, seen: Seen, { at, kind, machine }: CallSeen): boolean {
  const episode = seen.episodes.in(at - TOLERANCE_MS, at).findLast((one) => one.kind === kind);
  const from = episode === undefined ? 0 : beginOf(world, seen, episode);
  return seen.notices.some(({ notice }) => {
    if (notice.kind !== 'instance-failed' || notice.at < from - TOLERANCE_MS) return false;
    const instances = fact(notice, 'instances');
    return Array.isArray(instances) && instances.some((line) => String(line).split(' ')[0] === machine.spec.id);
  });
}
