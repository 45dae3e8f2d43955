import { describe, expect, it } from 'vitest';
import type { EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import type { Run, RunRecord } from '../../../functions/shared/store/run-record.ts';
import { progressOf, standingOf, type TurnEnded } from '../../../functions/scheduler/domain/counts.ts';
import type { Turn } from '../../../functions/scheduler/domain/turn.ts';
import { decisionOf, edge, emptyRecord, entry, NOW, openRun } from './given.ts';

interface Given {
  readonly wanted?: EdgeKind | undefined;
  readonly run?: Run | undefined;
  readonly tagValue?: string;
  readonly hasProblem?: boolean;
  readonly stored?: RunRecord;
  readonly number?: number;
}

function ended(given: Given): TurnEnded {
  const { wanted, run, tagValue = 'Development', stored = emptyRecord, number = 1 } = given;
  const row = entry({ schedule: { tagValue } });
  const problems = [{ row: 'Schedule Development', attribute: 'TimeZone', got: 'KST', expected: 'a zone' }];
  const turn: Turn = {
    entry: given.hasProblem ? { ...row, problems } : row,
    stored,
    record: stored,
    decision: decisionOf(wanted && edge(wanted)),
    warnings: [],
    now: NOW,
    tickMs: 60_000,
    byEvents: false,
    hasFleetChanged: false,
    takenOver: undefined,
  };
  return { turn, record: { ...stored, number, ...(run && { run }) } };
}

const settled = (kind: EdgeKind, members: number, given: Partial<Run> = {}): Run =>
  openRun(kind, { settledAt: NOW, done: members, members, ...given });

describe('members', () => {
  it.each<[rule: string, given: Given, desired: number, up: number, off: number]>([
    ['of a schedule that is up', { wanted: 'start', run: settled('start', 3) }, 3, 3, 0],
    ['of a schedule that is down', { wanted: 'stop', run: settled('stop', 3) }, 0, 0, 3],
    ['while they start', { wanted: 'start', run: openRun('start', { done: 1, members: 3 }) }, 3, 1, 0],
    ['while they stop', { wanted: 'stop', run: openRun('stop', { done: 1, members: 3 }) }, 0, 2, 1],
    ['wanted up before their run begins', { wanted: 'start', run: settled('stop', 3) }, 3, 0, 0],
    ['wanted down before their run begins', { wanted: 'stop', run: settled('start', 3) }, 0, 3, 0],
    ['wanted down while they start', { wanted: 'stop', run: openRun('start', { done: 1, members: 3 }) }, 0, 1, 2],
    [
      'beside one that RDS has started',
      { wanted: 'stop', run: openRun('stop', { only: ['db-1'], done: 0, members: 1, others: 4 }) },
      0,
      1,
      4,
    ],
    [
      'once that one is stopped again',
      { wanted: 'stop', run: settled('stop', 1, { only: ['db-1'], others: 4 }) },
      0,
      0,
      5,
    ],
    ['of a schedule that no run has reached', { wanted: 'stop' }, 0, 0, 0],
    ['of a schedule without an edge', { run: settled('stop', 3) }, 0, 0, 0],
    ['of a schedule that is left alone', { wanted: 'stop', run: settled('stop', 3), hasProblem: true }, 0, 0, 0],
  ])('%s', (_, given, desired, up, off) => {
    expect(standingOf([ended(given)])).toMatchObject({ desired, up, off });
  });

  it('of all schedules add up, and those under one tag count once, as the run begun last has left them', () => {
    const early = settled('start', 2, { begunAt: NOW - 1 });
    const late = settled('stop', 2);
    const other = ended({ wanted: 'start', run: settled('start', 5), tagValue: 'Staging' });
    const both = [ended({ wanted: 'start', run: early }), ended({ wanted: 'stop', run: late }), other];
    expect(standingOf(both)).toMatchObject({ desired: 5, up: 5, off: 2 });
    expect(standingOf(both.toReversed())).toMatchObject({ desired: 5, up: 5, off: 2 });
  });
});

describe('runs', () => {
  it('are open from their begin to their end, where somebody drives them', () => {
    const runs: Given[] = [
      { wanted: 'start', run: openRun('start') },
      { wanted: 'start', run: settled('start', 1) },
      { run: openRun('start') },
      { wanted: 'start', run: openRun('start'), hasProblem: true },
    ];
    expect(standingOf(runs.map(ended)).runsOpen).toBe(1);
  });

  const open = { ...emptyRecord, number: 1, run: openRun('start') };
  const took = (seconds: number): Run => settled('start', 1, { settledAt: NOW + seconds * 1_000 });
  it.each<[rule: string, given: Given, begun: number, settledSeconds: number[]]>([
    ['begun', { run: openRun('start') }, 1, []],
    ['begun and settled at once', { run: took(0) }, 1, [0]],
    ['settled', { stored: open, run: took(61) }, 0, [61]],
    ['still open', { stored: open, run: openRun('start') }, 0, []],
    ['settled before', { stored: { ...open, run: took(61) }, run: took(61) }, 0, []],
    ['begun after one that had settled', { stored: { ...open, run: took(61) }, run: took(5), number: 2 }, 1, [5]],
    ['begun in place of an open one', { stored: open, run: openRun('stop'), number: 2 }, 1, []],
  ])('are told apart: %s', (_, given, begun, settledSeconds) => {
    expect(progressOf([ended(given)])).toEqual({ begun, settledSeconds });
  });
});
