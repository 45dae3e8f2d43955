import type { Episode } from './episodes.ts';
import { groupOf, isWrong, membersOf, nameOf, waitsFor } from './history.ts';
import {
  beginOf,
  fact,
  seenAfterMs,
  warnMinutes,
  type CallSeen,
  type Seen,
  type Surroundings,
  type Violation,
} from './seen.ts';
import type { Edge, View, Wanted } from './wanted.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** A call goes out at most this long after its rows were read: 20 s, and what the request itself takes. */
const READ_BEFORE_MS = 35 * SECOND_MS;
/** Clocks of hosts differ from the world's by less. */
const SKEW_MS = 2_500;
/** A warning counts from the beginning of the invocation that hands it over. */
const HANDING_OVER_MS = MINUTE_MS;
const WARNING_COUNTS_MS = 30 * MINUTE_MS;
/** A run may wait so long for another member before it looks at this one again. */
const LONGEST_PAUSE_MS = 20 * MINUTE_MS;

/** Holds one call against the promises, with what was to be seen when its rows were read. */
export function checkCall(world: Surroundings, seen: Seen, call: CallSeen): Violation[] {
  const { at, kind, machine } = call;
  const views = seen.rows.in(at - READ_BEFORE_MS, at);
  const asking = askingFor(world, seen, call);
  const of = `${kind} of ${machine.spec.id}`;
  if (asking.length === 0) {
    const isLeftAlone = views.every(isWrong);
    const why = isLeftAlone ? 'while the rows of its schedule are wrong' : 'which its schedule does not ask for';
    return [{ promise: isLeftAlone ? 7 : 0, at, what: `${of}, ${why}` }];
  }
  const violations: Violation[] = [];
  if (!views.some((view) => !isWrong(view) && isReleased(view, seen, call)))
    violations.push({
      promise: kind === 'start' ? 1 : 2,
      at,
      what: `${of} before ${waitedFor(views, call)} of its schedule`,
    });
  if (kind === 'stop' && !asking.some((episode) => isWarned(world, seen, { call, episode, views })))
    violations.push({ promise: 3, at, what: `${of} without a warning that counts` });
  if (undoesSomebody(world, seen, call))
    violations.push({ promise: 6, at, what: `${of}, which somebody changed by hand` });
  return violations;
}

/** What of the episodes around the call asks for it. */
function askingFor({ wanted }: Surroundings, { rows, episodes }: Seen, { at, kind }: CallSeen): Episode[] {
  episodes.goOn(at);
  const asking = episodes.in(at - READ_BEFORE_MS - SKEW_MS, at).filter((episode) => episode.kind === kind);
  const coming = comingEdge(wanted, rows, at);
  if (coming?.kind !== kind) return asking;
  return [...asking, { from: at, kind, edgeAt: coming.at, isHold: coming.isHold }];
}

/** The latest edge to a clock that is fast, to which one may have come already. */
function comingEdge(wanted: Wanted, { views }: Seen['rows'], at: number): Edge | undefined {
  const view = views.at(-1);
  return view === undefined || isWrong(view) ? undefined : wanted.latest(view, at + SKEW_MS);
}

/** Whether every group that this one waits for was seen done. */
function isReleased(view: View, { machines }: Seen, { at, kind, machine }: CallSeen): boolean {
  const group = groupOf(view, machine);
  if (group === undefined) return true;
  const from = at - READ_BEFORE_MS;
  return waitsFor(view, group, kind).every((name) => {
    const other = view.groups.find((one) => nameOf(one) === name);
    const withChecks = other?.['ReadyWhen'] === 'status-ok';
    return membersOf(view, name, machines).every((one) =>
      kind === 'start' ? one.wasUp(from, at, withChecks) : one.wasDown(from, at),
    );
  });
}

const waitedFor = (views: readonly View[], { kind, machine }: CallSeen): string =>
  views
    .map((view) => {
      const group = groupOf(view, machine);
      return group === undefined ? '' : waitsFor(view, group, kind).join(', ');
    })
    .join(' or ');

interface Stop {
  readonly call: CallSeen;
  readonly episode: Episode;
  readonly views: readonly View[];
}

/** Whether the stop may be made now: announced in time, ordered, without need of a warning, or begun as promised before. */
function isWarned(world: Surroundings, seen: Seen, { call, episode, views }: Stop): boolean {
  const { at, machine } = call;
  const { edgeAt } = episode;
  if (episode.isHold || views.some(({ hold }) => isOrderedAt(hold, at))) return true;
  const warnMs = Math.min(...views.map((view) => warnMinutes(world, view))) * MINUTE_MS;
  if (warnMs === 0) return true;
  const clearedAt = seen.clearedAt.get(edgeAt);
  if (clearedAt !== undefined && !wasTakenBack(world, seen, clearedAt, at)) return true;
  const countsMs = WARNING_COUNTS_MS + (world.plan.tickMinutes + 1) * MINUTE_MS + HANDING_OVER_MS;
  const isAnnounced = seen.notices.some(({ at: queuedAt, notice }) => {
    // Of whichever stop: rows that change under a stop that waits may name another, which is as much announced.
    if (notice.kind !== 'stop-warning') return false;
    const told = Date.parse(String(fact(notice, 'stopAt')));
    const hasCome = told <= at + SKEW_MS * 2 && queuedAt + warnMs <= at + SKEW_MS * 2 + HANDING_OVER_MS;
    const counts = Math.max(queuedAt + warnMs, told) + countsMs >= at;
    const itsEdgeAt = Date.parse(String(fact(notice, 'edgeAt')));
    return hasCome && counts && !wasTakenBack(world, seen, Math.max(queuedAt, itsEdgeAt), at);
  });
  if (isAnnounced) seen.clearedAt.set(edgeAt, at);
  const isEnforced = views.some((view) => view.row?.['Enforce'] === true);
  return isAnnounced || (isEnforced && machine.wasDown(Math.min(edgeAt, beginOf(world, seen, episode)), at));
}

/** An order of just now: where it ends with an edge of this very moment, a clock that is slow has it still in force. */
const isOrderedAt = (hold: View['hold'], at: number): boolean =>
  hold?.['kind'] === 'stop' && Date.parse(String(hold['at'])) > at - READ_BEFORE_MS;

/** Whether the schedule asked for a start in between, for so long that Curfew must have seen it. */
function wasTakenBack({ plan, calm }: Surroundings, { episodes }: Seen, from: number, to: number): boolean {
  return episodes
    .in(from, to)
    .some(
      (one) =>
        one.kind === 'start' &&
        calm.hasStretch(Math.max(one.from, from), Math.min(episodes.endOf(one), to), seenAfterMs(plan)),
    );
}

/**
 * Whether the call takes back what somebody did by hand: after the instance had been where its schedule wants it, for so long and in
 * such calm that Curfew must have seen it there.
 */
function undoesSomebody({ plan, calm, wanted }: Surroundings, { rows, episodes }: Seen, call: CallSeen): boolean {
  const { at, kind, machine, changes } = call;
  const byHandAt = machine.changedByHand.at(-1);
  const [episode, ...others] = episodes.in((byHandAt ?? at) - 1, at);
  if (!changes || byHandAt === undefined || episode?.kind !== kind || others.length > 0) return false;
  if ((comingEdge(wanted, rows, at)?.at ?? 0) > byHandAt) return false;
  const seenFrom = byHandAt - seenAfterMs(plan) - LONGEST_PAUSE_MS;
  if (episode.from > seenFrom || !calm.covers(seenFrom, byHandAt)) return false;
  const isEnforced = rows.in(seenFrom, at).some(({ row }) => row?.['Enforce'] === true);
  return !isEnforced && machine.stayed(kind, seenFrom, byHandAt);
}
