import type { SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { BUILT_INS, LISTED_TYPES } from '../../shared/alarm/built-in-rules.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { InstanceType } from '../../shared/fleet/group.ts';
import type { FleetView } from '../../shared/fleet/member.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import {
  builtInRule,
  findAsBefore,
  findWrong,
  isWatched,
  listingRule,
  standingOf,
  standingOfRun,
  type Standing,
} from './built-in.ts';
import { decideRule, type Outcome, type RuleTurn } from './rule-turn.ts';
import type { Sight } from './sight.ts';
import { RULE_ITSELF, membersOf, subjectOf } from './subjects.ts';
import type { Subject } from './tell-alarm.ts';
import { turnOf, type Context, type Decided } from './turns.ts';
import { wantedOf, type Scheduled } from './wanted-state.ts';

/** What Curfew watches of every schedule without a row, one turn each. */
export function builtInTurns(context: Context): readonly (() => Decided)[] {
  const { entries, view } = context.sight;
  if (view === undefined) return [];
  const sharing = byTagValue(context.sight);
  const ofSchedules = [...entries.values()].flatMap((entry) => {
    const ofEntry = { ...context, entry, view, sharing: sharing.get(entry.schedule.tagValue) ?? [] };
    return BUILT_INS.map((what) => () => builtInTurn(what, ofEntry));
  });
  return [...ofSchedules, ...LISTED_TYPES.map((type) => () => listingTurn(type, view, context))];
}

/** What cannot be listed is told once, to everybody whose schedules may have members there. */
function listingTurn(type: InstanceType, { unseen }: FleetView, context: Context): Decided {
  const channels = [...context.sight.entries.values()].flatMap(({ schedule }) => schedule.channels);
  const turn = turnOf(listingRule(type, [...new Set(channels)]), context);
  const failed = unseen.find((one) => one.type === type);
  const outcome: Outcome =
    failed === undefined
      ? { kind: 'found', finding: { level: 'ok', value: undefined } }
      : { kind: 'failed', failure: failed.failure };
  const outcomes = new Map([[RULE_ITSELF.key, { subject: RULE_ITSELF, outcome }]]);
  return { before: turn.record, after: decideRule({ ...turn, outcomes, absent: 'ok' }) };
}

/** Schedules that act on the same members. */
function byTagValue({ entries, runs }: Sight): ReadonlyMap<string, readonly Scheduled[]> {
  const sharing = new Map<string, Scheduled[]>();
  for (const entry of entries.values()) {
    const { name, tagValue } = entry.schedule;
    sharing.set(tagValue, [...(sharing.get(tagValue) ?? []), { entry, run: runs.get(name) }]);
  }
  return sharing;
}

interface BuiltInContext extends Context {
  readonly entry: Entry;
  readonly view: FleetView;
  /** The schedules that act on the same members, itself among them. */
  readonly sharing: readonly Scheduled[];
}

function builtInTurn(what: BuiltInOfSchedule, context: BuiltInContext): Decided {
  const turn = turnOf(builtInRule(what, context.entry), context);
  const outcomes = what === 'run-stuck' ? ofRun(turn, context) : ofMembers(what, turn, context);
  return { before: turn.record, after: decideRule({ ...turn, outcomes: new Map(outcomes), absent: 'ok' }) };
}

type BuiltInOfSchedule = (typeof BUILT_INS)[number];
type BuiltInTurn = Pick<RuleTurn, 'rule' | 'record' | 'now'>;
type Outcomes = readonly (readonly [string, { readonly subject: Subject; readonly outcome: Outcome }])[];

function ofRun({ rule, record, now }: BuiltInTurn, { sight, entry }: BuiltInContext): Outcomes {
  const before = record.subjects[RULE_ITSELF.key];
  const standing = standingOfRun(sight.runs.get(entry.schedule.name), { entry, before, now });
  return outcomeOf(RULE_ITSELF, { rule, before, standing, now });
}

function ofMembers(
  what: Exclude<BuiltInOfSchedule, 'run-stuck'>,
  { rule, record, now }: BuiltInTurn,
  { entry, view, sharing }: BuiltInContext,
): Outcomes {
  const wanted = entry.problems.length > 0 ? undefined : wantedOf(sharing, now);
  const scheduleName = entry.schedule.name;
  const members = membersOf(entry, view);
  const listed = new Set(members.map(({ id }) => id));
  const ofListed = members.flatMap((member) => {
    const before = record.subjects[member.id];
    const standing = standingOf(what, member, { wanted, scheduleName, before });
    return outcomeOf(subjectOf(member), { rule, before, standing, now });
  });
  const ofAbsent = Object.entries(record.subjects).flatMap(([key, before]): Outcomes => {
    if (listed.has(key)) return [];
    const subject = { key, label: key };
    if (!isWatched(what, wanted)) return outcomeOf(subject, { rule, before, standing: 'superseded', now });
    if (view.unseen.length === 0) return [[key, { subject, outcome: { kind: 'not-evaluated', because: 'gone' } }]];
    return [[key, { subject, outcome: { kind: 'found', finding: findAsBefore(before) } }]];
  });
  return [...ofListed, ...ofAbsent];
}

/** What is right, and was before, needs no outcome. */
function outcomeOf(
  subject: Subject,
  of: { rule: AlarmRule; before: SubjectState | undefined; standing: Standing; now: Instant },
): Outcomes {
  const { rule, before, standing, now } = of;
  if (standing === 'wrong')
    return [[subject.key, { subject, outcome: { kind: 'found', finding: findWrong(rule, before, now) } }]];
  return before === undefined
    ? []
    : [[subject.key, { subject, outcome: { kind: 'not-evaluated', because: standing } }]];
}
