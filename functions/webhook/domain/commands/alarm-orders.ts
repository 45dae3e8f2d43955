import type { Acknowledgement, AlarmRecord, Silence, SubjectState } from '../../../shared/alarm/alarm-record.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Notice } from '../../../shared/notice/notice.ts';
import { EVERY_RULE } from './alarm-line.ts';
import type { AlarmSight, SeenRule } from './alarm-sight.ts';
import type { Span } from './command.ts';
import { endOfSpan } from './upcoming.ts';

/** The one item that an order about a rule changes. */
export type AlarmPlan =
  | { readonly kind: 'ack'; readonly rule: SeenRule; readonly acknowledgement: Acknowledgement }
  | {
      readonly kind: 'silence';
      readonly rule: SeenRule;
      readonly silence: Silence;
      /** The one that it takes the place of. */
      readonly former: Silence | undefined;
      /** The one of every rule, where it lasts longer. */
      readonly left: readonly Silence[];
    }
  | {
      readonly kind: 'unsilence';
      readonly rule: SeenRule;
      readonly former: Silence;
      /** Silences that go on to cover it, or some of what it covered. */
      readonly left: readonly Silence[];
    };

/** Why nothing is changed. */
export type AlarmRefusal =
  | { readonly kind: 'not-firing'; readonly rule: SeenRule }
  | { readonly kind: 'already'; readonly rule: SeenRule; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'not-silenced'; readonly rule: SeenRule }
  /** Silenced with every other rule. */
  | { readonly kind: 'by-every'; readonly rule: SeenRule; readonly silence: Silence }
  /** From a channel that does not see every rule. */
  | { readonly kind: 'not-every'; readonly rule: SeenRule };

export type AlarmDecision = AlarmPlan | { readonly kind: 'refusal'; readonly refusal: AlarmRefusal };

const refuse = (refusal: AlarmRefusal): AlarmDecision => ({ kind: 'refusal', refusal });

export function decideAck({ records, acknowledgements, who, now }: AlarmSight, rule: SeenRule): AlarmDecision {
  const record = records.get(rule.name);
  if (firingOf(record).length === 0) return refuse({ kind: 'not-firing', rule });
  const acknowledgement = acknowledgementOf(record, acknowledgements);
  if (acknowledgement !== undefined) return refuse({ kind: 'already', rule, acknowledgement });
  return { kind: 'ack', rule, acknowledgement: { ruleName: rule.name, by: who, at: now } };
}

export function decideSilence(
  { silences, isWhole, who, now }: AlarmSight,
  rule: SeenRule,
  { span, reason }: { readonly span: Span; readonly reason: string | undefined },
): AlarmDecision {
  if (rule.name === EVERY_RULE && !isWhole) return refuse({ kind: 'not-every', rule });
  const until = endOfSpan(span, now, rule.zone);
  const silence = { ruleName: rule.name, by: who, at: now, until, reason };
  const ofEvery = rule.name === EVERY_RULE ? undefined : silences.get(EVERY_RULE);
  const left = ofEvery !== undefined && ofEvery.until > until ? [ofEvery] : [];
  return { kind: 'silence', rule, silence, former: silences.get(rule.name), left };
}

export function decideUnsilence({ silences, rules, isWhole }: AlarmSight, rule: SeenRule): AlarmDecision {
  const isEvery = rule.name === EVERY_RULE;
  if (isEvery && !isWhole) return refuse({ kind: 'not-every', rule });
  const former = silences.get(rule.name);
  const ofEvery = isEvery ? undefined : silences.get(EVERY_RULE);
  if (former === undefined)
    return refuse(ofEvery ? { kind: 'by-every', rule, silence: ofEvery } : { kind: 'not-silenced', rule });
  const others = isEvery ? rules.map(({ name }) => silences.get(name)) : [ofEvery];
  return { kind: 'unsilence', rule, former, left: others.filter((silence) => silence !== undefined) };
}

/** What of a rule fires. */
const firingOf = (record: AlarmRecord | undefined): readonly SubjectState[] =>
  Object.values(record?.subjects ?? {}).filter(({ level }) => level === 'warning' || level === 'critical');

/** The acknowledgement that covers everything of the rule that fires; an older one was of an alarm that is over. */
export function acknowledgementOf(
  record: AlarmRecord | undefined,
  acknowledgements: AlarmSight['acknowledgements'],
): Acknowledgement | undefined {
  const acknowledgement = acknowledgements.get(record?.ruleName ?? '');
  const firing = firingOf(record);
  if (acknowledgement === undefined || firing.length === 0) return undefined;
  return firing.every(({ said, since }) => acknowledgement.at >= (said?.firedAt ?? since))
    ? acknowledgement
    : undefined;
}

/** Tells the rule's other channels; undefined where there are none. The id is the command's: carried out twice, it is told once. */
export function alarmChangedNotice(plan: AlarmPlan, { who, now }: AlarmSight, cameFrom: string): Notice | undefined {
  const { rule } = plan;
  const channels = rule.channels.filter((channel) => channel !== cameFrom);
  if (channels.length === 0) return undefined;
  const silence = plan.kind === 'silence' ? plan.silence : undefined;
  const facts = {
    rule: rule.name,
    watches: rule.builtIn,
    change: plan.kind,
    by: who,
    until: silence && iso(silence.until),
    reason: silence?.reason,
  };
  return {
    id: `alarm/${rule.name}/${plan.kind}/${iso(now)}`,
    at: now,
    severity: 'info',
    kind: 'alarm-changed',
    schedule: rule.schedule,
    timeZone: rule.zone.name,
    facts: Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    actions: [],
    channels,
  };
}

const iso = (instant: Instant): string => new Date(instant).toISOString();
