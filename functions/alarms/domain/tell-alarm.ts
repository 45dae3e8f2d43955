import type { Said, SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule, Metric, Source } from '../../shared/alarm/alarm-rule.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import { listed } from '../../shared/notice/listed.ts';
import type { Fact, FactValue, Notice, NoticeKind, Severity } from '../../shared/notice/notice.ts';
import { cut } from '../../shared/rows/attributes.ts';
import { quoted } from '../../shared/rows/command-name.ts';
import type { EndedBecause, Saying } from './speak.ts';

/** Whose alarm it is. */
export interface Subject {
  /** Instance id; '' is the rule itself. */
  readonly key: string;
  /** `web-1 (i-0abc)`; '' for the rule itself. */
  readonly label: string;
}

/** What is said of one subject, with what it is about. */
export interface Utterance {
  readonly subject: Subject;
  readonly saying: Saying;
  /** Absent where there is no rule any more. */
  readonly state?: SubjectState;
  /** What had been said before, where something had. */
  readonly said: Said | undefined;
}

/** Who speaks, and how notices are numbered. */
export interface Teller {
  readonly rule: Pick<AlarmRule, 'name' | 'schedule' | 'channels'> & Partial<Pick<AlarmRule, 'source'>>;
  /** Where ends are told, if not in the rule's channels. */
  readonly endsIn?: readonly string[];
  readonly timeZone: string;
  readonly now: Instant;
  /** Notices told before. */
  readonly told: number;
}

type RuleTeller = Teller & {
  readonly rule: AlarmRule;
  /** Instances that fire too, and are told later. */
  readonly untold: number;
};

const KINDS: Readonly<Record<Saying['kind'], NoticeKind>> = {
  alarm: 'alarm',
  reminder: 'alarm-reminder',
  ended: 'alarm-resolved',
};

/** One notice for all subjects of a rule of which the same is to be said. */
export function tellAlarms(teller: RuleTeller, utterances: readonly Utterance[]): Notice[] {
  const alike = new Map<string, Utterance[]>();
  for (const utterance of utterances) {
    const key = JSON.stringify([utterance.saying, isForWantOfData(teller.rule, utterance)]);
    alike.set(key, [...(alike.get(key) ?? []), utterance]);
  }
  return [...alike.values()].map((some, index) => noticeOf({ ...teller, told: teller.told + index }, some));
}

/** One notice for all that a rule had told and has not ended, when its row is gone. */
export function tellDeleted(teller: Teller, utterances: readonly Utterance[]): Notice {
  const firedAt = utterances.flatMap(({ said }) => (said === undefined ? [] : [said.firedAt]));
  const began = firedAt.length === 0 ? undefined : new Date(Math.min(...firedAt)).toISOString();
  const facts = { because: 'deleted', ...valuesOf(utterances, 0), firedAt: began };
  return alarmNotice(teller, { kind: 'alarm-resolved', severity: 'info', facts });
}

/** No value gave the alarm: what is missing did. */
const isForWantOfData = ({ source }: AlarmRule, { saying, state }: Utterance): boolean =>
  saying.kind !== 'ended' && isMeasured(source) && state?.value === undefined;

function noticeOf(teller: RuleTeller, utterances: readonly Utterance[]): Notice {
  const { rule } = teller;
  const saying = utterances[0]?.saying ?? { kind: 'ended', because: 'ok' };
  const level = saying.kind === 'ended' ? undefined : saying.level;
  const firedAt = Math.min(...utterances.map(({ said }) => said?.firedAt ?? teller.now));
  return alarmNotice(teller, {
    kind: KINDS[saying.kind],
    severity: saying.kind === 'ended' ? severityOfEnd(saying.because) : severityOf(saying.level),
    facts: {
      level,
      // Where others have only now begun to fire, it has not become critical: it is.
      worse: utterances.every(isWorse) ? 1 : undefined,
      unread: saying.kind === 'reminder' && saying.isUnread ? 1 : undefined,
      because: saying.kind === 'ended' ? saying.because : undefined,
      ...short(about(rule.source)),
      ...(level !== undefined && isMeasured(rule.source) && measure(rule, level)),
      ...(utterances.some((one) => isForWantOfData(rule, one)) && wantOfData(utterances)),
      ...valuesOf(utterances, saying.kind === 'alarm' ? teller.untold : 0),
      firedAt: saying.kind === 'alarm' ? undefined : new Date(firedAt).toISOString(),
      note: rule.note,
    },
  });
}

const isWorse = ({ saying }: Utterance): boolean => saying.kind === 'alarm' && saying.isWorse;

const isMeasured = ({ kind }: Source): boolean => kind !== 'composite' && kind !== 'built-in';

const measure = (rule: AlarmRule, level: 'warning' | 'critical'): Record<string, FactValue | undefined> => ({
  comparison: rule.comparison,
  threshold: level === 'critical' ? rule.critical : rule.warning,
  datapoints: `${rule.datapointsToAlarm}/${rule.evaluationPeriods}`,
  periodSeconds: rule.periodSeconds,
});

/** Since the latest of them, no data has come of any. */
function wantOfData(utterances: readonly Utterance[]): Record<string, FactValue | undefined> {
  const ends = utterances.flatMap(({ state }) => state?.noDataSince ?? []);
  const isSilent = ends.length === utterances.length;
  return { noData: 'true', noDataSince: isSilent ? new Date(Math.max(...ends)).toISOString() : undefined };
}

function valuesOf(utterances: readonly Utterance[], untold: number): Record<string, FactValue | undefined> {
  const [only] = utterances;
  if (only === undefined || only.subject.key === '') return { value: only?.state?.value };
  const lines = utterances.map(({ subject, state }) =>
    state?.value === undefined ? subject.label : `${subject.label}: ${brief(state.value)}`,
  );
  return listed('instances', lines, untold);
}

/** Four digits that count, as a person would write them. */
const brief = (value: number): string => String(Number(value.toPrecision(4)));

/** A row holds 400 KB of PromQL, or of dimensions, for which the record that owes the notice has no room. */
const SHOWN_LENGTH = 300;
const SHOWN_PARTS = 50;

const short = (facts: Record<string, FactValue | undefined>): Record<string, FactValue | undefined> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shortened(value)]));

function shortened(value: FactValue | undefined): FactValue | undefined {
  if (typeof value === 'string') return cut(value, SHOWN_LENGTH);
  return typeof value === 'object' ? value.slice(0, SHOWN_PARTS).map((part) => cut(part, SHOWN_LENGTH)) : value;
}

/** What the rule looks at, in the words of its row. */
function about(source: Source): Record<string, FactValue | undefined> {
  switch (source.kind) {
    case 'metric': {
      const { namespace, metricName, stat } = source.metric;
      return { metric: `${namespace} ${metricName} ${stat}`, dimensions: dimensionsOf([source.metric]) };
    }
    case 'expression':
      return {
        metric: source.label ?? source.expression,
        dimensions: dimensionsOf(Object.values(source.metrics)),
      };
    case 'prometheus':
      return { metric: source.query };
    case 'built-in':
      return {};
    case 'composite':
      return { rules: source.terms.map(({ ruleName, negated }) => (negated ? `not ${ruleName}` : ruleName)) };
  }
}

/** `App=shop`, each once; undefined where there are none. */
function dimensionsOf(metrics: readonly Metric[]): readonly string[] | undefined {
  const parts = metrics.flatMap(({ dimensions }) =>
    Object.entries(dimensions).map(([name, value]) => `${name}=${value}`),
  );
  return parts.length === 0 ? undefined : [...new Set(parts)];
}

const severityOf = (level: 'warning' | 'critical'): Severity => (level === 'critical' ? 'error' : 'warning');

const severityOfEnd = (because: EndedBecause): Severity => (because === 'ok' ? 'ok' : 'info');

/** A notice of a rule, numbered within it. */
export function alarmNotice(
  { rule, timeZone, now, told, endsIn = rule.channels }: Teller,
  said: { kind: NoticeKind; severity: Severity; facts: Readonly<Record<string, FactValue | undefined>> },
): Notice {
  const watches = rule.source?.kind === 'built-in' ? rule.source.what : undefined;
  const facts: Fact[] = Object.entries({ rule: rule.name, watches, ...said.facts }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  const isFiring = said.kind === 'alarm' || said.kind === 'alarm-reminder';
  return {
    // The instant too: a rule that is deleted and comes back begins to count anew, and the deliverer drops an id it knows.
    id: `alarm/${rule.name}/${new Date(now).toISOString()}/${told + 1}/${said.kind}`,
    at: now,
    severity: said.severity,
    kind: said.kind,
    schedule: rule.schedule ?? '',
    timeZone,
    facts,
    actions: isFiring
      ? [
          { label: 'ack', command: `ack ${quoted(rule.name)}` },
          { label: 'silence', command: `silence ${quoted(rule.name)} 2h` },
        ]
      : [],
    channels: said.kind === 'alarm-resolved' ? endsIn : rule.channels,
  };
}
