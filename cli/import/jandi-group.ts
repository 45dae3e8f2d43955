import { AttributeReader } from '../../functions/shared/rows/attributes.ts';
import { nearest } from '../../functions/shared/rows/nearest.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Carried } from './carried.ts';
import { textOf } from '../text-of.ts';
import { leaveOutUnread } from './jandi-schedule.ts';

/** A row of the original's ScheduleServerGroup table; `siblings` are the names of all groups of its schedule. */
export function carryGroup(item: Item, siblings: ReadonlySet<string>): Carried {
  const label = `ScheduleServerGroup ${textOf(item['ScheduleName'])}/${textOf(item['GroupName'])}`;
  const carried = new Carried(label, item);
  leaveOutUnread(carried, ['ReadyWhen', 'ReadyTimeoutMinutes']);
  compareType(carried);
  carryDependency(carried, siblings);
  if (item['InstanceType'] === 'EC2' && /[*?]/.test(textOf(item['GroupName'])))
    carried.note('changes', 'GroupName', {
      before: 'every instance whose ScheduleGroupName tag fits the wildcards',
      now: 'instances with this very tag',
    });
  return carried;
}

/** Types that Curfew cannot read are in error anyway. */
function compareType(carried: Carried): void {
  const type = carried.item['InstanceType'];
  if (type === 'EC2' || type === 'RDS' || !/^\s*(ec2|rds)\s*$/i.test(textOf(type))) return;
  carried.note('changes', 'InstanceType', {
    before: 'never started, and counted as ready: only EC2 and RDS in capitals were known',
    now: 'started and stopped',
  });
}

/** Keeps the names that are groups. One that is none held nobody up there, and would be an error here. */
function carryDependency(carried: Carried, siblings: ReadonlySet<string>): void {
  const written = carried.item['Dependency'];
  const before = waitedFor(written);
  const reader = new AttributeReader('', carried.item);
  const names = reader.list('Dependency', '') ?? [];
  if (before === undefined || reader.problems.length > 0) {
    carried.row['Dependency'] = [];
    carried.note('changes', 'Dependency', {
      before:
        before === undefined
          ? 'an error that ended every tick when the schedule was to start'
          : 'held something that is no name of a group',
      now: 'waits for no group',
    });
    return;
  }
  const now = names.filter((name) => siblings.has(name));
  const unknown = names.filter((name) => !siblings.has(name));
  carried.row['Dependency'] = now;
  if (unknown.length > 0)
    carried.note('kept', 'Dependency', {
      before: `${unknown.join(', ')} counted as ready: there is no such group in the schedule`,
      now: `left out${unknown.map((name) => meant(name, siblings)).join('')}`,
    });
  if (now.some((name) => !before.has(name)))
    carried.note('changes', 'Dependency', {
      before: `waited for ${[...before].filter((name) => siblings.has(name)).join(', ') || 'no group'}`,
      now: `waits for ${now.join(', ')}`,
    });
}

/** What Python went through: the names of a list, the letters of a text; undefined where it raised an error. */
function waitedFor(written: unknown): ReadonlySet<string> | undefined {
  const isIterable = typeof written === 'string' || Array.isArray(written) || written instanceof Set;
  return isIterable ? new Set([...(written as Iterable<unknown>)].map(textOf)) : undefined;
}

function meant(name: string, siblings: ReadonlySet<string>): string {
  const near = nearest(name, siblings);
  return near === undefined ? '' : `; if ${near} was meant, add it`;
}
