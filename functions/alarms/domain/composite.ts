import type { AlarmRecord } from '../../shared/alarm/alarm-record.ts';
import type { Source } from '../../shared/alarm/alarm-rule.ts';
import type { Finding } from './level.ts';

/** What a composite finds: as bad as the worst rule that it holds for, and a warning where only `not` holds. */
export function findComposite(
  { of, terms }: Extract<Source, { kind: 'composite' }>,
  records: ReadonlyMap<string, AlarmRecord>,
): Finding {
  const levels = terms.map(({ ruleName, negated }) => {
    const fired = Object.values(records.get(ruleName)?.subjects ?? {}).map(({ level }) => level);
    const worst = fired.includes('critical') ? 'critical' : fired.includes('warning') ? 'warning' : undefined;
    return { holds: negated === (worst === undefined), worst: negated ? undefined : worst };
  });
  const holds = of === 'all' ? levels.every((one) => one.holds) : levels.some((one) => one.holds);
  if (!holds) return { level: 'ok', value: undefined };
  return { level: levels.some(({ worst }) => worst === 'critical') ? 'critical' : 'warning', value: undefined };
}
