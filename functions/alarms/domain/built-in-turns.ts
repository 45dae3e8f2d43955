import type { BuiltIn } from '../../shared/alarm/alarm-rule.ts';
import { BUILT_INS } from '../../shared/alarm/built-in-rules.ts';
import type { FleetView } from '../../shared/fleet/member.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import { builtInRule, findWrong, isStuck, membersInWrongState } from './built-in.ts';
import { decideRule } from './rule-turn.ts';
import type { Sight } from './sight.ts';
import { RULE_ITSELF, membersOf, subjectOf } from './subjects.ts';
import type { Subject } from './tell-alarm.ts';
import { turnOf, type Context, type Decided } from './turns.ts';
import { wantedOf, type Scheduled } from './wanted-state.ts';

/** What Curfew watches of every schedule whose rows are whole, one turn each. */
export function builtInTurns(context: Context): readonly (() => Decided)[] {
  const { entries, view } = context.sight;
  if (view === undefined || view.unseen.length > 0) return [];
  const sharing = byTagValue(context.sight);
  const whole = [...entries.values()].filter(({ problems }) => problems.length === 0);
  return whole.flatMap((entry) => {
    const ofEntry = { ...context, entry, view, sharing: sharing.get(entry.schedule.tagValue) ?? [] };
    return BUILT_INS.map((what) => () => builtInTurn(what, ofEntry));
  });
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

function builtInTurn(what: BuiltIn, context: BuiltInContext): Decided {
  const rule = builtInRule(what, context.entry);
  const turn = turnOf(rule, context);
  const { record, now } = turn;
  const outcomes = new Map(
    wrongSubjects(what, context).map((subject) => {
      const finding = findWrong(rule, subject.key, { record, now });
      return [subject.key, { subject, outcome: { kind: 'found', finding } as const }];
    }),
  );
  return { before: record, after: decideRule({ ...turn, outcomes, absent: 'ok' }) };
}

function wrongSubjects(what: BuiltIn, { sight, entry, view, sharing, now }: BuiltInContext): readonly Subject[] {
  const { name } = entry.schedule;
  if (what === 'run-stuck') return isStuck(sight.runs.get(name), entry, now) ? [RULE_ITSELF] : [];
  // Of schedules that share their members, the one that spoke last.
  const wanted = wantedOf(sharing, now);
  const wantedHere = wanted?.scheduleName === name ? wanted.kind : undefined;
  return membersInWrongState(what, wantedHere, membersOf(entry, view)).map(subjectOf);
}
