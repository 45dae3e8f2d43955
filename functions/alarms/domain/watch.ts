import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { ALWAYS } from '../../shared/calendar/timetable.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Run } from '../../shared/store/run-record.ts';

/** Why nothing is evaluated. */
export type MutedBecause =
  /** The schedule has stopped its instances, or is stopping them. */
  | 'stopped'
  /** A start is under way. */
  | 'starting'
  /** Up, but not yet for GraceMinutes. */
  | 'grace'
  /** Nothing of the schedule is up, though nobody stopped it by schedule. */
  | 'down'
  /** The schedule has no instance that carries its tag. */
  | 'no-members';

/** Whether a rule, or one instance under it, is evaluated now. */
export type Watch =
  /** Points whose period begins before `since` never count. */
  { readonly kind: 'awake'; readonly since: Instant } | { readonly kind: 'muted'; readonly because: MutedBecause };

/** What is known of the schedule that mutes a rule. */
export interface Scheduled {
  /** The last run begun; undefined: none ever was, or the schedule was never seen. */
  readonly run: Run | undefined;
  /** Its instances that Curfew may start and stop, as just listed. */
  readonly members: readonly Member[];
  readonly now: Instant;
}

/*
 * What the last run says of the schedule:
 *
 *   none      nobody ever started or stopped it by schedule; only the instances themselves tell
 *   starting  from the first look until every member is up
 *   up        the start is settled, or the schedule's stop is announced but not called yet
 *   stopped   from the first stop call until the next start; a stop that only repeats it finds it so
 */
type ByRun = { readonly kind: 'none' | 'starting' | 'stopped' } | { readonly kind: 'up'; readonly at: Instant };

function byRun(run: Run | undefined): ByRun {
  if (run === undefined) return { kind: 'none' };
  if (run.edge.kind === 'start') {
    return run.settledAt === undefined ? { kind: 'starting' } : { kind: 'up', at: run.settledAt };
  }
  // The start before it is not remembered; while its warning runs, the instances have long been up.
  const isStillUp = run.because === 'edge' && run.settledAt === undefined && !hasCalled(run);
  return isStillUp ? { kind: 'up', at: ALWAYS } : { kind: 'stopped' };
}

/** The run found it up: a force_start, or another start edge, of what nobody has stopped. */
function wasUpBefore(member: Member, run: Run | undefined): boolean {
  if (member.phase !== 'up' || run === undefined) return false;
  if (member.startedAt !== undefined) return member.startedAt < run.begunAt;
  // RDS does not say when it came up, but a run that settles as it begins has started nothing.
  return run.settledAt === undefined ? !hasCalled(run) : run.settledAt === run.begunAt;
}

const hasCalled = ({ groups, intent }: Run): boolean =>
  intent !== undefined || Object.values(groups).some(({ lastCallAt }) => lastCallAt !== undefined);

/** Whether a rule that is about the schedule as a whole is awake. */
export function watchSchedule(rule: AlarmRule, { run, members, now }: Scheduled): Watch {
  if (members.length === 0) return muted('no-members');
  const up = members.filter(({ phase }) => phase === 'up');
  const known = byRun(run);
  const isFoundUp = members.every((member) => wasUpBefore(member, run));
  switch (known.kind) {
    case 'starting':
      return isFoundUp ? afterGrace(rule, lastStart(up), now) : muted('starting');
    case 'up':
      if (up.length === 0 && rule.missingData !== 'bySchedule') return muted('down');
      return afterGrace(rule, isFoundUp ? lastStart(up) : known.at, now);
    case 'stopped':
      // Somebody has started all of it by hand since, and it stays up until the next edge.
      return isUpByHand(members, run) ? afterGrace(rule, lastStart(up), now) : muted('stopped');
    case 'none':
      return up.length === 0 ? muted('down') : afterGrace(rule, lastStart(up), now);
  }
}

/** Whether a rule is awake for one of the schedule's instances. */
export function watchMember(rule: AlarmRule, member: Member, { run, now }: Omit<Scheduled, 'members'>): Watch {
  const known = byRun(run);
  if (member.phase !== 'up') {
    // It should be up and is not: only a rule that takes its silence for an alarm has something to say.
    const isMissed = known.kind === 'up' && rule.missingData === 'bySchedule';
    if (isMissed) return afterGrace(rule, known.at, now);
    return muted(known.kind === 'up' || known.kind === 'none' ? 'down' : known.kind);
  }
  const { startedAt } = member;
  if (known.kind === 'stopped' && (startedAt === undefined || !isAfterStop(startedAt, run))) return muted('stopped');
  if (startedAt !== undefined) return afterGrace(rule, startedAt, now);
  // RDS does not say when it came up, so only its schedule tells.
  if (wasUpBefore(member, run)) return afterGrace(rule, ALWAYS, now);
  return known.kind === 'starting' ? muted('starting') : afterGrace(rule, known.kind === 'up' ? known.at : ALWAYS, now);
}

const muted = (because: MutedBecause): Watch => ({ kind: 'muted', because });

/** What a start is noisy with lies before the end of grace, so points from then never count either. */
function afterGrace({ graceMinutes }: AlarmRule, start: Instant, now: Instant): Watch {
  const since = start === ALWAYS ? ALWAYS : start + graceMinutes * MINUTE_MS;
  return now < since ? muted('grace') : { kind: 'awake', since };
}

const lastStart = (up: readonly Member[]): Instant =>
  Math.max(ALWAYS, ...up.map(({ startedAt }) => startedAt ?? ALWAYS));

const isUpByHand = (members: readonly Member[], run: Run | undefined): boolean =>
  members.every(({ phase, startedAt }) => phase === 'up' && startedAt !== undefined && isAfterStop(startedAt, run));

/** Started after the stop was carried out, so not by it left running. */
const isAfterStop = (startedAt: Instant, run: Run | undefined): boolean =>
  run?.settledAt !== undefined && startedAt > run.settledAt;
