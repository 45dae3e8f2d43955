import type { Decision } from '../../../functions/shared/calendar/edges.ts';
import type { Edge, EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import { zoneNamed } from '../../../functions/shared/calendar/zone.ts';
import type { Group } from '../../../functions/shared/fleet/group.ts';
import type { Member } from '../../../functions/shared/fleet/member.ts';
import type { Entry, Schedule } from '../../../functions/shared/rows/schedule.ts';
import type { Run, RunRecord } from '../../../functions/shared/store/run-record.ts';
import { begin } from '../../../functions/scheduler/domain/begin-run.ts';

/** 2026-11-20 09:30 in Seoul. */
export const NOW = Date.parse('2026-11-20T00:30:00Z');

export const edge = (kind: EdgeKind, at = NOW): Edge => ({ kind, at, cause: { kind: 'weekly' } });

export const decisionOf = (latest: Edge | undefined): Decision => ({
  desired: latest === undefined ? 'unmanaged' : latest.kind === 'start' ? 'running' : 'stopped',
  latest,
  next: undefined,
});

export const member = (id: string, given: Partial<Member> = {}): Member => ({
  id,
  type: 'EC2',
  name: '',
  size: 'm5.large',
  availabilityZone: 'ap-northeast-2a',
  tagValue: 'Development',
  groupName: undefined,
  phase: 'stopped',
  status: given.phase ?? 'stopped',
  stoppable: true,
  hibernates: false,
  skip: undefined,
  fellBack: undefined,
  restartsAt: undefined,
  ...given,
});

export const group = (name: string, dependsOn: readonly string[] = [], given: Partial<Group> = {}): Group => ({
  name,
  type: 'EC2',
  dependsOn,
  readyWhen: 'running',
  readyTimeoutMinutes: 15,
  ...given,
});

export function entry(
  given: { groups?: readonly Group[]; schedule?: Partial<Schedule>; timetable?: Partial<Entry['timetable']> } = {},
): Entry {
  const zone = zoneNamed('Asia/Seoul');
  if (zone === undefined) throw new Error('no Asia/Seoul');
  return {
    schedule: {
      name: 'Development',
      tagValue: 'Development',
      timeZone: 'Asia/Seoul',
      calendar: undefined,
      warnMinutes: 10,
      enforce: false,
      force: undefined,
      hibernate: false,
      channels: ['default'],
      ...given.schedule,
    },
    commandName: given.schedule?.name ?? 'Development',
    timetable: { zone, enabled: true, periods: [], exceptions: new Map(), holidays: new Map(), ...given.timetable },
    groups: given.groups ?? [],
    problems: [],
    advices: [],
  };
}

export const emptyRecord: RunRecord = {
  scheduleName: 'Development',
  targetId: 'self/x',
  version: 0,
  number: 0,
  owed: [],
  restarts: {},
};

/** An open run of that kind, begun now. */
export function openRun(kind: EdgeKind, given: Partial<Run> = {}): Run {
  const { run } = begin(emptyRecord, { edge: edge(kind), because: 'edge', now: NOW });
  if (run === undefined) throw new Error('begin begins a run');
  return { ...run, ...given };
}
