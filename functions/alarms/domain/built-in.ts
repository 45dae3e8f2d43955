import type { AlarmRecord, Level } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule, BuiltIn } from '../../shared/alarm/alarm-rule.ts';
import { builtInName } from '../../shared/alarm/built-in-rules.ts';
import { decide } from '../../shared/calendar/edges.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { EdgeKind } from '../../shared/calendar/timetable.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';
import type { Finding } from './level.ts';
import { isFiring } from './speak.ts';

/** A person may have meant it for a moment; AWS may still be on its way. */
const WRONG_STATE_MINUTES = 10;
/** More than ReadyTimeoutMinutes as a rule: by then `stuck` has been told, and nobody has mended it. */
const STUCK_MINUTES = 60;
const REPEAT_MINUTES = 240;

/** The rule that stands for what Curfew watches of a schedule by itself. */
export const builtInRule = (what: BuiltIn, { schedule }: Entry): AlarmRule => ({
  name: builtInName(what, schedule.name),
  enabled: true,
  source: { kind: 'built-in', what },
  periodSeconds: 60,
  comparison: '>=',
  warning: undefined,
  critical: undefined,
  datapointsToAlarm: 1,
  evaluationPeriods: 1,
  missingData: 'missing',
  schedule: schedule.name,
  forEachInstance: what !== 'run-stuck',
  // A run says itself for how long it has been open.
  graceMinutes: what === 'run-stuck' ? 0 : WRONG_STATE_MINUTES,
  repeatMinutes: REPEAT_MINUTES,
  channels: schedule.channels,
  note: undefined,
});

/** Which members are not in the state that their schedules want. */
export function membersInWrongState(
  what: BuiltIn,
  wanted: EdgeKind | undefined,
  members: readonly Member[],
): readonly Member[] {
  if (what === 'should-be-off' && wanted === 'stop') return members.filter(({ phase }) => phase === 'up');
  if (what === 'should-be-on' && wanted === 'start') return members.filter(({ phase }) => phase === 'stopped');
  return [];
}

/** Whether a run has been open for too long. One that nobody drives, because its schedule was switched off, waits for nothing. */
export function isStuck(run: Run | undefined, { schedule, timetable }: Entry, now: Instant): boolean {
  if (run === undefined || run.settledAt !== undefined || decide(timetable, now).latest === undefined) return false;
  // A stop may have to wait for its warning first.
  const warnMinutes = run.edge.kind === 'stop' && run.because === 'edge' ? schedule.warnMinutes : 0;
  return now - run.begunAt >= (STUCK_MINUTES + warnMinutes) * MINUTE_MS;
}

/** What has been wrong for long enough is a warning; what has just been seen is not yet. */
export function findWrong(
  rule: AlarmRule,
  key: string,
  { record, now }: { record: AlarmRecord; now: Instant },
): Finding {
  const before = record.subjects[key];
  const since = before === undefined ? now : before.since;
  const hasLasted = now - since >= rule.graceMinutes * MINUTE_MS;
  const level: Level = hasLasted || (before !== undefined && isFiring(before.level)) ? 'warning' : 'insufficient-data';
  return { level, value: undefined };
}
