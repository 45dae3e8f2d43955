import type { Decision } from '../../shared/calendar/edges.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { Edge, Hold } from '../../shared/calendar/timetable.ts';
import type { FleetView, Member } from '../../shared/fleet/member.ts';
import type { Place } from '../../shared/fleet/target.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { RunRecord, WarningRecord } from '../../shared/store/run-record.ts';
import { noteAnnounced } from './announced.ts';
import { drive, type Driven } from './drive.ts';
import { begin, beginAnew, reopen } from './begin-run.ts';
import { dueEdge, followRows } from './due.ts';
import { hasStopAt } from './dropped-stop.ts';
import { leaveLateNewcomers, newcomersOf } from './newcomers.ts';
import { DIRECTIONS } from './direction.ts';
import { INTENT_LEASE_MS, WARNING_GRACE_MS } from './pauses.ts';
import { checkRestarts, restartIsDue } from './restarts.ts';
import { returnCause } from './return-cause.ts';
import { rosterOf, type Roster } from './roster.ts';
import { roomBeside } from './run-event.ts';
import { tellFleet, tellRows } from './tell-once.ts';
import { tellHold } from './tell-rows.ts';
import { tellRun, tellUnseen, tellWarning } from './tell-run.ts';
import { owe } from './teller.ts';
import { clearanceOf, warningDue } from './warning.ts';

/** One schedule's share of an invocation, before the fleet has been looked at. */
export interface Turn {
  readonly entry: Entry;
  /** As read. */
  readonly stored: RunRecord;
  /** As read, with the events of this invocation noted. */
  readonly record: RunRecord;
  readonly decision: Decision;
  /** Warnings of this schedule, in this target. */
  readonly warnings: readonly WarningRecord[];
  readonly now: Instant;
  /** Milliseconds until the next tick. */
  readonly tickMs: number;
  /** Woken by events or a wake-up: only what is under way is looked at. */
  readonly byEvents: boolean;
  /** Something changed in the fleet since the last look, so that an open run is looked at before its time. */
  readonly hasFleetChanged: boolean;
  /** A hold taken over from ForceStart or ForceStop in this invocation. */
  readonly takenOver: Hold | undefined;
  /** Undefined where the scheduler works its own account and region and nothing else. */
  readonly place?: Place;
  /** Another target has members of this schedule, or may have: none here is no news. */
  readonly mayBeElsewhere?: boolean;
}

export interface Decided {
  readonly record: RunRecord;
  /** What the open run did, where there is one. */
  readonly driven: Driven | undefined;
}

/** Whether another invocation is making this schedule's calls just now. */
export const isBeingCalled = ({ record: { run }, now }: Turn): boolean =>
  run?.intent !== undefined && now < run.intent.at + INTENT_LEASE_MS;

const isOpen = ({ run }: RunRecord): boolean => run !== undefined && run.settledAt === undefined;

/** Whether the schedule's instances have to be looked at; false for an idle schedule, which costs no EC2 or RDS call. */
export function needsFleet(turn: Turn): boolean {
  const { entry, record, decision, now } = turn;
  if (entry.problems.length > 0 || isBeingCalled(turn)) return false;
  if (!turn.byEvents && warningDue(turn) !== undefined) return true;
  if (decision.latest === undefined) return false;
  if (dueEdge(turn) !== undefined) return true;
  if (isOpen(record)) return turn.hasFleetChanged || (record.run?.nextLookAt ?? 0) <= now;
  return entry.schedule.enforce || restartIsDue(record, turn);
}

/** Members whose status checks the decision needs: those that are up in groups that ask for them, while a start is carried out. */
export function statusQuestions(turn: Turn, view: FleetView): string[] {
  const isStarting = turn.decision.latest?.kind === 'start' && (isOpen(turn.record) || dueEdge(turn) !== undefined);
  if (!isStarting || turn.entry.groups.every(({ readyWhen }) => readyWhen === 'running')) return [];
  const asking = rosterOf(turn.entry, view).groups.filter(({ readyWhen }) => readyWhen === 'status-ok');
  return asking.flatMap(({ members }) => members.filter(({ phase }) => phase === 'up').map(({ id }) => id));
}

/**
 * Everything that is to be remembered, told and called for one schedule now. `view` is undefined where nobody looked at the
 * fleet. The record comes back identical where nothing changed.
 */
export function decideTurn(turn: Turn, view: FleetView | undefined, statusOk: ReadonlySet<string>): Decided {
  let record = noteAnnounced(tellRows(turn), turn.now, (at) => hasStopAt(turn.entry.timetable, at));
  if (turn.entry.problems.length > 0) return { record, driven: undefined };
  if (turn.takenOver) record = owe(record, [tellHold({ ...turn, record }, turn.takenOver, turn.decision.next?.at)]);
  if (isBeingCalled(turn)) return { record, driven: undefined };
  record = followRows({ ...turn, record });
  if (view === undefined) return { record, driven: undefined };
  const roster = rosterOf(turn.entry, view);
  const members = roster.groups.flatMap((group) => group.members);
  record = beginDueRun({ ...turn, record }, roster);
  record = undoRestarts({ ...turn, record }, members, view);
  record = enforce({ ...turn, record }, roster);
  record = warnAhead({ ...turn, record }, members);
  if (turn.decision.latest === undefined || !isOpen(record)) return { record, driven: undefined };
  return driveRun({ ...turn, record }, { roster, view, statusOk });
}

function beginDueRun(turn: Turn, roster: Roster): RunRecord {
  const { entry, record, now } = turn;
  const edge = dueEdge(turn);
  if (edge === undefined) {
    const left = leaveLateNewcomers(record, roster);
    return needsNewWarning(turn, roster) ? beginAnew(left, now) : left;
  }
  const returns = returnCause(entry.timetable, record.run, edge);
  return begin(record, { edge, because: 'edge', now, ...(returns && { returns }) });
}

/** While all is to be stopped, what RDS starts is stopped again: by the run that is open, or one of its own. Unseen, it waits. */
function undoRestarts({ record, decision, now, tickMs }: Turn, members: readonly Member[], view: FleetView): RunRecord {
  const { run } = record;
  const isBlind = view.unseen.some(({ type }) => type === 'RDS');
  if (run?.edge.kind !== 'stop' || decision.latest === undefined || isBlind) return record;
  const { restarted, restarts } = checkRestarts(record, members, now);
  const checked = { ...record, restarts };
  if (restarted.length === 0) return checked;
  if (isOpen(record)) return reopen(checked, restarted);
  // Where nobody looked when RDS was to start it, it may be somebody's, who is warned.
  const isLate = restarted.some((id) => (record.restarts[id] ?? now) < now - WARNING_GRACE_MS - tickMs);
  return begin(checked, { edge: run.edge, because: isLate ? 'edge' : 'rds-restart', now, only: restarted });
}

function enforce({ entry, record, decision, now }: Turn, roster: Roster): RunRecord {
  const { run } = record;
  if (run === undefined || isOpen(record) || decision.latest === undefined) return record;
  if (!entry.schedule.enforce || isAsDesired(roster, run.edge)) return record;
  return begin(record, { edge: run.edge, because: 'enforce', now });
}

const needsNewWarning = (turn: Turn, roster: Roster): boolean =>
  wasInterrupted(turn) || newcomersOf(turn.record.run, roster).joining.length > 0;

/** Nobody drove an open stop run for longer than its warning counts: an outage, or a schedule that was switched off meanwhile. */
const wasInterrupted = ({ record: { run }, tickMs, now }: Turn): boolean =>
  run?.edge.kind === 'stop' &&
  run.because === 'edge' &&
  run.settledAt === undefined &&
  now > run.nextLookAt + WARNING_GRACE_MS + tickMs;

const isAsDesired = (roster: Roster, edge: Edge): boolean =>
  roster.groups.every(({ members }) =>
    members.every((member) => member.skip !== undefined || DIRECTIONS[edge.kind].isThere(member, true)),
  );

function driveRun(turn: Turn, look: { roster: Roster; view: FleetView; statusOk: ReadonlySet<string> }): Decided {
  const { entry, now } = turn;
  let { record } = turn;
  const { run } = record;
  if (run === undefined) return { record, driven: undefined };
  record = tellFleet(turn, look.roster);
  const members = look.roster.groups.flatMap((group) => group.members);
  const { callsFrom, warn } = clearanceOf(run, turn);
  const membersUp = countUp(members.filter(({ id }) => run.only?.includes(id) ?? true));
  // A start that comes before the stop could takes its place: nobody needs to hear of that stop.
  const isOvertaken = turn.decision.next?.kind === 'start' && turn.decision.next.at <= callsFrom;
  if (warn && membersUp > 0 && !isOvertaken)
    record = announce(record, run.edge, tellWarning({ ...turn, record }, run.edge, membersUp));
  const driven = drive(run, {
    now,
    roster: look.roster,
    statusOk: look.statusOk,
    enforce: entry.schedule.enforce,
    callsFrom,
    room: roomBeside(record.owed),
  });
  const teller = { ...turn, record };
  record = owe({ ...record, run: driven.run }, [
    ...tellRun(teller, driven.run, driven.events),
    ...tellUnseen(teller, driven.run, look.view.unseen),
  ]);
  return { record, driven };
}

/** Nobody seen up, no warning: what a blind listing hides is warned for when it is seen again. */
function warnAhead(turn: Turn, members: readonly Member[]): RunRecord {
  const edge = turn.byEvents ? undefined : warningDue(turn);
  if (edge === undefined || countUp(members) === 0) return turn.record;
  return announce(turn.record, edge, tellWarning(turn, edge, countUp(members)));
}

const announce = (record: RunRecord, edge: Edge, warning: Notice): RunRecord => ({
  ...owe(record, [warning]),
  announcedStops: [...new Set([...(record.announcedStops ?? []), edge.at])],
});

const countUp = (members: readonly Member[]): number =>
  members.filter(({ phase, skip }) => skip === undefined && phase !== 'stopped' && phase !== 'stopping').length;

/** When the open run next wants a look; undefined where none is open or nothing drives it. */
export function nextLook({ entry, decision }: Turn, { run }: RunRecord): Instant | undefined {
  if (run === undefined || run.settledAt !== undefined || decision.latest === undefined || entry.problems.length > 0)
    return undefined;
  return run.nextLookAt;
}
