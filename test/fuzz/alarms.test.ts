import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SOURCE_ATTRIBUTES } from '../../functions/shared/rows/alarm-source.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { at, CPU, DEVELOPMENT, run, WatchHouse } from '../alarms/watch-house.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { anyAttribute, LONGEST_ITEM } from './anything.ts';

const CPU_METRIC = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' };
const RIGHT: readonly Item[] = [
  { ...CPU_METRIC, ForEachInstance: true, Schedule: 'Development', Dimensions: { AutoScalingGroupName: 'web' } },
  { Expression: 'a / b', Metrics: { a: CPU_METRIC, b: CPU_METRIC } },
  { Source: 'heroku', App: 'shop', Metric: 'errors', Code: 'H12', TreatMissingData: 'bySchedule' },
  { Source: 'prometheus', Url: 'https://prometheus.example', Query: 'up' },
  { All: ['cpu', 'not cpu'] },
];
const ATTRIBUTES = [
  ...['Source', 'PeriodSeconds', 'Comparison', 'Warning', 'Critical', 'DatapointsToAlarm', 'EvaluationPeriods'],
  ...['TreatMissingData', 'Schedule', 'ForEachInstance', 'GraceMinutes', 'RepeatMinutes', 'Channels', 'Enabled'],
  ...['Note', '__proto__', ...Object.values(SOURCE_ATTRIBUTES).flat()],
];

/** A rule that could be right, of which up to three attributes are anything. */
const oddRule: fc.Arbitrary<Item> = fc
  .tuple(fc.constantFrom(...RIGHT), fc.array(fc.tuple(fc.constantFrom(...ATTRIBUTES), anyAttribute), { maxLength: 3 }))
  .map(([right, odd]) => ({ Critical: 1, ...right, ...Object.fromEntries(odd), RuleName: 'odd' }));

it('evaluates and tells the rule beside any row, and says what is wrong with that one', async () => {
  const property = fc.asyncProperty(oddRule, async (odd) => {
    const house = new WatchHouse();
    house.schedules = [DEVELOPMENT];
    house.runs = [run('start', at('2026-11-23T08:30'), { settledAt: at('2026-11-23T08:32') })];
    house.members = [member({ startedAt: at('2026-11-23T08:31') })];
    house.alarmRules = [odd, CPU];
    house.curve = () => 95;
    const { rules, failures } = await house.evaluate();
    expect(failures).toEqual([]);
    expect(house.notices.filter(({ id }) => id.startsWith('alarm/cpu/')).map(({ kind }) => kind)).toEqual(['alarm']);
    const problems = house.notices
      .filter(({ kind }) => kind === 'row-error')
      .flatMap(({ facts }) => facts.filter(({ name }) => name === 'problems').flatMap(({ value }) => value));
    if (rules === 1) expect(problems).not.toEqual([]);
    for (const line of problems) expect(line).toMatch(/^AlarmRule odd \| \w.* \| .+ \| (?!.*fault of its own).+$/s);
    for (const one of [...house.notices, ...house.records.values()])
      expect(JSON.stringify(one).length).toBeLessThan(LONGEST_ITEM);
  });
  const many = Array.from({ length: 10_000 }, (_, nth) => `a${nth}`);
  const long = [
    { Source: 'prometheus', Url: 'https://prometheus.example', Query: 'x'.repeat(390_000) },
    { Expression: '1+'.repeat(190_000), Metrics: {} },
    { Expression: 'a0', Metrics: Object.fromEntries(many.map((name) => [name, {}])) },
    { Expression: 'a0', Metrics: Object.fromEntries(many.map((name) => [name, CPU_METRIC])) },
    { ...CPU_METRIC, Dimensions: Object.fromEntries(many.map((name) => [name, 'x'.repeat(20)])) },
    { ...CPU_METRIC, Namespace: 'x'.repeat(390_000) },
    { All: ['cpu', ...many] },
    { All: Array.from({ length: 50_000 }, () => 'cpu') },
  ].map((row): [Item] => [{ Critical: 1, ...row, RuleName: 'odd' }]);
  await fc.assert(property, { numRuns: 500, examples: long });
});
