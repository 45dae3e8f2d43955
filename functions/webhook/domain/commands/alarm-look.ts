import type { Acknowledgement, Muted, Silence } from '../../../shared/alarm/alarm-record.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import { EVERY_RULE } from './alarm-line.ts';
import { acknowledgementOf } from './alarm-orders.ts';
import type { AlarmSight, SeenRule } from './alarm-sight.ts';

/** How a rule stands, as it was last evaluated; several instances under one rule as the worst of them. */
export type RuleState =
  | Alarmed<'critical'>
  | Alarmed<'warning'>
  /** ERROR: so many evaluations in a row could not read its values. */
  | { readonly kind: 'failing'; readonly times: number }
  | { readonly kind: 'no-data'; readonly since: Instant }
  /** Its row has mistakes, and watches nothing. */
  | { readonly kind: 'broken'; readonly mistakes: number }
  | { readonly kind: 'muted'; readonly because: Muted }
  | { readonly kind: 'ok' };

/** A rule in alarm. */
export interface Alarmed<Kind extends 'critical' | 'warning' = 'critical' | 'warning'> {
  readonly kind: Kind;
  readonly since: Instant;
  readonly firing: readonly Firing[];
  /** It fires for want of data: since when nothing of it has any. */
  readonly noDataSince: Instant | undefined;
}

/** What fires: the rule itself (`id` ''), or one instance under it. */
export interface Firing {
  readonly id: string;
  readonly value: number | undefined;
}

/** A rule in a list. */
export interface ListedRule {
  readonly rule: SeenRule;
  readonly state: RuleState;
  readonly acknowledgement: Acknowledgement | undefined;
  readonly silence: Silence | undefined;
}

export interface AlarmList {
  /** What is neither OK nor muted, the worst first, and what is silenced. */
  readonly listed: readonly ListedRule[];
  /** Of the rows of AlarmRule; what Curfew watches by itself is not counted. */
  readonly counts: { readonly all: number; readonly ok: number; readonly muted: number };
  /** Of every rule. */
  readonly silence: Silence | undefined;
}

const ORDER: readonly RuleState['kind'][] = ['critical', 'warning', 'failing', 'no-data', 'broken', 'muted', 'ok'];

export function listAlarms(sight: AlarmSight): AlarmList {
  const all = sight.rules.map((rule) => listedRule(rule, sight));
  const rows = all.filter(({ rule }) => rule.builtIn === undefined);
  const count = (kind: RuleState['kind']): number => rows.filter(({ state }) => state.kind === kind).length;
  const worth = all.filter(({ state, silence }) => isWrong(state) || silence !== undefined);
  return {
    listed: worth.toSorted((a, b) => ORDER.indexOf(a.state.kind) - ORDER.indexOf(b.state.kind)),
    counts: { all: rows.length, ok: count('ok'), muted: count('muted') },
    silence: sight.silences.get(EVERY_RULE),
  };
}

export const isWrong = ({ kind }: RuleState): boolean => kind !== 'ok' && kind !== 'muted';

function listedRule(rule: SeenRule, sight: AlarmSight): ListedRule {
  const { records, acknowledgements, silences } = sight;
  return {
    rule,
    state: stateOf(rule, sight),
    acknowledgement: acknowledgementOf(records.get(rule.name), acknowledgements),
    silence: silences.get(rule.name),
  };
}

function stateOf({ name, builtIn, row, problems }: SeenRule, { records }: AlarmSight): RuleState {
  if (problems.length > 0) return { kind: 'broken', mistakes: problems.length };
  // The table is newer than what was last found.
  if (row?.enabled === false) return { kind: 'muted', because: 'switched-off' };
  const { subjects = {}, failedFetches = 0, muted } = records.get(name) ?? {};
  const states = Object.entries(subjects);
  const at = (level: string) => states.filter(([, state]) => state.level === level);
  const firing = [...at('critical'), ...at('warning')];
  if (firing.length > 0) {
    const ends = firing.flatMap(([, { noDataSince }]) => noDataSince ?? []);
    return {
      kind: at('critical').length > 0 ? 'critical' : 'warning',
      since: Math.min(...firing.map(([, { since }]) => since)),
      firing: firing.map(([id, { value }]) => ({ id, value })),
      noDataSince: ends.length === firing.length ? Math.max(...ends) : undefined,
    };
  }
  if (failedFetches > 0) return { kind: 'failing', times: failedFetches };
  if (muted !== undefined) return { kind: 'muted', because: muted };
  // Of a built-in it says that something has been wrong for too short a time to be told.
  const unknown = builtIn === undefined ? at('insufficient-data') : [];
  return unknown.length > 0
    ? { kind: 'no-data', since: Math.min(...unknown.map(([, { since }]) => since)) }
    : { kind: 'ok' };
}
