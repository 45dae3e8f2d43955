import { describe, expect, it } from 'vitest';
import type { EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import { MINUTE_MS, SECOND_MS } from '../../../functions/shared/calendar/instant.ts';
import type { Group } from '../../../functions/shared/fleet/group.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import type { Member, Outcome, Phase } from '../../../functions/shared/fleet/member.ts';
import type { Run } from '../../../functions/shared/store/run-record.ts';
import { drive, type Driven, type Situation } from '../../../functions/scheduler/domain/drive.ts';
import { merge } from '../../../functions/scheduler/domain/merge.ts';
import { rosterOf } from '../../../functions/scheduler/domain/roster.ts';
import { entry, group, member, NOW, openRun } from './given.ts';

const situation = (
  members: readonly Member[],
  given: Partial<Situation> & { groups?: readonly Group[] } = {},
): Situation => ({
  now: NOW,
  roster: rosterOf(entry({ groups: given.groups ?? [] }), { members, unseen: [] }),
  statusOk: new Set(),
  enforce: false,
  callsFrom: 0,
  room: 100,
  ...given,
});

const calledIds = ({ calls }: Driven): string[] => calls.map((call) => call.member.id);

const accept = (driven: Driven): Run => {
  const outcomes = driven.calls.map((call): [string, Outcome] => [
    call.member.id,
    { id: call.member.id, kind: 'accepted' },
  ]);
  return merge(driven, new Map(outcomes), NOW).run;
};

describe('every phase in both directions', () => {
  const cases: readonly { kind: EdgeKind; phase: Phase; called: boolean; settled: boolean }[] = [
    { kind: 'start', phase: 'stopped', called: true, settled: false },
    { kind: 'start', phase: 'starting', called: false, settled: false },
    { kind: 'start', phase: 'up', called: false, settled: true },
    { kind: 'start', phase: 'stopping', called: false, settled: false },
    { kind: 'start', phase: 'changing', called: false, settled: false },
    { kind: 'stop', phase: 'stopped', called: false, settled: true },
    { kind: 'stop', phase: 'starting', called: false, settled: false },
    { kind: 'stop', phase: 'up', called: true, settled: false },
    { kind: 'stop', phase: 'stopping', called: false, settled: false },
    { kind: 'stop', phase: 'changing', called: false, settled: false },
  ];
  it.each(cases)(
    '$kind, a member that is $phase: called $called, settled $settled',
    ({ kind, phase, called, settled }) => {
      const driven = drive(openRun(kind), situation([member('i-1', { phase })]));
      expect(calledIds(driven)).toEqual(called ? ['i-1'] : []);
      expect(driven.run.settledAt !== undefined).toBe(settled);
    },
  );
});

it('waits to stop what AWS would not stop just now', () => {
  const driven = drive(openRun('stop'), situation([member('db-1', { type: 'RDS', phase: 'up', stoppable: false })]));
  expect(calledIds(driven)).toEqual([]);
  expect(driven.run.nextLookAt).toBe(NOW + 15 * SECOND_MS);
});

it('settles at once with nobody to call, and says so of no call', () => {
  const driven = drive(openRun('start'), situation([]));
  expect(driven.events).toEqual([{ kind: 'settled', hasCalled: false }]);
});

describe('order', () => {
  const groups = [group('db'), group('mw', ['db']), group('web', ['mw'])];
  const fleet = (phases: Record<string, Phase>): Member[] =>
    Object.entries(phases).map(([name, phase]) => member(`i-${name}`, { phase, groupName: name }));

  it('calls every group whose dependencies are up, through empty groups, in one step', () => {
    const driven = drive(openRun('start'), situation(fleet({ db: 'up', web: 'stopped' }), { groups }));
    expect(calledIds(driven)).toEqual(['i-web']);
  });

  it('calls nothing behind a group that is not up', () => {
    expect(
      calledIds(
        drive(openRun('start'), situation(fleet({ db: 'starting', mw: 'stopped', web: 'stopped' }), { groups })),
      ),
    ).toEqual([]);
  });

  it('stops from the other end', () => {
    expect(calledIds(drive(openRun('stop'), situation(fleet({ db: 'up', mw: 'up', web: 'up' }), { groups })))).toEqual([
      'i-web',
    ]);
    expect(
      calledIds(drive(openRun('stop'), situation(fleet({ db: 'up', mw: 'up', web: 'stopped' }), { groups }))),
    ).toEqual(['i-mw']);
  });

  it('lets nothing wait for members that are skipped', () => {
    const members = [member('i-db', { groupName: 'db', skip: 'spot' }), member('i-mw', { groupName: 'mw' })];
    expect(calledIds(drive(openRun('start'), situation(members, { groups })))).toEqual(['i-mw']);
  });

  it('neither completes nor settles a group whose type could not be listed', () => {
    const failure = new ExternalFailure({ reason: 'denied', retryable: false, message: 'no' });
    const roster = rosterOf(entry({ groups: [group('db', [], { type: 'RDS' }), group('web', ['db'])] }), {
      members: [member('i-web', { groupName: 'web' })],
      unseen: [{ type: 'RDS', failure }],
    });
    const driven = drive(openRun('start'), situation([], { roster }));
    expect(calledIds(driven)).toEqual([]);
    expect(driven.run.settledAt).toBeUndefined();
  });
});

describe('a member that was called', () => {
  const first = accept(drive(openRun('start'), situation([member('i-1')])));

  it('is not called again while the view may lag behind', () => {
    const driven = drive(first, situation([member('i-1')], { now: NOW + 10 * SECOND_MS }));
    expect(calledIds(driven)).toEqual([]);
    expect(driven.events).toEqual([]);
  });

  it('has fallen back when it is still stopped half a minute later, and is tried again after a minute', () => {
    const fellBack = { code: 'Server.InsufficientInstanceCapacity', message: 'none left' };
    const driven = drive(first, situation([member('i-1', { fellBack })], { now: NOW + 30 * SECOND_MS }));
    expect(driven.events).toMatchObject([{ kind: 'failed', failing: { because: fellBack.code, attempts: 1 } }]);
    const again = drive(driven.run, situation([member('i-1', { fellBack })], { now: NOW + 90 * SECOND_MS }));
    expect(calledIds(again)).toEqual(['i-1']);
    expect(again.events).toEqual([]);
  });

  it('is called again at once where the intent was never merged: nobody knows whether the call went out', () => {
    const claimed = drive(openRun('start'), situation([member('i-1')])).run;
    const driven = drive(claimed, situation([member('i-1')], { now: NOW + MINUTE_MS }));
    expect(calledIds(driven)).toEqual(['i-1']);
    expect(driven.events).toEqual([]);
  });

  it('is left alone for the rest of the run once it was up, and the run settles without it', () => {
    const up = drive(first, situation([member('i-1', { phase: 'up' }), member('i-2', { phase: 'starting' })]));
    const driven = drive(up.run, situation([member('i-1'), member('i-2', { phase: 'up' })]));
    expect(calledIds(driven)).toEqual([]);
    expect(driven.run.settledAt).toBe(NOW);
  });

  it('is called again after it was up where Enforce is on', () => {
    const up = drive(first, situation([member('i-1', { phase: 'up' }), member('i-2', { phase: 'starting' })]));
    const driven = drive(up.run, situation([member('i-1'), member('i-2', { phase: 'up' })], { enforce: true }));
    expect(calledIds(driven)).toEqual(['i-1']);
  });
});

describe('merge', () => {
  const failed = (id: string, code: string): Outcome => ({
    id,
    kind: 'failed',
    failure: new ExternalFailure({ reason: 'no-capacity', retryable: true, code, message: 'none' }),
  });

  it('pauses 1, 2, 4, 8, then every 15 minutes, and tells a reason once', () => {
    let run = openRun('start');
    let now = NOW;
    const pauses: number[] = [];
    let told = 0;
    for (let attempt = 0; attempt < 6; attempt++) {
      const driven = drive(run, situation([member('i-1')], { now }));
      const merged = merge(driven, new Map([['i-1', failed('i-1', 'InsufficientInstanceCapacity')]]), now);
      told += merged.events.length;
      const dueAt = merged.run.failing['i-1']?.dueAt ?? 0;
      pauses.push((dueAt - now) / MINUTE_MS);
      run = merged.run;
      now = dueAt;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15]);
    expect(told).toBe(1);
  });

  it('calls a postponed member again at the next look, as if it had never been called', () => {
    const driven = drive(openRun('start'), situation([member('i-1')]));
    const { run } = merge(driven, new Map([['i-1', { id: 'i-1', kind: 'postponed' }]]), NOW);
    expect(calledIds(drive(run, situation([member('i-1')], { now: NOW + SECOND_MS })))).toEqual(['i-1']);
  });

  it('looks again quickly, without a word, at a member that AWS was not ready for', () => {
    const driven = drive(openRun('start'), situation([member('i-1')]));
    const { run, events } = merge(driven, new Map([['i-1', { id: 'i-1', kind: 'look-again' }]]), NOW);
    expect(events).toEqual([]);
    expect(run.failing['i-1']?.dueAt).toBe(NOW + 15 * SECOND_MS);
  });
});

it('tells once that a group is stuck, and which groups wait for it', () => {
  const groups = [group('db', [], { readyTimeoutMinutes: 5 }), group('mw', ['db']), group('web', ['mw'])];
  const members = [
    member('i-db', { groupName: 'db', phase: 'starting' }),
    member('i-mw', { groupName: 'mw' }),
    member('i-web', { groupName: 'web' }),
  ];
  const begun = drive(openRun('start'), situation(members, { groups })).run;
  const late = drive(begun, situation(members, { groups, now: NOW + 5 * MINUTE_MS }));
  expect(late.events).toMatchObject([{ kind: 'stuck', group: 'db', waiting: ['mw', 'web'], minutes: 5 }]);
  const later = drive(late.run, situation(members, { groups, now: NOW + 6 * MINUTE_MS }));
  expect(later.events).toEqual([]);
});

it('calls nothing before the warning is old enough', () => {
  const driven = drive(openRun('stop'), situation([member('i-1', { phase: 'up' })], { callsFrom: NOW + MINUTE_MS }));
  expect(calledIds(driven)).toEqual([]);
  expect(driven.run.nextLookAt).toBe(NOW + MINUTE_MS);
});

it('keeps a record of 10,000 called members within a DynamoDB item', () => {
  const members = Array.from({ length: 10_000 }, (_, index) => member(`i-${index}`));
  const run = accept(drive(openRun('start'), situation(members)));
  expect(Buffer.byteLength(JSON.stringify(run))).toBeLessThan(100_000);
});

it('counts the members that a run is not about apart from its own', () => {
  const members = [member('i-1', { phase: 'up' }), member('i-2'), member('i-3'), member('i-4', { skip: 'spot' })];
  expect(drive(openRun('stop', { only: ['i-1'] }), situation(members)).run).toMatchObject({
    done: 0,
    members: 1,
    others: 2,
  });
  expect(drive(openRun('stop'), situation(members)).run).not.toHaveProperty('others');
});

describe('what is told at once', () => {
  const groups = Array.from({ length: 20 }, (_, nth) => group(`g${nth}`));
  const members = groups.map(({ name }) => member(`i-${name}`, { groupName: name }));

  it('has its bounds: the rest follows at once', () => {
    const driven = drive(openRun('start'), situation(members, { groups }));
    expect(calledIds(driven)).toHaveLength(9);
    expect(accept(driven).nextLookAt).toBe(NOW);
    const next = drive(accept(driven), situation(members, { groups }));
    expect(calledIds(next)[0]).toBe('i-g9');
  });

  it('follows after a pause where AWS takes no more calls just now', () => {
    const driven = drive(openRun('start'), situation(members, { groups }));
    const { run } = merge(driven, new Map([['i-g0', { id: 'i-g0', kind: 'postponed' }]]), NOW);
    expect(run.nextLookAt).toBe(NOW + 15_000);
  });

  it('waits for what is owed from before', () => {
    const driven = drive(openRun('start'), situation(members, { groups, room: 0 }));
    expect(calledIds(driven)).toEqual([]);
    expect(driven.isCut).toBe(false);
    expect(driven.run.nextLookAt).toBe(NOW + 15_000);
  });
});
