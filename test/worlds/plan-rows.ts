import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { Chance } from './chance.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Zones with dates on which they change, so that most worlds meet a change or its neighbourhood. */
export const PLACES: readonly [Place, ...Place[]] = [
  { zone: 'Asia/Seoul', date: '2026-11-20' },
  { zone: 'Asia/Kathmandu', date: '2026-12-30' },
  { zone: 'America/New_York', date: '2026-03-08' },
  { zone: 'America/New_York', date: '2026-11-01' },
  { zone: 'Europe/London', date: '2026-03-29' },
  { zone: 'Europe/London', date: '2026-10-25' },
  { zone: 'Australia/Lord_Howe', date: '2026-04-05' },
  { zone: 'Australia/Lord_Howe', date: '2026-10-04' },
  { zone: 'America/Santiago', date: '2026-09-06' },
];

interface Place {
  readonly zone: string;
  readonly date: string;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const SCHEDULES = ['Development', '개발 서버', 'QA', 'batch jobs'] as const;
/** Where holidays are. */
export const CALENDAR = 'calendar:KR';
export const CHANNELS = ['default', 'ops', 'gone'] as const;

export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const dateAt = (instant: number, days = 0): string =>
  new Date(instant + days * DAY_MS).toISOString().slice(0, 10);

/** What a schedule's row may say of its days and times. */
export function randomTimes(chance: Chance): Item {
  if (chance.is(0.7)) return randomWindow(chance);
  return { Periods: Array.from({ length: chance.whole(1, 3) }, () => randomWindow(chance)) };
}

function randomWindow(chance: Chance): Item {
  const start = chance.is(0.7) ? chance.whole(0, 47) * 30 : chance.whole(0, 1_439);
  const length = chance.is(0.6) ? chance.whole(1, 36) * 30 : chance.whole(1, 1_439);
  const days = chance.is(0.6) ? 'all' : chance.some(WEEKDAYS, 0.6).join(',') || 'all';
  return { DaysActive: days, StartTime: clockTime(start), StopTime: clockTime((start + length) % 1_440) };
}

function randomSchedule(chance: Chance, name: string, place: Place): Item {
  return {
    ScheduleName: name,
    TimeZone: chance.is(0.8) ? place.zone : chance.pick(PLACES).zone,
    ...randomTimes(chance),
    ...(chance.is(0.7) && { WarnMinutes: chance.pick([0, 1, 5, 10, 20, 45]) }),
    ...(chance.is(0.15) && { Enforce: true }),
    ...(chance.is(0.08) && { Enabled: false }),
    ...(chance.is(0.2) && { Calendar: 'KR' }),
    ...(chance.is(0.3) && { Channels: ['default', ...chance.some(CHANNELS.slice(1), 0.5)] }),
  };
}

/** Groups of which each may depend on those before it, so that there is no cycle. */
export function randomGroups(chance: Chance, schedule: string, most: number): Item[] {
  const names = Array.from({ length: chance.is(0.15) ? most : chance.whole(0, 6) }, (_, nth) => `g${nth}`);
  const density = chance.pick([0.1, 0.3, 0.6]);
  return names.map((GroupName, nth) => {
    const InstanceType = chance.is(0.7) ? 'EC2' : 'RDS';
    return {
      ...{ ScheduleName: schedule, GroupName, InstanceType },
      ...(nth > 0 && { Dependency: chance.some(names.slice(Math.max(0, nth - 4), nth), density) }),
      ...(InstanceType === 'EC2' && chance.is(0.25) && { ReadyWhen: 'status-ok' }),
      ...(chance.is(0.2) && { ReadyTimeoutMinutes: 5 }),
    };
  });
}

function randomMembers(chance: Chance, schedule: string, groups: readonly Item[]): FleetInstance[] {
  const members: FleetInstance[] = [];
  const add = (type: FleetInstance['type'], group: string | undefined): void => {
    const id = `${type === 'EC2' ? 'i' : 'db'}-${SCHEDULES.indexOf(schedule as never)}-${members.length}`;
    const isUp = chance.is(0.5);
    members.push({
      id,
      type,
      tags: { ScheduleName: schedule, ...(group !== undefined && { ScheduleGroupName: group }) },
      state: isUp ? (type === 'EC2' ? 'running' : 'available') : 'stopped',
      bootSeconds: chance.whole(5, type === 'EC2' ? 120 : 300),
      stopSeconds: chance.whole(5, 120),
      ...(type === 'EC2' && chance.is(0.4) && { statusSeconds: chance.whole(0, 180) }),
      ...(type === 'EC2' && chance.is(0.04) && { autoScalingGroup: 'workers' }),
      ...(type === 'RDS' && chance.is(0.04) && { clusterId: 'aurora-1' }),
    });
  };
  for (const { InstanceType, GroupName } of groups) {
    const count = chance.pick([0, 1, 1, 1, 2, 3]);
    for (let nth = 0; nth < count; nth++) add(InstanceType === 'RDS' ? 'RDS' : 'EC2', String(GroupName));
  }
  for (let nth = chance.whole(groups.length === 0 ? 1 : 0, 2); nth > 0; nth--) {
    const group = chance.is(0.3) ? 'nobody-knows' : undefined;
    add(chance.is(0.8) ? 'EC2' : 'RDS', group);
  }
  return members;
}

/** Minutes of a dated exception; stops may be on the next day. */
export const randomException = (chance: Chance, schedule: string, date: string): Item => {
  const isStart = chance.is(0.4);
  const minute = isStart ? chance.whole(0, 1_439) : chance.whole(1, 2_200);
  return {
    ScheduleName: schedule,
    ExceptionUuid: `by-hand-${date}-${isStart ? 'start' : 'stop'}`,
    ExceptionDate: date,
    ExceptionType: isStart ? 'start' : 'stop',
    ExceptionValue: clockTime(minute),
  };
};

export const holidayOf = (date: string): Item => ({
  ScheduleName: CALENDAR,
  ExceptionUuid: date,
  ExceptionDate: date,
  Note: 'a holiday',
});

/** The rows and the instances that a world begins with. */
export function planRows(chance: Chance, from: number, place: Place): { rows: TableRows; fleet: FleetInstance[] } {
  const names = SCHEDULES.slice(0, chance.pick([1, 1, 2, 2, 3, 4]));
  const groupsOf = names.map((name, nth) => randomGroups(chance, name, nth === 0 ? 30 : 8));
  const exceptions = names.flatMap((name) =>
    chance.is(0.4) ? [randomException(chance, name, dateAt(from + 720 * MINUTE_MS, chance.whole(0, 2)))] : [],
  );
  const holidays = chance.some([-1, 0, 1, 2], 0.2).map((days) => holidayOf(dateAt(from, days)));
  return {
    rows: {
      Schedule: names.map((name) => randomSchedule(chance, name, place)),
      ScheduleServerGroup: groupsOf.flat(),
      ScheduleException: [...exceptions, ...holidays],
      AlarmRule: [],
    },
    fleet: names.flatMap((name, nth) => randomMembers(chance, name, groupsOf[nth] ?? [])),
  };
}
