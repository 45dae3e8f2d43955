import type { SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { builtInName, listingName, type BUILT_INS } from '../../shared/alarm/built-in-rules.ts';
import { decide } from '../../shared/calendar/edges.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { EdgeKind } from '../../shared/calendar/timetable.ts';
import type { InstanceType } from '../../shared/fleet/group.ts';
import type { Member, Phase } from '../../shared/fleet/member.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';
import type { Finding } from './level.ts';
import { isFiring } from './speak.ts';
import type { Wanted } from './wanted-state.ts';

/** A person may have meant it for a moment; AWS may still be on its way. */
const WRONG_STATE_MINUTES = 10;
/** More than ReadyTimeoutMinutes as a rule: by then `stuck` has been told, and nobody has mended it. */
const STUCK_MINUTES = 60;
const REPEAT_MINUTES = 240;

const RULE = {
  enabled: true,
  periodSeconds: 60,
  comparison: '>=',
  warning: undefined,
  critical: undefined,
  datapointsToAlarm: 1,
  evaluationPeriods: 1,
  missingData: 'missing',
  repeatMinutes: REPEAT_MINUTES,
  note: undefined,
} as const satisfies Partial<AlarmRule>;

/** The rule that stands for what Curfew watches of a schedule by itself. */
export const builtInRule = (what: (typeof BUILT_INS)[number], { schedule }: Entry): AlarmRule => ({
  ...RULE,
  name: builtInName(what, schedule.name),
  source: { kind: 'built-in', what },
  schedule: schedule.name,
  forEachInstance: what !== 'run-stuck',
  // A run says itself for how long it has been open.
  graceMinutes: what === 'run-stuck' ? 0 : WRONG_STATE_MINUTES,
  channels: schedule.channels,
});

/** The rule that stands for whether a type of instance can be listed; it has no state but ERROR. */
export const listingRule = (type: InstanceType, channels: readonly string[]): AlarmRule => ({
  ...RULE,
  name: listingName(type),
  source: { kind: 'built-in', what: 'listing' },
  schedule: undefined,
  forEachInstance: false,
  graceMinutes: 0,
  channels,
});

/** How something that Curfew watches by itself stands: wrong, right, or not to be judged. */
export type Standing = 'wrong' | 'ok' | 'superseded';

const SIDES = {
  'should-be-off': { wanted: 'stop', wrong: 'up', right: 'stopped' },
  'should-be-on': { wanted: 'start', wrong: 'stopped', right: 'up' },
} as const satisfies Record<string, { wanted: EdgeKind; wrong: Phase; right: Phase }>;

/** Whether `wanted` is what the rule watches over. */
export const isWatched = (what: keyof typeof SIDES, wanted: Wanted | undefined): boolean =>
  wanted?.kind === SIDES[what].wanted;

/** Whether a member is in the state that is wanted of it. What was told is wrong until it is right, however long that takes. */
export function standingOf(
  what: keyof typeof SIDES,
  { phase }: Member,
  known: {
    readonly wanted: Wanted | undefined;
    readonly scheduleName: string;
    readonly before: SubjectState | undefined;
  },
): Standing {
  const { wanted, scheduleName, before } = known;
  const { wrong, right } = SIDES[what];
  if (wanted === undefined || !isWatched(what, wanted)) return 'superseded';
  if (phase === right) return 'ok';
  // Of schedules that share their members, the one that spoke last says it.
  const isNew = phase === wrong && wanted.isCarriedOut && wanted.scheduleName === scheduleName;
  return isNew || isTold(before) ? 'wrong' : 'ok';
}

/** Whether a run has been open for too long. One that nobody drives, because its schedule was switched off, waits for nothing. */
export function standingOfRun(
  run: Run | undefined,
  { entry, before, now }: { readonly entry: Entry; readonly before: SubjectState | undefined; readonly now: Instant },
): Standing {
  const isDriven = entry.problems.length === 0 && decide(entry.timetable, now).latest !== undefined;
  if (run === undefined || (before !== undefined && run.begunAt > before.since)) return 'superseded';
  if (run.settledAt !== undefined) return 'ok';
  if (!isDriven) return 'superseded';
  // A stop may have to wait for its warning first.
  const warnMinutes = run.edge.kind === 'stop' && run.because === 'edge' ? entry.schedule.warnMinutes : 0;
  return now - run.begunAt >= (STUCK_MINUTES + warnMinutes) * MINUTE_MS ? 'wrong' : 'ok';
}

/** What has been wrong for long enough is a warning; what has just been seen is not yet. */
export function findWrong({ graceMinutes }: AlarmRule, before: SubjectState | undefined, now: Instant): Finding {
  const hasLasted = now - (before?.since ?? now) >= graceMinutes * MINUTE_MS;
  return { level: hasLasted || isTold(before) ? 'warning' : 'insufficient-data', value: undefined };
}

/** What cannot be looked at just now is as it was. */
export const findAsBefore = (before: SubjectState): Finding => ({
  level: isTold(before) ? 'warning' : before.level,
  value: undefined,
});

/** A schedule's edited row leaves what was said, and no level. */
const isTold = (before: SubjectState | undefined): boolean =>
  before !== undefined && (isFiring(before.level) || before.said !== undefined);
