import { describe, expect, it } from 'vitest';
import { MINUTES_PER_MONTH, USD_PER_CLOUDWATCH_ALARM, usdPerMonth } from '../../functions/alarms/domain/price.ts';
import type { AlarmRule } from '../../functions/shared/alarm/alarm-rule.ts';
import { readAlarmRules } from '../../functions/shared/rows/alarm-rules.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { read } from '../architecture/source-file.ts';

const markdown = read('docs/alarms.md');
const examples = [...markdown.matchAll(/^```json\n(.*?)^```$/gms)].map(([, body = '']) => body);
const rows = examples.flatMap((body) => (JSON.parse(body) as { AlarmRule: Item[] }).AlarmRule);

describe('docs/alarms.md', () => {
  it('has three examples, whose rules are read without a problem or a doubt', () => {
    const { rules, broken, advices } = readAlarmRules(rows, new Set(['Development']));
    expect(examples).toHaveLength(3);
    expect([broken, advices]).toEqual([[], []]);
    expect(rules.map(({ name, source }) => `${name}: ${source.kind}`)).toEqual([
      'cpu: metric',
      'latency: metric',
      'shop-slow: metric',
      'workers-wait: composite',
    ]);
  });

  it('has the prices that the rules have', () => {
    const [rule] = readAlarmRules(rows.slice(0, 1), new Set(['Development'])).rules as [AlarmRule];
    const awakeShare = (5 * 12.5) / (7 * 24);
    const usd = (share: number): string => `$${usdPerMonth(rule, { instances: 1, awakeShare: share }).toFixed(2)}`;
    const told = Object.fromEntries(
      [...markdown.matchAll(/^\| (.*?) +\| (\$\d\.\d\d) +\|$/gm)].map(([, what = '', price = '']) => [what, price]),
    );
    expect(told).toEqual({
      'never muted, every minute': usd(1),
      'muted outside weekdays 09:30 to 22:00': usd(awakeShare),
      'the same, every five minutes (`tickMinutes` in cdk.json)': usd(awakeShare / 5),
      'an alarm of CloudWatch': `$${USD_PER_CLOUDWATCH_ALARM.toFixed(2)}`,
    });
    expect(markdown).toContain(`${MINUTES_PER_MONTH.toLocaleString('en')} times a month: **${usd(1)}**`);
  });
});
