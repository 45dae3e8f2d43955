import type { Acknowledgement, AlarmRecord, Silence } from '../../../shared/alarm/alarm-record.ts';
import type { AlarmRule, BuiltIn } from '../../../shared/alarm/alarm-rule.ts';
import { BUILT_INS, builtInName, LISTED_TYPES, listingName } from '../../../shared/alarm/built-in-rules.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Zone } from '../../../shared/calendar/zone.ts';
import type { AlarmReading } from '../../../shared/rows/alarm-rules.ts';
import type { Problem } from '../../../shared/rows/problem.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import { EVERY_RULE } from './alarm-line.ts';

/** A rule as a chat knows it: a row of AlarmRule, or what Curfew watches of a schedule by itself. */
export interface SeenRule {
  readonly name: string;
  readonly schedule: string;
  /** Of its schedule, or else of the stack. */
  readonly zone: Zone;
  readonly channels: readonly string[];
  /** Undefined for a row of the table. */
  readonly builtIn: BuiltIn | undefined;
  /** Undefined for a built-in, and for a row that watches nothing. */
  readonly row: AlarmRule | undefined;
  readonly problems: readonly Problem[];
}

/** What commands about alarms are answered and decided on. */
export interface AlarmSight {
  readonly rules: readonly SeenRule[];
  /** False: the channel is kept from some schedules. */
  readonly isWhole: boolean;
  /** All three by rule name. */
  readonly records: ReadonlyMap<string, AlarmRecord>;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  /** Those that are not over. */
  readonly silences: ReadonlyMap<string, Silence>;
  /** The stack's. */
  readonly zone: Zone;
  readonly who: string;
  readonly now: Instant;
}

/** The rules that a channel may know, given the schedules that it may; a rule without a schedule is everybody's. */
export function seenRules(
  reading: AlarmReading,
  { entries, zone, isWhole }: { readonly entries: readonly Entry[] } & Pick<AlarmSight, 'zone' | 'isWhole'>,
): readonly SeenRule[] {
  const byName = new Map(entries.map((entry) => [entry.schedule.name, entry]));
  const ofRows = reading.rules.flatMap((row): SeenRule[] => {
    const entry = byName.get(row.schedule ?? '');
    if (row.schedule !== undefined && entry === undefined) return [];
    const { name, channels, schedule = '' } = row;
    return [{ name, schedule, zone: entry?.timetable.zone ?? zone, channels, builtIn: undefined, row, problems: [] }];
  });
  // Which schedule a row in error is about, nobody knows.
  const broken = isWhole ? reading.broken.filter(({ name }) => name !== '') : [];
  const ofBroken = broken.map((row): SeenRule => ({ ...row, schedule: '', zone, builtIn: undefined, row: undefined }));
  const rules = [
    ...ofRows,
    ...ofBroken,
    ...entries.flatMap(builtInRules),
    ...(isWhole ? listingRules(entries, zone) : []),
  ];
  return rules.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const builtInRules = ({ schedule, timetable }: Entry): readonly SeenRule[] =>
  BUILT_INS.map((builtIn) => ({
    name: builtInName(builtIn, schedule.name),
    schedule: schedule.name,
    zone: timetable.zone,
    channels: schedule.channels,
    builtIn,
    row: undefined,
    problems: [],
  }));

const listingRules = (entries: readonly Entry[], zone: Zone): readonly SeenRule[] =>
  LISTED_TYPES.map((type) => ({
    name: listingName(type),
    schedule: '',
    zone,
    channels: [...new Set(entries.flatMap(({ schedule }) => schedule.channels))],
    builtIn: 'listing',
    row: undefined,
    problems: [],
  }));

/** The rule of that name, or what stands for all of them. */
export function ruleNamed({ rules, zone }: AlarmSight, name: string): SeenRule {
  const rule = rules.find((known) => known.name === name);
  if (rule !== undefined) return rule;
  if (name !== EVERY_RULE) throw new Error('a command names a rule that was not read');
  const channels = [...new Set(rules.flatMap((known) => known.channels))];
  return { name, schedule: '', zone, channels, builtIn: undefined, row: undefined, problems: [] };
}
