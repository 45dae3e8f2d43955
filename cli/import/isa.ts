import { scheduleLabel } from '../../functions/shared/rows/schedule-row.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Carried } from './carried.ts';
import type { Finding } from './finding.ts';
import type { IsaConfig } from './isa-file.ts';
import { carryPeriod, listOf } from './isa-period.ts';
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
  ...['type', 'name', 'periods', 'timezone', 'description', 'override_status', 'enforced', 'hibernate'],
  ...['stop_new_instances', 'configured_in_stack'],
];

/** What has no counterpart here, by field: what it did. */
const LOST: Readonly<Record<string, string>> = {
  retain_running: 'instances that already ran when a period began were not stopped at its end',
  ssm_maintenance_window: 'instances were started for these SSM maintenance windows',
  use_maintenance_window: 'RDS instances were started for their maintenance window',
};

function carrySchedule(schedule: Item, config: IsaConfig, timeZone: string | undefined): Carried {
  const name = String(schedule['name']);
  const carried = new Carried(scheduleLabel(name), schedule);
  for (const field of Object.keys(schedule)) delete carried.row[field];
  Object.assign(carried.row, { ScheduleName: name, ...optional('Description', schedule['description']) });
  setTimeZone(carried, timeZone ?? config.defaultTimeZone);
  setPeriods(carried, config.periods);
  if (isTrue(schedule['enforced'])) carried.row['Enforce'] = true;
  if (isTrue(schedule['hibernate'])) carried.row['Hibernate'] = true;
  noteRest(carried);
  return carried;
}

const optional = (attribute: string, value: unknown): Item =>
  typeof value === 'string' && value !== '' ? { [attribute]: value } : {};

const isTrue = (value: unknown): boolean => /^(true|1)$/i.test(String(value));

function setTimeZone(carried: Carried, fallback: string | undefined): void {
  const { timezone } = carried.item;
  const isNamed = typeof timezone === 'string' && timezone !== '';
  carried.row['TimeZone'] = isNamed ? timezone : (fallback ?? ISA_TIME_ZONE);
  const before = 'the default of its stack';
  if (isNamed) return;
  if (fallback !== undefined) carried.note('kept', 'timezone', { before, now: fallback });
  else carried.note('changes', 'timezone', { before, now: `${ISA_TIME_ZONE}; --time-zone sets another` });
}

function setPeriods(carried: Carried, periods: ReadonlyMap<string, Item>): void {
  const override = String(carried.item['override_status'] ?? '').toLowerCase();
  const named = listOf(carried.item['periods']);
  if (override === 'running' || override === 'stopped') {
    // Whole days in a row, or a stop at each midnight.
    Object.assign(
      carried.row,
      override === 'running' ? { StartTime: '00:00', StopTime: '24:00' } : { StopTime: '00:00' },
    );
    const now = override === 'running' ? 'a window that never closes' : 'a stop at every midnight';
    carried.note('changes', 'override_status', { before: `${override}, whatever the periods said`, now });
    if (named.length > 0) carried.note('lost', 'periods', { before: 'kept for later', now: 'not carried over' });
    return;
  }
  const read = named.map((id) => carryNamed(carried, id, periods));
  const parts = read.flatMap((period) => period.parts);
  const [only, ...more] = parts;
  Object.assign(carried.row, more.length === 0 ? only : { Periods: parts });
  if (only === undefined || read.some((period) => period.parts.length === 0)) {
    carried.row['Enabled'] = false;
    carried.note('lost', 'periods', {
      before: '',
      now: 'off (Enabled false) until the missing windows are in the row',
    });
  }
  if (named.length > 1 && read.some(({ isHalf }) => isHalf))
    carried.note('changes', 'periods', {
      before: 'on the days of a period with one time only, other periods did not stop in its open part',
      now: 'every start and stop is carried out',
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
    if (CARRIED.includes(field) || value === false || listOf(value).length === 0 || String(value) === 'false') continue;
    carried.note('lost', field, { before: LOST[field] ?? '', now: 'not carried over' });
  }
}

const unusedPeriod = (name: string): Finding => ({
  ...{ effect: 'lost', row: `period ${name}`, attribute: '', got: '' },
  before: 'used by no schedule',
  now: 'not carried over: here a window belongs to its schedule',
});
