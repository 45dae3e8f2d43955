import type { AlarmRule, Source, Term } from '../alarm/alarm-rule.ts';
import { alarmRuleLabel, readAlarmRuleRow, type AlarmRuleRow } from './alarm-rule-row.ts';
import { isMap, keyOf, shown } from './attributes.ts';
import { knownName } from './known-name.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

/** Everything that the AlarmRule table says, and what is wrong with it. */
export interface AlarmReading {
  /** Every rule that could be read, each composite after the rules it looks at. */
  readonly rules: readonly AlarmRule[];
  readonly broken: readonly BrokenRule[];
  readonly advices: readonly Problem[];
}

/** A row that watches nothing until it is mended. */
export interface BrokenRule {
  readonly name: string;
  readonly channels: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads the rows of AlarmRule. Never throws; one bad row leaves the others as they are. */
export function readAlarmRules(items: readonly Item[], scheduleNames: ReadonlySet<string>): AlarmReading {
  const rows = items.map(readItem);
  const names = new Set(rows.map(({ name }) => name));
  const checked = rows.map((row, index) => {
    const isSecond = rows.findIndex(({ name }) => name === row.name) < index;
    return isSecond ? secondOfName(row) : withLinks(row, { names, scheduleNames });
  });
  const { rules, broken } = inOrder(checked);
  return { rules, broken, advices: rows.flatMap(({ advices }) => advices) };
}

function readItem(item: unknown, index: number): AlarmRuleRow {
  if (isMap(item) && keyOf(item, 'RuleName') !== undefined) return readRow(item);
  const got = shown(isMap(item) ? item['RuleName'] : item);
  const expected = 'the name of the rule such as api-latency';
  const problem = { row: `AlarmRule, row ${index + 1}`, attribute: 'RuleName', got, expected };
  return { name: '', rule: undefined, channels: ['default'], problems: [problem], advices: [] };
}

/** A bug that one row meets is that row's problem: without this it would stop every rule. */
function readRow(item: Item): AlarmRuleRow {
  try {
    return readAlarmRuleRow(item);
  } catch (bug) {
    const name = keyOf(item, 'RuleName') ?? '';
    const expected = `a row that Curfew can read: it met a fault of its own (${(bug as Error).message})`;
    const problem = { row: alarmRuleLabel(name), attribute: 'RuleName', got: shown(name), expected };
    return { name, rule: undefined, channels: ['default'], problems: [problem], advices: [] };
  }
}

type Composite = Extract<Source, { kind: 'composite' }>;

interface Known {
  readonly names: ReadonlySet<string>;
  readonly scheduleNames: ReadonlySet<string>;
}

/** Looks up what the row names: its schedule, and the rules of a composite. */
function withLinks(row: AlarmRuleRow, { names, scheduleNames }: Known): AlarmRuleRow {
  if (row.rule === undefined) return row;
  const { schedule: written, source } = row.rule;
  const schedule = written === undefined ? undefined : knownName(written, scheduleNames);
  if (written !== undefined && schedule === undefined) {
    const expected = `the ScheduleName of a row in Schedule${hint(written, scheduleNames)}`;
    return refused(row, { attribute: 'Schedule', got: shown(written), expected });
  }
  const rule = { ...row.rule, schedule };
  if (source.kind !== 'composite') return { ...row, rule };
  const terms: Term[] = [];
  for (const { ruleName } of source.terms) {
    const term = termOf(ruleName, names);
    if (term === undefined) {
      const expected = `the RuleName of another row in AlarmRule${hint(positive(ruleName), names)}`;
      return refused(row, { attribute: attributeOf(source), got: shown(positive(ruleName)), expected });
    }
    terms.push(term);
  }
  return { ...row, rule: { ...rule, source: { ...source, terms } } };
}

/** `not NAME`, or `!NAME`; a rule that is really called so is meant first. */
function termOf(written: string, names: ReadonlySet<string>): Term | undefined {
  const whole = knownName(written, names);
  if (whole !== undefined) return { ruleName: whole, negated: false };
  const ruleName = knownName(positive(written), names);
  return ruleName === undefined ? undefined : { ruleName, negated: true };
}

const positive = (written: string): string => /^(?:not\s+|!\s*)(.+)$/i.exec(written)?.[1] ?? written;

const hint = (name: string, known: ReadonlySet<string>): string => {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `; did you mean ${shown(meant)}?`;
};

const attributeOf = ({ of }: Composite): string => (of === 'all' ? 'All' : 'Any');

const secondOfName = (row: AlarmRuleRow): AlarmRuleRow =>
  refused(row, {
    attribute: 'RuleName',
    got: shown(row.name),
    expected: 'one row of this name: delete or rename the others',
  });

const refused = (row: AlarmRuleRow, problem: Omit<Problem, 'row'>): AlarmRuleRow => ({
  ...row,
  rule: undefined,
  problems: [...row.problems, { row: alarmRuleLabel(row.name), ...problem }],
});

/** Composites after what they look at; one that leads back to itself, or to a rule that is broken, is broken too. */
function inOrder(rows: readonly AlarmRuleRow[]): { rules: AlarmRule[]; broken: AlarmRuleRow[] } {
  const whole = rows.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  const lookedAtBy = new Map<string, AlarmRule[]>();
  for (const rule of whole)
    for (const name of lookedAt(rule)) lookedAtBy.set(name, [...(lookedAtBy.get(name) ?? []), rule]);
  const ordered = new Map<string, AlarmRule>();
  const ready = whole.filter((rule) => lookedAt(rule).length === 0);
  for (const rule of ready) {
    ordered.set(rule.name, rule);
    for (const above of lookedAtBy.get(rule.name) ?? [])
      if (lookedAt(above).every((name) => ordered.has(name))) ready.push(above);
  }
  const left = rows.filter(({ name, rule }) => rule === undefined || !ordered.has(name));
  return { rules: [...ordered.values()], broken: withoutOrder(left, ordered) };
}

const lookedAt = ({ source }: AlarmRule): readonly string[] =>
  source.kind === 'composite' ? [...new Set(source.terms.map(({ ruleName }) => ruleName))] : [];

/** What is wrong with the rules that have no place in the order. */
function withoutOrder(rows: readonly AlarmRuleRow[], ordered: ReadonlyMap<string, AlarmRule>): AlarmRuleRow[] {
  const leadsTo = new Map<string, string>();
  for (const { name, rule } of rows) {
    const other = rule && lookedAt(rule).find((one) => !ordered.has(one));
    if (other !== undefined) leadsTo.set(name, other);
  }
  const cycles = cyclesIn(leadsTo);
  return rows.map((row) => {
    const [{ rule, name }, other] = [row, leadsTo.get(row.name)];
    if (rule?.source.kind !== 'composite' || other === undefined) return row;
    const attribute = attributeOf(rule.source);
    const cycle = cycles.get(name);
    if (cycle !== undefined) return refused(row, { attribute, got: cycle, expected: NO_CYCLE });
    const expected = `rules without mistakes: mend ${alarmRuleLabel(other)} first`;
    return refused(row, { attribute, got: shown(other), expected });
  });
}

/** The way round, such as `a -> b -> a`, of every name from which one comes back to it. */
function cyclesIn(leadsTo: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const cycles = new Map<string, string>();
  const seen = new Set<string>();
  for (const start of leadsTo.keys()) {
    const walked = new Set<string>();
    let name: string | undefined = start;
    for (; name !== undefined && !seen.has(name); name = leadsTo.get(name)) {
      seen.add(name);
      walked.add(name);
    }
    if (name === undefined || !walked.has(name)) continue;
    const round = [...walked].slice([...walked].indexOf(name));
    const shownRound = round.length > NAMES_SHOWN ? [...round.slice(0, NAMES_SHOWN), '…'] : round;
    const written = [...shownRound, name].join(' -> ');
    for (const one of round) cycles.set(one, written);
  }
  return cycles;
}

const NAMES_SHOWN = 6;
const NO_CYCLE = 'rules that do not lead back to this one';
