import { describe, expect, it } from 'vitest';
import { HEROKU_METRICS, HEROKU_PRESETS } from '../../../functions/shared/alarm/heroku-metrics.ts';
import { readAlarmRuleRow } from '../../../functions/shared/rows/alarm-rule-row.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { read } from '../../architecture/source-file.ts';

const markdown = read('docs/heroku.md');
const prose = markdown.replaceAll(/\s+/g, ' ');

describe('docs/heroku.md', () => {
  it('lists every metric with its unit and the statistic that a rule takes', () => {
    const listed = [...markdown.matchAll(/^\| `([\w-]+)` +\| (\w+) +\|.*\| (\w+) +\|$/gm)].map((row) => row.slice(1));
    expect(listed).toEqual(Object.entries(HEROKU_METRICS).map(([name, { unit, stat }]) => [name, unit, stat]));
  });

  it('shows rules that are read without a problem or a doubt', () => {
    const [, json = ''] = /^```json\n(.*?)^```$/ms.exec(markdown) ?? [];
    const { AlarmRule } = JSON.parse(json) as { AlarmRule: readonly Item[] };
    const rules = AlarmRule.map(readAlarmRuleRow);
    expect(rules.flatMap(({ problems, advices }) => [...problems, ...advices])).toEqual([]);
    expect(rules.filter(({ rule }) => rule === undefined)).toEqual([]);
  });

  it('says the limits of the presets', () => {
    const { from } = HEROKU_PRESETS['p95-response-time'].threshold;
    const share = HEROKU_PRESETS['failed-share'].threshold;
    expect(prose).toContain(`\`p95-response-time\` from ${from} ms on`);
    expect(prose).toContain(`from ${share.from} to ${share.to} percent`);
  });

  it.each([
    [
      'count-message.ts',
      /DROP_MINUTES_MAX = (\d+);/,
      (minutes: string) => `spread over the minutes since then, ${minutes} at most`,
    ],
  ])('says numbers as %s does', (file, pattern, says) => {
    const [, number = ''] = pattern.exec(read(`functions/alarms/heroku/domain/${file}`)) ?? [];
    expect(prose).toContain(says(number));
  });
});
