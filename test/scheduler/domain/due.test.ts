import { describe, expect, it } from 'vitest';
import { begin } from '../../../functions/scheduler/domain/begin-run.ts';
import { dueEdge } from '../../../functions/scheduler/domain/due.ts';
import { ALWAYS } from '../../../functions/shared/calendar/timetable.ts';
import type { RunRecord } from '../../../functions/shared/store/run-record.ts';
import { EVERY_DAY } from '../../../functions/shared/calendar/day-rule.ts';
import { decisionOf, edge, emptyRecord, entry, NOW, openRun } from './given.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const after = (kind: 'start' | 'stop', at: number): RunRecord => ({
  ...emptyRecord,
  number: 1,
  run: openRun(kind, { edge: edge(kind, at) }),
});

/** Opens at 08:30, and once more at 09:30. */
const timetable = {
  periods: [510, 570].map((startMinute) => ({ days: EVERY_DAY, startMinute, stopMinute: undefined })),
};

/** No tick has come since. */
const CONTEXT = { warnings: [], now: NOW + MINUTE / 2, tickMs: MINUTE };

describe('a run is due', () => {
  const cases = [
    { rule: 'for a schedule seen for the first time', record: emptyRecord, latest: edge('stop'), due: true },
    { rule: 'not where no edge has ever been', record: emptyRecord, latest: undefined, due: false },
    { rule: 'for a later edge of the same kind', record: after('start', NOW - HOUR), latest: edge('start'), due: true },
    { rule: 'not for the same edge', record: after('start', NOW), latest: edge('start'), due: false },
    {
      rule: "not when this morning's start moved earlier",
      record: after('start', NOW),
      latest: edge('start', NOW - HOUR),
      due: false,
    },
    {
      rule: 'nor when it moved later, and is past',
      record: after('start', NOW - HOUR / 2),
      latest: edge('start'),
      due: false,
    },
    {
      rule: 'for the next, where the one carried out moved earlier and nobody has looked since',
      record: after('start', NOW - HOUR + 5 * 60_000),
      latest: edge('start'),
      due: true,
    },
    {
      rule: 'for a stop that is moved before it was carried out',
      record: after('stop', NOW - HOUR / 2),
      latest: edge('stop'),
      due: true,
    },
    {
      rule: 'for what somebody orders, though all is to run already',
      record: after('start', NOW - HOUR / 2),
      latest: { ...edge('start'), cause: { kind: 'hold', by: 'mina' } as const },
      due: true,
    },
    {
      rule: 'for an edge of the other kind, also an earlier one',
      record: after('stop', NOW),
      latest: edge('start', NOW - HOUR),
      due: true,
    },
    {
      rule: 'for a window without a beginning, when first seen',
      record: emptyRecord,
      latest: edge('start', ALWAYS),
      due: true,
    },
    {
      rule: 'not again for a window without a beginning',
      record: after('start', NOW),
      latest: edge('start', ALWAYS),
      due: false,
    },
  ];
  it.each(cases)('$rule', ({ record, latest, due }) => {
    expect(dueEdge({ record, decision: decisionOf(latest), entry: entry({ timetable }), ...CONTEXT })).toEqual(
      due ? latest : undefined,
    );
  });
});

it('numbers runs and forgets what RDS would restart once something is to run', () => {
  const record = { ...after('stop', NOW - HOUR), restarts: { 'db-1': NOW } };
  const begun = begin(record, { edge: edge('start'), because: 'edge', now: NOW });
  expect(begun).toMatchObject({ number: 2, restarts: {}, run: { edge: edge('start'), begunAt: NOW } });
});

it('discounts older warnings for a stop that a start had overtaken', () => {
  const started = { ...emptyRecord, number: 1, run: openRun('start', { edge: edge('start', NOW), begunAt: NOW }) };
  const taken = begin(started, { edge: edge('stop', NOW - HOUR), because: 'edge', now: NOW + 1 });
  expect(taken.run?.warnedAfter).toBe(NOW);
  const ordinary = begin(started, { edge: edge('stop', NOW + HOUR), because: 'edge', now: NOW + HOUR });
  expect(ordinary.run?.warnedAfter).toBeUndefined();
});
