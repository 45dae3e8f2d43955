import { DateTime } from 'luxon';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { ALWAYS, type Edge, type Hold } from '../../shared/calendar/timetable.ts';
import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { InstanceType } from '../../shared/fleet/group.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Fact, FactValue, Notice, NoticeKind, Severity } from '../../shared/notice/notice.ts';
import type { Problem } from '../../shared/rows/problem.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { unreachable } from '../../shared/failure/unreachable.ts';
import type { RunEvent } from './drive.ts';

/** Who speaks: the schedule, and the record whose run number goes into the ids. */
export interface Teller {
  readonly entry: Entry;
  readonly record: RunRecord;
  readonly now: Instant;
}

const iso = (instant: Instant): string => new Date(instant).toISOString();

/** `2026-11-20T22:00+09:00` */
function localMinute({ entry }: Teller, instant: Instant): string {
  return DateTime.fromMillis(instant, { zone: entry.schedule.timeZone }).toFormat("yyyy-MM-dd'T'HH:mmZZ");
}

/** `web-1 (i-0abc) : ap-northeast-2a`, as the original scheduler wrote it. */
const describe = ({ name, id, availabilityZone }: Member): string => {
  const label = name === '' || name === id ? id : `${name} (${id})`;
  return availabilityZone === '' ? label : `${label} : ${availabilityZone}`;
};

function notice(
  teller: Teller,
  said: { id: string; kind: NoticeKind; severity: Severity; facts: Record<string, FactValue | undefined> },
): Notice {
  const { schedule } = teller.entry;
  const facts: Fact[] = Object.entries(said.facts).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  const { id, kind, severity } = said;
  return {
    id: `${schedule.name}/${id}`,
    at: teller.now,
    severity,
    kind,
    schedule: schedule.name,
    timeZone: schedule.timeZone,
    facts,
    actions: [],
    channels: schedule.channels,
  };
}

/** Ids of a run carry its number and its edge, so that they differ even when Memory was lost and the numbers begin anew. */
function runId(teller: Teller, run: Run, what: string): string {
  const at = run.edge.at === ALWAYS ? run.begunAt : run.edge.at;
  return `run-${teller.record.number}/${what}/${localMinute(teller, at)}`;
}

/** One notice for each thing that happened in a run and is worth a word. */
export function tellRun(teller: Teller, run: Run, events: readonly RunEvent[]): Notice[] {
  return events.flatMap((event): Notice[] => {
    switch (event.kind) {
      case 'called':
        return [tellCalled(teller, run, event)];
      case 'failed':
        return [tellFailed(teller, run, event)];
      case 'stuck':
        return [tellStuck(teller, run, event)];
      case 'settled':
        // Nothing was to be done, or RDS's own restart was undone: that has been told.
        return event.hasCalled && run.because !== 'rds-restart' ? [tellSettled(teller, run)] : [];
      default:
        return unreachable(event);
    }
  });
}

function tellCalled(teller: Teller, run: Run, event: RunEvent & { kind: 'called' }): Notice {
  const parts = [event.group, event.nth > 1 ? String(event.nth) : '', run.because === 'edge' ? '' : iso(run.begunAt)];
  const { edge } = run;
  const isRestart = run.because === 'rds-restart';
  const kind = isRestart ? 'rds-restarted' : edge.kind === 'start' ? 'starting' : 'stopping';
  return notice(teller, {
    id: [runId(teller, run, kind), ...parts.filter((part) => part !== '')].join('/'),
    kind,
    severity: isRestart ? 'warning' : 'info',
    facts: {
      group: event.group,
      instances: event.members.map(describe),
      because: run.because,
      cause: edge.cause.kind,
      by: 'by' in edge.cause ? edge.cause.by : undefined,
      edgeAt: iso(edge.at === ALWAYS ? run.begunAt : edge.at),
    },
  });
}

function tellFailed(
  teller: Teller,
  run: Run,
  { group, member, failing, message }: RunEvent & { kind: 'failed' },
): Notice {
  return notice(teller, {
    id: `${runId(teller, run, 'instance-failed')}/${member.id}/${failing.because}`,
    kind: 'instance-failed',
    severity: 'error',
    facts: {
      instance: describe(member),
      group,
      operation: run.edge.kind,
      code: failing.because,
      message,
      size: member.size,
      zone: member.availabilityZone,
      attempts: failing.attempts,
      nextTryAt: iso(failing.dueAt),
    },
  });
}

function tellStuck(teller: Teller, run: Run, event: RunEvent & { kind: 'stuck' }): Notice {
  const { group, members, waiting, minutes } = event;
  return notice(teller, {
    id: `${runId(teller, run, 'stuck')}/${group}`,
    kind: 'stuck',
    severity: 'warning',
    facts: {
      group,
      instances: members.map((member) => `${describe(member)} ${member.status}`),
      waiting,
      minutes,
      operation: run.edge.kind,
    },
  });
}

function tellSettled(teller: Teller, run: Run): Notice {
  const kind = run.edge.kind === 'start' ? 'started' : 'stopped';
  const tookSeconds = Math.round((teller.now - run.begunAt) / 1000);
  const facts = { members: run.members, tookSeconds, edgeAt: iso(run.edge.at === ALWAYS ? run.begunAt : run.edge.at) };
  return notice(teller, {
    id: runId(teller, run, kind) + (run.because === 'edge' ? '' : `/${iso(run.begunAt)}`),
    kind,
    severity: 'ok',
    facts,
  });
}

/** That a type of instance could not be listed, so that a run goes on half blind. */
export function tellUnseen(teller: Teller, run: Run, type: InstanceType, failure: ExternalFailure): Notice {
  const code = failure.code || failure.reason;
  const facts = { instance: type, operation: 'list', code, message: failure.message };
  return notice(teller, {
    id: `${runId(teller, run, 'instance-failed')}/${type}/${code}`,
    kind: 'instance-failed',
    severity: 'error',
    facts,
  });
}

/** The warning of a stop that comes at `edge`, or WarnMinutes from now where that is later. */
export function tellWarning(teller: Teller, edge: Edge, membersUp: number): Notice {
  const { schedule } = teller.entry;
  const stopAt = Math.max(edge.at, teller.now + schedule.warnMinutes * MINUTE_MS);
  const minutesLeft = Math.round((stopAt - teller.now) / MINUTE_MS);
  const facts = { stopAt: iso(stopAt), minutesLeft, members: membersUp, cause: edge.cause.kind, edgeAt: iso(edge.at) };
  const run = teller.record.run;
  const number = run?.edge === edge ? teller.record.number : teller.record.number + 1;
  return {
    ...notice(teller, {
      id: `run-${number}/stop-warning/${localMinute(teller, stopAt)}`,
      kind: 'stop-warning',
      severity: 'warning',
      facts,
    }),
    actions: [
      { label: 'extend-1h', command: `${schedule.name} extend 1h` },
      { label: 'stop-now', command: `${schedule.name} force_stop` },
    ],
  };
}

/** What is wrong with the rows; with an edge: that it was not carried out because of them. */
export function tellProblems(teller: Teller, fingerprint: string, missed: Edge | undefined): Notice {
  const { problems, advices } = teller.entry;
  const isLeftAlone = problems.length > 0;
  return notice(teller, {
    id: `row-error/${fingerprint}/${missed ? localMinute(teller, missed.at) : iso(teller.now)}`,
    kind: 'row-error',
    severity: isLeftAlone ? 'error' : 'warning',
    facts: {
      problems: [...problems, ...advices].map(problemLine),
      leftAlone: String(isLeftAlone),
      edgeAt: missed && iso(missed.at),
      edgeKind: missed?.kind,
    },
  });
}

/** Members that carry the tag but are never started or stopped, and why. */
export function tellSkipped(teller: Teller, fingerprint: string, skipped: readonly Member[]): Notice {
  const facts = { skipped: skipped.map((member) => `${describe(member)}=${member.skip ?? ''}`) };
  return notice(teller, { id: `skipped/${fingerprint}`, kind: 'skipped', severity: 'info', facts });
}

/** Tags on instances that do not do what their author meant. */
export function tellMisplaced(teller: Teller, fingerprint: string, misplaced: readonly Problem[]): Notice {
  const facts = { problems: misplaced.map(problemLine), leftAlone: 'false' };
  return notice(teller, { id: `row-error/${fingerprint}`, kind: 'row-error', severity: 'warning', facts });
}

/** That the console's ForceStart or ForceStop was taken over as a hold. */
export function tellHold(teller: Teller, hold: Hold, until: Instant | undefined): Notice {
  const facts = { hold: hold.kind, by: hold.by, until: until === undefined ? '' : iso(until) };
  return notice(teller, { id: `hold-changed/${iso(hold.at)}`, kind: 'hold-changed', severity: 'info', facts });
}

const problemLine = ({ row, attribute, got, expected }: Problem): string =>
  `${row} | ${attribute} | ${got} | ${expected}`;
