import { describe, expect, it } from 'vitest';
import type { EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import { readRows } from '../../../functions/shared/rows/read-rows.ts';
import type { Run } from '../../../functions/shared/store/run-record.ts';
import { sightsOf, sightTalkedAbout, type Kept } from '../../../functions/webhook/domain/commands/sights.ts';
import { development, rowsOf, seoul } from '../../scenarios/scenario.ts';

// 2026-11-20 is a Friday; Development stops at 22:00.
const STOP_AT = seoul('2026-11-20 22:00');

const begun = (kind: EdgeKind, given: Partial<Run> = {}): Run => {
  const at = kind === 'stop' ? STOP_AT : seoul('2026-11-20 09:30');
  return {
    edge: { kind, at, cause: { kind: 'weekly' } },
    ...{ because: 'edge', begunAt: at, groups: {}, marks: '', failing: {}, nextLookAt: 0, done: 0, members: 2 },
    ...given,
  };
};
const settled = { settledAt: STOP_AT + 1 };
const calling = { groups: { web: { lastCallAt: STOP_AT } } };

const kept = (id: string, run: Run | undefined, warned?: string): Kept => ({
  target: { id, fleet: () => Promise.reject(new Error('nobody looks')), waker: { wake: async () => {} } },
  records: [{ scheduleName: 'Development', targetId: id, version: 1, number: 1, owed: [], restarts: {}, run }],
  warnings: warned === undefined ? [] : [{ scheduleName: 'Development', stopAt: STOP_AT, warnedAt: seoul(warned) }],
});

/** The target that is talked about. */
const talkedAbout = (at: string, targets: readonly [Kept, ...Kept[]]): string => {
  const now = seoul(at);
  const read = readRows(rowsOf({ Schedule: [development()] }), {
    ...{ timeZone: 'Asia/Seoul', warnMinutes: 10, now, holds: new Map() },
  });
  const [entry] = read.entries;
  if (entry === undefined) throw new Error('no schedule');
  return sightTalkedAbout(sightsOf(entry, targets, { who: 'mina', now })).record?.targetId ?? '';
};

describe('where the targets are not at one, people talk about', () => {
  it.each<[rule: string, at: string, here: Kept, there: Kept, expected: string]>([
    [
      'the first, where they are',
      '2026-11-20 15:00',
      kept('here', begun('start', settled)),
      kept('there', begun('start', settled)),
      'here',
    ],
    [
      'the one whose stop still waits for its warning',
      '2026-11-20 22:05',
      kept('here', begun('stop', settled)),
      kept('there', begun('stop'), '2026-11-20 22:00'),
      'there',
    ],
    [
      'the one that is at work',
      '2026-11-20 22:05',
      kept('here', begun('stop', settled)),
      kept('there', begun('stop', calling)),
      'there',
    ],
    [
      'the one that has members',
      '2026-11-20 15:00',
      kept('here', begun('start', { ...settled, members: 0 })),
      kept('there', begun('start', settled)),
      'there',
    ],
    [
      'the one that stops first, the other being warned late',
      '2026-11-20 21:57',
      kept('here', begun('start', settled), '2026-11-20 21:56'),
      kept('there', begun('start', settled), '2026-11-20 21:50'),
      'there',
    ],
  ])('%s', (_rule, at, here, there, expected) => {
    expect(talkedAbout(at, [here, there])).toBe(expected);
    expect(talkedAbout(at, [there, here])).toBe(expected === 'here' ? 'there' : expected);
  });
});
