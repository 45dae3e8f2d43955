import { scheduleLabel } from '../../functions/shared/rows/schedule-row.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Carried } from './carried.ts';
import { textOf } from '../text-of.ts';
import type { Finding } from './finding.ts';
import type { IsaConfig } from './isa-file.ts';
import { carryPeriod, isSet, listOf } from './isa-period.ts';
import type { Imported } from './jandi.ts';

/** Turns Instance Scheduler's schedules and periods into rows. `timeZone` is for schedules that name none, if it was chosen. */
export function importIsa(config: IsaConfig, timeZone: string | undefined): Imported {
  const carried = config.schedules.map((schedule) => carrySchedule(schedule, config, timeZone));
  const used = new Set(config.schedules.flatMap((schedule) => listOf(schedule['periods']).map(periodName)));
  const unused = [...config.periods.keys()].filter((name) => !used.has(name));
  return {
    rows: {
      ...{ ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] },
      Schedule: carried.map(({ row }) => row),
    },
    findings: [...carried.flatMap(({ findings }) => findings), ...unused.map(unusedPeriod), ...config.lost],
  };
}

/** What Instance Scheduler's stack has where nobody chose a zone. */
export const ISA_TIME_ZONE = 'UTC';

/** Fields that are carried over, or whose absence here changes nothing. */
const CARRIED = [
  ...['type', 'name', 'periods', 'timezone', 'description', 'override_status', 'overwrite'],
  ...['enforced', 'hibernate', 'stop_new_instances', 'configured_in_stack'],
];

/** `overwrite` is how older versions say it. */
const overrideOf = ({ override_status: status, overwrite }: Item): string =>
  typeof overwrite === 'boolean' ? (overwrite ? 'running' : 'stopped') : textOf(status ?? '').toLowerCase();

/** What has no counterpart here, by field: what it did. */
const LOST: ReadonlyMap<string, string> = new Map([
  ['retain_running', 'instances that already ran when a period began were not stopped at its end'],
  ['ssm_maintenance_window', 'instances were started for these SSM maintenance windows'],
  ['use_maintenance_window', 'RDS instances were started for their maintenance window'],
]);

function carrySchedule(schedule: Item, config: IsaConfig, timeZone: string | undefined): Carried {
  const name = textOf(schedule['name']);
  const carried = new Carried(scheduleLabel(name), schedule);
  for (const field of Object.keys(schedule)) delete carried.row[field];
  Object.assign(carried.row, { ScheduleName: name, ...optional('Description', schedule['description']) });
  setTimeZone(carried, timeZone ?? config.defaultTimeZone);
  setPeriods(carried, config.periods);
  if (isTrue(schedule['enforced'])) carried.row['Enforce'] = true;
  if (isTrue(schedule['hibernate'])) carried.row['Hibernate'] = true;
  noteRest(carried);
  if (carried.findings.some(({ effect }) => effect === 'lost')) switchOff(carried);
  return carried;
}

/** What does not do all that it did must not act before somebody has looked. */
function switchOff(carried: Carried): void {
  carried.row['Enabled'] = false;
  const now = 'off (Enabled false): complete the row where something is lost, then set Enabled to true';
  carried.note('changes', '', { before: 'on', now });
}

const optional = (attribute: string, value: unknown): Item =>
  typeof value === 'string' && value !== '' ? { [attribute]: value } : {};

const isTrue = (value: unknown): boolean => /^(true|1)$/i.test(textOf(value));

function setTimeZone(carried: Carried, fallback: string | undefined): void {
  const { timezone } = carried.item;
  const isNamed = typeof timezone === 'string' && timezone !== '';
  carried.row['TimeZone'] = isNamed ? timezone : (fallback ?? ISA_TIME_ZONE);
  const before = 'the default of its stack';
  if (isNamed) return;
  if (fallback !== undefined) carried.note('kept', 'timezone', { before, now: fallback });
  else carried.note('lost', 'timezone', { before, now: `${ISA_TIME_ZONE}; --time-zone sets another` });
}

function setPeriods(carried: Carried, periods: ReadonlyMap<string, Item>): void {
  const override = overrideOf(carried.item);
  const named = listOf(carried.item['periods']);
  if (override === 'running' || override === 'stopped') {
    // Whole days in a row, or a stop at each midnight.
    Object.assign(
      carried.row,
      override === 'running' ? { StartTime: '00:00', StopTime: '24:00' } : { StopTime: '00:00' },
    );
    const now = override === 'running' ? 'a window that never closes' : 'a stop at every midnight';
    carried.note('changes', 'overwrite' in carried.item ? 'overwrite' : 'override_status', {
      before: `${override}, whatever the periods said`,
      now,
    });
    if (named.length > 0) carried.note('lost', 'periods', { before: 'kept for later', now: 'not carried over' });
    return;
  }
  const read = named.map((id) => carryNamed(carried, id, periods));
  const parts = read.flatMap((period) => period.parts);
  const [only, ...more] = parts;
  Object.assign(carried.row, more.length === 0 ? only : { Periods: parts });
  if (named.length === 0) carried.note('lost', 'periods', { before: 'nothing was started', now: 'no window' });
  if (named.length > 1 && read.some(({ isHalf }) => isHalf)) noteOpenPart(carried, parts);
}

/** There, the open part of a period outranks the stops of the others, and a period that runs outranks them all. */
function noteOpenPart(carried: Carried, parts: readonly Item[]): void {
  const stops = new Set(parts.flatMap(({ StopTime: stop }) => (stop === undefined ? [] : [String(stop)])));
  carried.note('lost', 'periods', {
    before:
      'before the begintime or endtime that stands alone, and while another period ran, nothing was stopped on that day',
    now: `every stop is carried out, at ${[...stops].sort().join(', ')}: give each period both times`,
  });
}

function carryNamed(carried: Carried, id: string, periods: ReadonlyMap<string, Item>): ReturnType<typeof carryPeriod> {
  const period = periods.get(periodName(id));
  const [, size] = id.split('@');
  if (size !== undefined)
    carried.note('lost', 'periods', { before: `EC2 instances were made ${size} for ${id}`, now: 'their size stays' });
  const read = period && carryPeriod(carried.label, period);
  if (read === undefined)
    carried.note('lost', 'periods', { before: '', now: `there is no period ${periodName(id)} in the files` });
  else carried.findings.push(...read.findings);
  return read ?? { parts: [], isHalf: false, findings: [] };
}

const periodName = (id: string): string => id.split('@')[0] ?? '';

function noteRest(carried: Carried): void {
  const { item } = carried;
  if (isTrue(item['stop_new_instances']))
    carried.note('changes', 'stop_new_instances', {
      before: 'an instance that was tagged while it ran outside the periods was stopped at once',
      now: 'it is stopped at the next stop',
    });
  for (const [field, value] of Object.entries(item)) {
    if (CARRIED.includes(field) || !isSet(value)) continue;
    carried.note('lost', field, { before: LOST.get(field) ?? '', now: 'not carried over' });
  }
}

const unusedPeriod = (name: string): Finding => ({
  ...{ effect: 'lost', row: `period ${name}`, attribute: '', got: '' },
  before: 'used by no schedule',
  now: 'not carried over: here a window belongs to its schedule',
});
