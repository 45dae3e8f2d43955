import { describe, expect, it } from 'vitest';
import { readAlarmRules } from '../../functions/shared/rows/alarm-rules.ts';
import { SOURCE_ATTRIBUTES } from '../../functions/shared/rows/alarm-source.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { read } from '../architecture/source-file.ts';

const section = /^## AlarmRule\n(.*?)^## /ms.exec(read('docs/rows.md'))?.[1] ?? '';
const rows = [...section.matchAll(/^\| (`[A-Z].*?) +\| (.*?) +\| (.*?) +\| `(".*?)` +\|$/gm)].map(
  ([, names = '', forms = '', fallback = '', example = '']) => ({
    names: [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    ...{ forms, fallback, example },
  }),
);
const rowOf = (name: string) => rows.find(({ names }) => names.includes(name));

const METRIC: Item = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' };
const COUNT = '{ "Namespace": "AWS/ApplicationELB", "MetricName": "RequestCount" }';

/** What a row needs beside the attribute of the example. */
function baseOf(name: string): Item {
  if (name === 'Expression' || name === 'All') return {};
  if (name === 'App') return { Source: 'heroku' };
  if (name === 'Process') return { Source: 'heroku', App: 'shop', Metric: 'memory' };
  if (name === 'Code') return { Source: 'heroku', App: 'shop', Metric: 'errors' };
  if (name === 'Url') return { Source: 'prometheus' };
  return name === 'ForEachInstance' || name === 'GraceMinutes' ? { ...METRIC, Schedule: 'Development' } : METRIC;
}

/** The rules, or what is wrong, of a rule `x` that fires from 90 on, and of those that a composite may name. */
const readRule = (item: Item) => {
  const others = ['latency', 'cpu'].map((RuleName) => ({ RuleName, ...METRIC, Critical: 90 }));
  const isDuplicate = others.some(({ RuleName }) => RuleName === item['RuleName']);
  return readAlarmRules([{ RuleName: 'x', ...item }, ...(isDuplicate ? [] : others)], new Set(['Development']));
};

describe('the table of AlarmRule in docs/rows.md', () => {
  it('has every attribute that is read, and no other', () => {
    const list = /^const ATTRIBUTES = (.*?);$/ms.exec(read('functions/shared/rows/alarm-rule-row.ts'))?.[1] ?? '';
    const own = [...list.matchAll(/'([A-Z]\w+)'/g)].map(([, name = '']) => name);
    const attributes = new Set([...own, ...Object.values(SOURCE_ATTRIBUTES).flat()]);
    expect(rows.flatMap(({ names }) => names).toSorted()).toEqual([...attributes].toSorted());
  });

  it.each(rows.map(({ names: [name = ''], example }) => [name, example]))(
    'has an example of %s that is read',
    (name, example) => {
      const item = JSON.parse(`{${example.replaceAll('{…}', COUNT)}}`) as Item;
      const threshold = name === 'All' || name === 'Warning' ? {} : { Critical: 90 };
      const critical = name === 'App' ? { Critical: 2_000 } : threshold;
      const { rules, broken, advices } = readRule({ ...baseOf(name), ...critical, ...item });
      expect([broken, advices]).toEqual([[], []]);
      expect(rules.length).toBeGreaterThan(0);
    },
  );

  it('has the defaults that a bare row gets', () => {
    const rule = readRule({ ...METRIC, Critical: 90 }).rules.find(({ name }) => name === 'x');
    const other = readRule({ ...METRIC, Namespace: 'Mine', Critical: 90 }).rules.find(({ name }) => name === 'x');
    const told = (name: string): string => rowOf(name)?.fallback.replaceAll('`', '') ?? '';
    expect(told('PeriodSeconds')).toMatch(
      new RegExp(`^${rule?.periodSeconds} for AWS/EC2.* else ${other?.periodSeconds}$`),
    );
    expect({
      GraceMinutes: rule?.graceMinutes,
      RepeatMinutes: rule?.repeatMinutes,
      Comparison: rule?.comparison,
      TreatMissingData: rule?.missingData,
      EvaluationPeriods: rule?.evaluationPeriods,
      Enabled: rule?.enabled,
      ForEachInstance: rule?.forEachInstance,
      Channels: rule?.channels,
    }).toEqual({
      GraceMinutes: Number(told('GraceMinutes')),
      RepeatMinutes: Number(told('RepeatMinutes')),
      Comparison: told('Comparison'),
      TreatMissingData: told('TreatMissingData'),
      EvaluationPeriods: Number(told('EvaluationPeriods')),
      Enabled: told('Enabled') === 'true',
      ForEachInstance: told('ForEachInstance') === 'true',
      Channels: [told('Channels')],
    });
  });

  it.each(['GraceMinutes', 'RepeatMinutes', 'EvaluationPeriods'])('has the range of %s', (name) => {
    const [, from, to] = /^(\d+) to (\d+)/.exec(rowOf(name)?.forms ?? '') ?? [];
    const isRead = (value: number) =>
      readRule({ ...METRIC, PeriodSeconds: 60, Critical: 90, [name]: value }).broken.length === 0;
    const around = [Number(from) - 1, Number(from), Number(to), Number(to) + 1];
    expect(around.map(isRead)).toEqual([false, true, true, false]);
  });
});
