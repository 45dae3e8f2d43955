import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import { ALWAYS } from '../../shared/calendar/timetable.ts';
import type { FleetView, Member } from '../../shared/fleet/member.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';
import { instanceTypeOf } from './queries.ts';
import type { Subject } from './tell-alarm.ts';
import { watchMember, watchSchedule, type Watch } from './watch.ts';

/** What a rule is evaluated for, and whether it is now. */
export interface Watched {
  readonly subject: Subject;
  readonly watch: Watch;
}

export const RULE_ITSELF: Subject = { key: '', label: '' };

/** The rule itself, or each instance of its schedule. Types that could not be listed have none: their states are kept. */
export function subjectsOf(
  rule: AlarmRule,
  known: {
    readonly entry: Entry | undefined;
    readonly run: Run | undefined;
    readonly view: FleetView;
    readonly now: Instant;
  },
): readonly Watched[] {
  const { entry, run, view, now } = known;
  if (entry === undefined) return [{ subject: RULE_ITSELF, watch: { kind: 'awake', since: ALWAYS } }];
  const members = membersOf(entry, view);
  if (!rule.forEachInstance) return [{ subject: RULE_ITSELF, watch: watchSchedule(rule, { run, members, now }) }];
  const type = instanceTypeOf(rule);
  return members
    .filter((member) => member.type === type)
    .map((member) => ({ subject: subjectOf(member), watch: watchMember(rule, member, { run, now }) }));
}

/** The schedule's instances that Curfew may start and stop. */
export const membersOf = (entry: Entry, view: FleetView): readonly Member[] =>
  view.members.filter(({ tagValue, skip }) => tagValue === entry.schedule.tagValue && skip === undefined);

export const subjectOf = ({ id, name }: Member): Subject => ({
  key: id,
  label: name === '' || name === id ? id : `${name} (${id})`,
});
