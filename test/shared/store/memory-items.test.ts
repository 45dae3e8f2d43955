import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../functions/shared/calendar/timetable.ts';
import type { Notice } from '../../../functions/shared/notice/notice.ts';
import { Unreadable } from '../../../functions/shared/store/codec.ts';
import { runItem } from '../../../functions/shared/store/memory-items.ts';
import type { ReturnCause, Run, RunRecord } from '../../../functions/shared/store/run-record.ts';

type StoredRun = Omit<RunRecord, 'version'>;

const instant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
const text = fc.string({ unit: 'binary' });
/** Any name, and those that JavaScript's objects stumble over. */
const name = fc.oneof(text, fc.constantFrom('constructor', '__proto__', 'toString'));
const byName = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(name, value), { maxLength: 3 }).map((pairs): Record<string, T> => Object.fromEntries(pairs));
const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const exceptionCause = fc.record(
  { kind: fc.constant('exception' as const), uuid: text, by: text, note: text },
  { requiredKeys: ['kind', 'uuid'] },
);
const holdCause = fc.record({ kind: fc.constant('hold' as const), by: text });
const cause: fc.Arbitrary<Cause> = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const) }),
  exceptionCause,
  holdCause,
);

const notice: fc.Arbitrary<Notice> = fc.record({
  id: text,
  at: instant,
  severity: fc.constantFrom('ok', 'info', 'warning', 'error'),
  kind: fc.constantFrom('starting', 'stop-warning', 'alarm-resolved', 'heartbeat'),
  schedule: text,
  timeZone: text,
  facts: fc.array(fc.record({ name: text, value: fc.oneof(text, fc.integer(), fc.array(text)) }), { maxLength: 2 }),
  actions: fc.array(fc.record({ label: text, command: text }), { maxLength: 2 }),
  channels: fc.array(text, { maxLength: 2 }),
});

const returns: fc.Arbitrary<ReturnCause> = fc.oneof(
  exceptionCause,
  holdCause,
  fc.record({ kind: fc.constant('lifted' as const), by: text }),
  fc.record({ kind: fc.constant('changed' as const) }),
);

const run: fc.Arbitrary<Run> = fc.record(
  {
    edge: fc.record({ kind: fc.constantFrom('start', 'stop'), at: instant, cause }),
    because: fc.constantFrom('edge', 'enforce', 'rds-restart'),
    begunAt: instant,
    settledAt: instant,
    only: fc.array(text, { maxLength: 2 }),
    groups: byName(
      fc.record(
        { releasedAt: instant, lastCallAt: instant, told: fc.nat(), stuckTold: fc.boolean() },
        { requiredKeys: [] },
      ),
    ),
    marks: text,
    failing: byName(fc.record({ attempts: fc.nat(), dueAt: instant, because: text })),
    intent: fc.record({ at: instant }),
    warnedAfter: instant,
    returns,
    nextLookAt: instant,
    done: fc.nat(),
    members: fc.nat(),
    others: fc.nat(),
  },
  { requiredKeys: ['edge', 'because', 'begunAt', 'groups', 'marks', 'failing', 'nextLookAt', 'done', 'members'] },
);

const record: fc.Arbitrary<StoredRun> = fc.record(
  {
    scheduleName: text,
    targetId: text,
    number: fc.nat(),
    run: option(run),
    owed: fc.array(notice, { maxLength: 2 }),
    problemsTold: text,
    problemsToldAt: instant,
    fleetTold: text,
    restarts: byName(instant),
  },
  { requiredKeys: ['scheduleName', 'targetId', 'number', 'owed', 'restarts'] },
);

describe('a stored run', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(record, (written) => {
        expect(runItem.read(runItem.write(written))).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it('shows instants as ISO to the reader of the console', () => {
    const stored = runItem.write({
      scheduleName: 'a',
      targetId: 'self/x',
      number: 1,
      owed: [],
      restarts: { orders: Date.UTC(2026, 10, 27) },
    });
    expect(stored).toMatchObject({ restarts: [['orders', '2026-11-27T00:00:00.000Z']] });
  });

  it.each([
    ['a text for a number', { number: '1' }],
    ['a word that is none of the set', { run: { because: 'boredom' } }],
    ['an instant that is none', { problemsToldAt: 'yesterday' }],
    ['a list that is none', { owed: 'all' }],
    ['pairs that are none', { restarts: { orders: '2026-11-27T00:00:00.000Z' } }],
    [
      'a cause of another kind',
      { run: { edge: { kind: 'start', at: '2026-11-27T00:00:00.000Z', cause: { kind: 'x' } } } },
    ],
  ])('is unreadable with %s', (_what, wrong) => {
    const right = { scheduleName: 'a', targetId: 'self/x', number: 1, owed: [], restarts: [] };
    expect(() => runItem.read(right)).not.toThrow();
    expect(() => runItem.read({ ...right, ...wrong })).toThrow(Unreadable);
  });

  it.each([undefined, null, 'text', 7, []])('is unreadable where it is %j', (stored) => {
    expect(() => runItem.read(stored)).toThrow(Unreadable);
  });
});
