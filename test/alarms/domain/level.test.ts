import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLevel } from '../../../functions/alarms/domain/level.ts';
import type { Level } from '../../../functions/shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../../functions/shared/alarm/alarm-rule.ts';
import { readAlarmRuleRow } from '../../../functions/shared/rows/alarm-rule-row.ts';
import { CPU } from '../watch-house.ts';

const MINUTE = 60_000;
const LEVELS = ['ok', 'warning', 'critical', 'insufficient-data'] as const;

const ruleOf = (more: object): AlarmRule => {
  const { rule } = readAlarmRuleRow({ ...CPU, ...more });
  if (rule === undefined) throw new Error('not a rule');
  return rule;
};

/** What a rule finds in the values of successive minutes, of which the first `early` lie before `since`. */
function find(rule: AlarmRule, values: readonly (number | undefined)[], before: Level, early = 0): Level {
  const entries = values.flatMap((value, index) => (value === undefined ? [] : [[index * MINUTE, value] as const]));
  const range = { from: 0, to: values.length * MINUTE, periodSeconds: 60 };
  return findLevel(rule, { series: new Map(entries), range, since: early * MINUTE }, before).level;
}

interface Case {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly points: string;
  readonly treatMissingData: string;
  readonly state?: string;
}
const { cases } = JSON.parse(readFileSync('test/vectors/alarm-missing-data.json', 'utf8')) as { cases: Case[] };

describe('findLevel with both thresholds', () => {
  const decided = cases.flatMap((one) => (one.state === undefined ? [] : [{ ...one, state: one.state }]));

  it.each(decided)('is CloudWatch’s state of each of them: $points, $datapointsToAlarm, $treatMissingData', (one) => {
    const rule = ruleOf({
      EvaluationPeriods: one.evaluationPeriods,
      DatapointsToAlarm: one.datapointsToAlarm,
      TreatMissingData: one.treatMissingData,
    });
    for (const before of LEVELS) {
      for (const [value, level] of [
        [75, 'warning'],
        [95, 'critical'],
      ] as const) {
        const values = [...one.points].map((letter) => (letter === 'X' ? value : letter === '0' ? 10 : undefined));
        // What nobody saw breaches both thresholds, so that the worse one is in alarm.
        const isFilledIn = values.filter((known) => known === value).length < one.datapointsToAlarm;
        const alarm = one.treatMissingData === 'breaching' && isFilledIn ? find(rule, values, before) : level;
        const states: Record<string, Level> = { ALARM: alarm, OK: 'ok', INSUFFICIENT_DATA: 'insufficient-data' };
        if (one.state !== 'RETAIN') expect(find(rule, values, before)).toBe(states[one.state]);
        else if (value === 95 || !values.includes(value)) expect(find(rule, values, before)).toBe(before);
        else expect(find(rule, values, before)).toBe(before === 'critical' ? 'warning' : before);
      }
    }
  });

  const rules = fc
    .record({
      EvaluationPeriods: fc.integer({ min: 1, max: 5 }),
      DatapointsToAlarm: fc.integer({ min: 1, max: 5 }),
      TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    })
    .map((row) => ({ ...row, DatapointsToAlarm: Math.min(row.DatapointsToAlarm, row.EvaluationPeriods) }));
  const given = rules.chain((row) =>
    fc.record({
      row: fc.constant(row),
      values: fc.array(fc.constantFrom(10, 75, 95, undefined), {
        minLength: row.EvaluationPeriods + 2,
        maxLength: row.EvaluationPeriods + 2,
      }),
      early: fc.integer({ min: 0, max: row.EvaluationPeriods + 2 }),
      before: fc.constantFrom<Level>(...LEVELS),
    }),
  );

  it('is the worse of what each threshold finds by itself', () => {
    fc.assert(
      fc.property(given, ({ row, values, early, before }) => {
        const wasWarned = before === 'critical' ? 'warning' : before;
        const wasCritical = before === 'warning' ? 'ok' : before;
        const warning = find(ruleOf({ ...row, Critical: undefined }), values, wasWarned, early);
        const critical = find(ruleOf({ ...row, Warning: undefined }), values, wasCritical, early);
        const both = [critical, warning];
        const worst = (['critical', 'warning', 'insufficient-data', 'ok'] as const).find((level) =>
          both.includes(level),
        );
        expect(find(ruleOf(row), values, before, early)).toBe(worst);
      }),
    );
  });

  it('never alarms by points that all lie before the end of grace, nor calls them fine', () => {
    fc.assert(
      fc.property(given, ({ row, values, before }) => {
        expect(find(ruleOf(row), values, before, values.length)).toBe('insufficient-data');
      }),
    );
  });

  it('finds the same whatever came before the end of grace', () => {
    fc.assert(
      fc.property(given, ({ row, values, early, before }) => {
        const without = values.map((value, index) => (index < early ? undefined : value));
        expect(find(ruleOf(row), values, before, early)).toBe(find(ruleOf(row), without, before, early));
      }),
    );
  });
});
