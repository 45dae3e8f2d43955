import type { AlarmRule, Metric, Source } from '../functions/shared/alarm/alarm-rule.ts';
import { HEROKU_NAMESPACE } from '../functions/shared/alarm/heroku-metrics.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import { readAlarmRules, type AlarmReading } from '../functions/shared/rows/alarm-rules.ts';
import { shown } from '../functions/shared/rows/attributes.ts';
import { knownName } from '../functions/shared/rows/known-name.ts';
import type { Entry } from '../functions/shared/rows/schedule.ts';
import { problemWords } from '../functions/webhook/domain/english.ts';
import { EXIT, Refusal } from './refusal.ts';
import { readSource, rowsFrom } from './schedules.ts';
import { settingsOf, type SettingsOptions } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { unknownName } from './unknown-name.ts';

export interface AlarmOptions extends SettingsOptions {
  readonly rows?: string;
}

/** The alarm rules of a file or of the tables, with the schedules that mute them. */
export interface RulesRead extends AlarmReading {
  /** By schedule name. */
  readonly entries: ReadonlyMap<string, Entry>;
}

export async function readRules(options: AlarmOptions, terminal: Terminal, now: Instant): Promise<RulesRead> {
  const source = await rowsFrom(options.rows, terminal, { alarmRules: true });
  const { entries } = readSource(source, settingsOf(options, terminal.env), now);
  const byName = new Map(entries.map((entry) => [entry.schedule.name, entry]));
  return { ...readAlarmRules(source.rows.AlarmRule, new Set(byName.keys())), entries: byName };
}

/** The rule of that name; an unknown name is refused with the one that was probably meant, a bad row with what is wrong. */
export function ruleNamed(name: string, { rules, broken }: RulesRead): AlarmRule {
  const known = knownName(name, new Set([...rules, ...broken].map((one) => one.name)));
  const found = rules.find((rule) => rule.name === known);
  if (found !== undefined) return found;
  const [problem] = broken.find((one) => one.name === known)?.problems ?? [];
  if (problem !== undefined) throw new Refusal(`${name} watches nothing: ${problemWords(problem)}`, EXIT.failed);
  const names = rules.map((rule) => rule.name);
  throw unknownName(name, `alarm rule ${shown(name)}`, names);
}

/** What a rule looks at, in short. */
export function sourceWords(source: Source): string {
  switch (source.kind) {
    case 'metric': {
      const { namespace, metricName, stat } = source.metric;
      return `${stat} of ${namespace} ${metricName}${appOf([source.metric])}`;
    }
    case 'expression':
      return `${source.label ?? source.expression}${appOf(Object.values(source.metrics))}`;
    case 'prometheus':
      return source.query;
    case 'composite': {
      const terms = source.terms.map(({ ruleName, negated }) => (negated ? `not ${ruleName}` : ruleName));
      return `${source.of} of ${terms.join(', ')}`;
    }
    case 'built-in':
      return source.what;
  }
}

/** Apps have the same metrics: which one a rule is about is half of it. */
function appOf(metrics: readonly Metric[]): string {
  const [app] = metrics.flatMap(({ namespace, dimensions }) =>
    namespace === HEROKU_NAMESPACE ? dimensions['App'] : [],
  );
  return app === undefined ? '' : `, app ${app}`;
}

/** `>= 80 warning, >= 95 critical, 3 of 5 x 1 min`. */
export function limitWords(rule: AlarmRule): string {
  const { comparison, warning, critical, datapointsToAlarm, evaluationPeriods, periodSeconds } = rule;
  if (rule.source.kind === 'composite') return '-';
  const levels = [
    ...(warning === undefined ? [] : [`${comparison} ${warning} warning`]),
    ...(critical === undefined ? [] : [`${comparison} ${critical} critical`]),
  ];
  const period = periodSeconds % 60 === 0 ? `${periodSeconds / 60} min` : `${periodSeconds} s`;
  return `${levels.join(', ')}; ${datapointsToAlarm} of ${evaluationPeriods} x ${period}`;
}
