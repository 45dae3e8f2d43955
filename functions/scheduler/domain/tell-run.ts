import { MINUTE_MS } from '../../shared/calendar/instant.ts';
import { dateOfDay } from '../../shared/calendar/local-date.ts';
import { ALWAYS, type Cause, type Edge } from '../../shared/calendar/timetable.ts';
import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { unreachable } from '../../shared/failure/unreachable.ts';
import type { FleetView } from '../../shared/fleet/member.ts';
import { ROLE_DENIED } from '../../shared/fleet/target.ts';
import { listed } from '../../shared/notice/listed.ts';
import type { FactValue, Notice } from '../../shared/notice/notice.ts';
import type { ReturnCause, Run } from '../../shared/store/run-record.ts';
import { dayThatDrops } from './dropped-stop.ts';
import type { RunEvent } from './run-event.ts';
import { describe, iso, localMinute, notice, type Teller } from './teller.ts';

type Said = Readonly<Record<string, FactValue | undefined>>;

/** Ids of a run carry its number and its edge, so that they differ even when Memory was lost and the numbers begin anew. */
function runId(teller: Teller, run: Run, what: string): string {
  const at = run.edge.at === ALWAYS ? run.begunAt : run.edge.at;
  return `run-${teller.record.number}/${what}/${localMinute(teller, at)}`;
}

/** A notice for each thing that happened in a run and is worth a word; failures of one group for one reason make one. */
export function tellRun(teller: Teller, run: Run, events: readonly RunEvent[]): Notice[] {
  const others = events.flatMap((event): Notice[] => {
    switch (event.kind) {
      case 'called':
        return [tellCalled(teller, run, event)];
      case 'failed':
        return [];
      case 'stuck':
        return [tellStuck(teller, run, event)];
      case 'settled':
        // Nothing was to be done, or RDS's own restart was undone: that has been told.
        return event.hasCalled && run.because !== 'rds-restart' ? [tellSettled(teller, run)] : [];
      default:
        return unreachable(event);
    }
  });
  return [...others, ...alikeFailures(events).map((alike) => tellFailed(teller, run, alike))];
}

type Failed = RunEvent & { kind: 'failed' };

function alikeFailures(events: readonly RunEvent[]): Failed[][] {
  const alike = new Map<string, Failed[]>();
  for (const event of events) {
    if (event.kind !== 'failed') continue;
    const key = `${event.group}/${event.failing.because}`;
    alike.set(key, [...(alike.get(key) ?? []), event]);
  }
  return [...alike.values()];
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
      ...listed('instances', event.members.map(describe)),
      ...why(run),
    },
  });
}

/** Why a run was begun, and who is behind it. */
const why = ({ because, edge, begunAt, returns }: Run): Said =>
  returns === undefined
    ? { because, ...who(edge.cause), edgeAt: iso(edge.at === ALWAYS ? begunAt : edge.at) }
    : { because: 'return', ...who(returns) };

const who = (cause: Cause | ReturnCause): Said => ({
  cause: cause.kind,
  by: 'by' in cause ? cause.by : undefined,
  note: 'note' in cause ? cause.note : undefined,
});

function tellFailed(teller: Teller, run: Run, alike: readonly Failed[]): Notice {
  const [first] = alike;
  if (first === undefined) throw new Error('a failure that nothing failed for');
  const { group, member, failing, message } = first;
  return notice(teller, {
    id: `${runId(teller, run, 'instance-failed')}/${member.id}/${failing.because}`,
    kind: 'instance-failed',
    severity: 'error',
    facts: {
      ...listed(
        'instances',
        alike.map((failed) => describe(failed.member)),
      ),
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
      ...listed(
        'instances',
        members.map((member) => `${describe(member)} ${member.status}`),
      ),
      waiting,
      minutes,
      operation: run.edge.kind,
    },
  });
}

function tellSettled(teller: Teller, run: Run): Notice {
  const kind = run.edge.kind === 'start' ? 'started' : 'stopped';
  const tookSeconds = Math.round((teller.now - run.begunAt) / 1000);
  const facts = { members: run.members, tookSeconds, ...why(run) };
  return notice(teller, {
    id: runId(teller, run, kind) + (run.because === 'edge' ? '' : `/${iso(run.begunAt)}`),
    kind,
    severity: 'ok',
    facts,
  });
}

/** That types of instance could not be listed, so that a run goes on blind. Without the target's role none can, which is one matter. */
export function tellUnseen(teller: Teller, run: Run, unseen: FleetView['unseen']): Notice[] {
  const denied = unseen.find(({ failure }) => failure.code === ROLE_DENIED);
  if (denied) return [cannotList(teller, run, { instance: '', failure: denied.failure })];
  return unseen.map(({ type, failure }) => cannotList(teller, run, { instance: type, failure }));
}

function cannotList(teller: Teller, run: Run, unseen: { instance: string; failure: ExternalFailure }): Notice {
  const { instance, failure } = unseen;
  const code = failure.code || failure.reason;
  const what = [runId(teller, run, 'instance-failed'), instance, code];
  return notice(teller, {
    id: what.filter((part) => part !== '').join('/'),
    kind: 'instance-failed',
    severity: 'error',
    facts: { instance, operation: 'list', code, message: failure.message },
  });
}

/** The warning of a stop that comes at `edge`, or WarnMinutes from now where that is later. */
export function tellWarning(teller: Teller, edge: Edge, membersUp: number): Notice {
  const { schedule, commandName, timetable } = teller.entry;
  const day = dayThatDrops(timetable, edge);
  const stopAt = Math.max(edge.at, teller.now + schedule.warnMinutes * MINUTE_MS);
  const minutesLeft = Math.round((stopAt - teller.now) / MINUTE_MS);
  const facts = { stopAt: iso(stopAt), minutesLeft, members: membersUp, ...who(edge.cause), edgeAt: iso(edge.at) };
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
      { label: 'extend-1h', command: `${commandName} extend 1h` },
      ...(day === undefined
        ? []
        : [{ label: 'not-tonight', command: `${commandName} exception set ${dateOfDay(day)} stop None` }]),
      { label: 'stop-now', command: `${commandName} force_stop` },
    ],
  };
}
