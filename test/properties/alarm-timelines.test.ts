import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmTimeline, type Step } from './alarm-timeline.ts';

const values = fc.constantFrom(10, 75, 95, undefined);

const steps = fc.array(
  fc.record({
    minutes: fc.integer({ min: 1, max: 6 }),
    act: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('values' as const), load: values, i1: values, i2: values }),
      },
      fc.record({ kind: fc.constantFrom('start', 'start of what is up', 'stop') }),
      fc.record({ kind: fc.constantFrom('edit', 'delete', 'put back', 'switch off'), rule: fc.nat({ max: 3 }) }),
      fc.record({ kind: fc.constantFrom('silence', 'acknowledge'), rule: fc.nat({ max: 3 }) }),
      fc.record({ kind: fc.constantFrom('fetch fails', 'fetch works', 'blind', 'crash', 'late', 'in time') }),
    ),
    /** Invocations of each minute, all at once. */
    invocations: fc.constantFrom(1, 1, 1, 3),
  }),
  { minLength: 5, maxLength: 40 },
) satisfies fc.Arbitrary<Step[]>;

const rows = fc
  .record({
    EvaluationPeriods: fc.integer({ min: 1, max: 4 }),
    DatapointsToAlarm: fc.integer({ min: 1, max: 4 }),
    TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching', 'bySchedule'),
    GraceMinutes: fc.constantFrom(0, 3, 10),
    RepeatMinutes: fc.constantFrom(0, 5, 60),
  })
  .map((row) => ({ ...row, DatapointsToAlarm: Math.min(row.DatapointsToAlarm, row.EvaluationPeriods) }));

describe('over random days of values, starts, stops, edits, silences, faults and doubled invocations', () => {
  it('what is told of an alarm is one story, and once all is well each has its one end', async () => {
    await fc.assert(
      fc.asyncProperty(rows, steps, async (row, played) => {
        const timeline = new AlarmTimeline(row);
        for (const step of played) await timeline.play(step);
        await timeline.endWell();
        expect(timeline.contradictions()).toEqual([]);
        expect(timeline.open()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
