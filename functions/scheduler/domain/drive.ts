import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { READY_TIMEOUT_MINUTES } from '../../shared/fleet/group.ts';
import type { Member } from '../../shared/fleet/member.ts';
import { ownNames, type Failing, type GroupProgress, type Run } from '../../shared/store/run-record.ts';
import { settled } from './begin-run.ts';
import { DIRECTIONS } from './direction.ts';
import { Marks } from './marks.ts';
import { FELL_BACK_AFTER_MS, INTENT_LEASE_MS, LOOK_AGAIN, LOOK_AGAIN_MS, retryAt, STUCK_LOOK_MS } from './pauses.ts';
import type { Roster, RosterGroup } from './roster.ts';
import { linesOf, type RunEvent } from './run-event.ts';

/** What a look at the fleet showed of one schedule, and what the run may do about it. */
export interface Situation {
  readonly now: Instant;
  readonly roster: Roster;
  /** Members of `status-ok` groups that passed both checks. */
  readonly statusOk: ReadonlySet<string>;
  /** Enforce: a member that left the state again is not left alone. */
  readonly enforce: boolean;
  /** Stop runs: before this instant nothing is called, because the warning is not old enough. */
  readonly callsFrom: Instant;
  /** Lines that notices of this step may take; what comes after the last one waits for the next step. */
  readonly room: number;
}

export interface Driven {
  readonly run: Run;
  /** Members to call now, with their group. */
  readonly calls: readonly { readonly group: string; readonly member: Member }[];
  readonly events: readonly RunEvent[];
  /** There was more to do than is told at once: the next step follows at once. */
  readonly isCut: boolean;
}

/**
 * One step of a run. Group by group, each after those it waits for:
 *
 * - blocked: a group it waits for is not complete. Nothing is called.
 * - released: everything it waits for is complete. Members that can be called are called at once; failed ones when due.
 * - complete: every member is in the run's state, or is skipped. Those that wait for it are released.
 *
 * A member that has once reached the state is left alone for the rest of the run, even when somebody changes it by hand; its
 * group is then no longer complete, because nothing may start without it (or stop under it). The run settles when every member
 * has reached the state.
 */
export function drive(run: Run, situation: Situation): Driven {
  const step = new Step(run, situation);
  for (const group of DIRECTIONS[run.edge.kind].order(situation.roster.groups)) step.look(group);
  return step.end();
}

class Step {
  readonly #run: Run;
  readonly #situation: Situation;
  readonly #marks: Marks;
  readonly #groups: Record<string, GroupProgress>;
  readonly #failing: Record<string, Failing>;
  readonly #complete = new Set<string>();
  readonly #calls: { group: string; member: Member }[] = [];
  readonly #events: RunEvent[] = [];
  #openMembers = 0;
  #members = 0;
  #workable = 0;
  #isPartlyUnseen = false;
  #isCut = false;
  #room: number;
  #nextLookAt = Number.POSITIVE_INFINITY;

  constructor(run: Run, situation: Situation) {
    this.#run = run;
    this.#situation = situation;
    this.#room = situation.room;
    this.#marks = Marks.decode(run.marks);
    this.#groups = ownNames(run.groups);
    this.#failing = ownNames(run.failing);
  }

  look(group: RosterGroup): void {
    const workable = group.members.filter(({ skip }) => skip === undefined);
    const open: Member[] = [];
    let inState = 0;
    for (const member of workable) {
      if (this.#isAbout(member)) this.#members += 1;
      if (this.#isThere(group, member)) inState += 1;
      else if (!this.#isLeftAlone(member)) open.push(member);
    }
    this.#workable += workable.length;
    this.#openMembers += open.length;
    this.#isPartlyUnseen ||= group.isPartlyUnseen;
    const isComplete = inState === workable.length && !group.isPartlyUnseen;
    if (isComplete) this.#complete.add(group.name);
    if (!this.#isReleased(group)) return;
    if (!isComplete) this.#workIfRoom(group, open);
    // Whoever is launched into it from now on comes after its turn.
    else if (this.#run.edge.kind === 'stop') this.#groups[group.name] ??= { releasedAt: this.#situation.now };
  }

  /** Others of the schedule are nobody's business, but they are in the way. */
  #isAbout({ id }: Member): boolean {
    return this.#situation.enforce || (this.#run.only?.includes(id) ?? true);
  }

  #isThere(group: RosterGroup, member: Member): boolean {
    const { statusOk } = this.#situation;
    const hasPassedChecks = group.readyWhen === 'running' || statusOk.has(member.id);
    if (!DIRECTIONS[this.#run.edge.kind].isThere(member, hasPassedChecks)) return false;
    this.#marks.reach(member.id);
    delete this.#failing[member.id];
    return true;
  }

  #isReleased(group: RosterGroup): boolean {
    const { now, callsFrom } = this.#situation;
    if (now < callsFrom) {
      this.#lookAt(callsFrom);
      return false;
    }
    return DIRECTIONS[this.#run.edge.kind].waitsFor(group).every((name) => this.#complete.has(name));
  }

  #workIfRoom(group: RosterGroup, open: readonly Member[]): void {
    const [calls, events] = [this.#calls.length, this.#events.length];
    if (this.#room <= 0) return this.#cut();
    this.#work(group, open);
    this.#room -= linesOf(this.#events.slice(events), this.#calls.length - calls);
  }

  /** What is owed from before is not queued at once just because somebody looks. */
  #cut(): void {
    const { now, room } = this.#situation;
    this.#isCut = room > 0;
    this.#lookAt(room > 0 ? now : now + LOOK_AGAIN_MS);
  }

  #work(group: RosterGroup, open: readonly Member[]): void {
    const { now } = this.#situation;
    const progress = this.#groups[group.name] ?? {};
    const releasedAt = progress.releasedAt ?? now;
    const fresh = open.filter((member) => this.#tryToCall(group.name, member));
    if (group.isPartlyUnseen) this.#lookAt(now + STUCK_LOOK_MS);
    const told = (progress.told ?? 0) + (fresh.length > 0 ? 1 : 0);
    if (fresh.length > 0) this.#events.push({ kind: 'called', group: group.name, members: fresh, nth: told });
    for (const { id } of fresh) this.#marks.tell(id);
    this.#groups[group.name] = { ...progress, releasedAt, told };
    this.#tellIfStuck(group);
  }

  /** Whether the member is called, and nobody has been told of it yet. */
  #tryToCall(group: string, member: Member): boolean {
    const { now } = this.#situation;
    if (!DIRECTIONS[this.#run.edge.kind].canCall(member)) {
      this.#lookAt(now + (this.#groups[group]?.stuckTold ? STUCK_LOOK_MS : LOOK_AGAIN_MS));
      return false;
    }
    const failing = this.#failing[member.id];
    if (failing !== undefined && failing.dueAt > now) {
      this.#lookAt(failing.dueAt);
      return false;
    }
    if (failing === undefined && this.#marks.isCalled(member.id)) {
      this.#judgeFallenBack(group, member);
      return false;
    }
    this.#calls.push({ group, member });
    // What was told may never have been sent, or nobody knows whether it was: calling twice is harmless, telling twice is not.
    return failing === undefined && !this.#marks.isTold(member.id);
  }

  #judgeFallenBack(group: string, member: Member): void {
    const { now } = this.#situation;
    const judgedAt = (this.#groups[group]?.lastCallAt ?? 0) + FELL_BACK_AFTER_MS;
    if (judgedAt > now) return this.#lookAt(judgedAt);
    const because = member.fellBack?.code ?? 'fell-back';
    const failing: Failing = { attempts: 1, dueAt: retryAt(now, 1, because), because };
    this.#failing[member.id] = failing;
    this.#lookAt(failing.dueAt);
    this.#events.push({ kind: 'failed', group, member, failing, message: member.fellBack?.message ?? '' });
  }

  #tellIfStuck(group: RosterGroup): void {
    const progress = this.#groups[group.name];
    const inTheWay = group.members.filter((member) => this.#isMissing(group, member));
    if (progress?.releasedAt === undefined || inTheWay[0] === undefined || progress.stuckTold) return;
    const minutes = group.readyTimeoutMinutes ?? READY_TIMEOUT_MINUTES[inTheWay[0].type];
    if (this.#situation.now < progress.releasedAt + minutes * MINUTE_MS) return;
    const waiting = this.#waitingFor(group);
    // A failure has been told with its reason; it is news again only where somebody waits for it.
    if (waiting.length === 0 && inTheWay.every((member) => this.#isNoNews(member))) return;
    this.#groups[group.name] = { ...progress, stuckTold: true };
    this.#events.push({ kind: 'stuck', group: group.name, members: inTheWay, waiting, minutes });
  }

  #isNoNews(member: Member): boolean {
    const { because = LOOK_AGAIN } = this.#failing[member.id] ?? {};
    return because !== LOOK_AGAIN || this.#marks.isReached(member.id) || !this.#isAbout(member);
  }

  #isLeftAlone(member: Member): boolean {
    return !this.#isAbout(member) || (this.#marks.isReached(member.id) && !this.#situation.enforce);
  }

  #isMissing(group: RosterGroup, member: Member): boolean {
    return member.skip === undefined && !this.#isThere(group, member);
  }

  /** Names of the groups with members that are still to be called and wait for this one, directly or not. */
  #waitingFor(group: RosterGroup): string[] {
    const { waitsFor, order } = DIRECTIONS[this.#run.edge.kind];
    const [blocked, waiting] = [new Set([group.name]), new Set<string>()];
    for (const other of order(this.#situation.roster.groups)) {
      const missing = other.members.filter((member) => this.#isMissing(other, member));
      if (missing.length === 0 || !waitsFor(other).some((name) => blocked.has(name))) continue;
      blocked.add(other.name);
      if (!missing.every((member) => this.#isLeftAlone(member))) waiting.add(other.name);
    }
    return [...waiting];
  }

  #lookAt(at: Instant): void {
    this.#nextLookAt = Math.min(this.#nextLookAt, at);
  }

  end(): Driven {
    const { now } = this.#situation;
    const { intent: _intent, ...run } = this.#run;
    const others = this.#workable - this.#members;
    const counts = {
      done: this.#members - this.#openMembers,
      members: this.#members,
      ...(others > 0 && { others }),
    };
    const [calls, events, isCut] = [this.#calls, this.#events, this.#isCut];
    if (this.#openMembers === 0 && !this.#isPartlyUnseen) {
      events.push({ kind: 'settled', hasCalled: Object.values(this.#groups).some(({ told = 0 }) => told > 0) });
      return { run: settled({ ...run, ...counts }, now), calls, events, isCut };
    }
    const driven = {
      ...run,
      ...counts,
      groups: this.#groups,
      failing: this.#failing,
      marks: this.#marks.encode(),
      nextLookAt: Number.isFinite(this.#nextLookAt) ? this.#nextLookAt : now + STUCK_LOOK_MS,
    };
    if (calls.length === 0) return { run: driven, calls, events, isCut };
    // Should this invocation die before it merges, the run is taken up when the lease has run out.
    const claimed = { ...driven, intent: { at: now }, nextLookAt: now + INTENT_LEASE_MS };
    return { run: claimed, calls, events, isCut };
  }
}
