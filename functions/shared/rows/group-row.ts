import { MINUTES_PER_DAY } from '../calendar/instant.ts';
import { READY_TIMEOUT_MINUTES, type Group, type InstanceType } from '../fleet/group.ts';
import { AttributeReader, keyOf } from './attributes.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

const ATTRIBUTES = ['ScheduleName', 'GroupName', 'InstanceType', 'Dependency', 'ReadyWhen', 'ReadyTimeoutMinutes'];

const READY_TIMEOUT_RANGE = {
  from: 1,
  to: MINUTES_PER_DAY,
  meaning: 'minutes until a notice says which instance keeps whom waiting, such as 15',
};

/** Of a schedule: so that finding their order ends in time, and no way through them is too deep to walk. */
export const MOST_GROUPS = 500;

/** A row of the ScheduleServerGroup table by itself. */
export interface GroupRow {
  /** How problems name the row. */
  readonly label: string;
  /** Undefined where the row names no group. */
  readonly name: string | undefined;
  /** As far as it could be read; undefined without a name or a type. */
  readonly group: Group | undefined;
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

/** Reads a row of the ScheduleServerGroup table of the schedule `scheduleName`. */
export function readGroupRow(scheduleName: string, item: Item): GroupRow {
  const label = `ScheduleServerGroup ${scheduleName}/${keyOf(item, 'GroupName') ?? ''}`;
  const reader = new AttributeReader(label, item);
  const name = reader.requiredText('GroupName', "the value of the instances' ScheduleGroupName tag, such as db");
  const type = readType(reader);
  const dependsOn = readDependency(reader);
  const readyWhen = readReadyWhen(reader, type);
  const readyTimeoutMinutes =
    reader.wholeNumber('ReadyTimeoutMinutes', READY_TIMEOUT_RANGE) ?? READY_TIMEOUT_MINUTES[type ?? 'EC2'];
  reader.adviseOnNearMisses(ATTRIBUTES);
  const isGroup = name !== undefined && type !== undefined;
  const group = isGroup ? { name, type, dependsOn, readyWhen, readyTimeoutMinutes } : undefined;
  return { label, name, group, problems: reader.problems, advices: reader.advices };
}

function readDependency(reader: AttributeReader): readonly string[] {
  const names = [...new Set(reader.list('Dependency', 'names of groups of the same schedule such as ["db"]') ?? [])];
  if (names.length <= MOST_GROUPS) return names;
  reader.refuse('Dependency', `at most ${MOST_GROUPS} groups`);
  return [];
}

function readType(reader: AttributeReader): InstanceType | undefined {
  const expected = 'EC2 or RDS';
  const type = reader.requiredText('InstanceType', expected)?.toUpperCase();
  if (type === undefined || type === 'EC2' || type === 'RDS') return type;
  const isPlanned = type === 'AURORA' || type === 'ASG';
  return reader.refuse('InstanceType', isPlanned ? `${expected}; ${type} is not built yet` : expected);
}

function readReadyWhen(reader: AttributeReader, type: InstanceType | undefined): Group['readyWhen'] {
  const expected = 'running, or status-ok (both EC2 status checks passed)';
  const readyWhen = reader.text('ReadyWhen', expected)?.toLowerCase().replace(/[\s_]/g, '-') ?? 'running';
  if (readyWhen !== 'running' && readyWhen !== 'status-ok') reader.refuse('ReadyWhen', expected);
  if (readyWhen !== 'status-ok') return 'running';
  // RDS has no status checks; waiting for them would wait for ever.
  if (type === 'RDS')
    reader.advise('ReadyWhen', 'running: RDS has no status checks, so an instance is ready once it serves');
  return type === 'RDS' ? 'running' : 'status-ok';
}
