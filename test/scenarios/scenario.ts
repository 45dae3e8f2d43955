import { DateTime } from 'luxon';
import { onTestFinished } from 'vitest';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import type { Notice, NoticeKind } from '../../functions/shared/notice/notice.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { dynamoDbInMaps } from '../../local/dynamodb-in-maps.ts';
import { World, type WorldOptions } from '../../local/world.ts';

const ZONE = 'Asia/Seoul';

/** `2026-11-20 09:30` or `2026-11-20 09:30:15` in Seoul. */
export function seoul(local: string): Instant {
  const parsed = DateTime.fromSQL(local, { zone: ZONE });
  if (!parsed.isValid) throw new Error(`not a time in Seoul: ${local}`);
  return parsed.toMillis();
}

const clockTime = (instant: Instant): string =>
  DateTime.fromMillis(instant, { zone: ZONE }).toFormat('HH:mm:ss').replace(/:00$/, '');

export const rowsOf = (rows: Partial<TableRows>): TableRows => ({
  Schedule: [],
  ScheduleServerGroup: [],
  ScheduleException: [],
  AlarmRule: [],
  ...rows,
});

/** The Development schedule of the original: weekdays 09:30 to 22:00 in Seoul. */
export const development = (attributes: Item = {}): Item => ({
  ScheduleName: 'Development',
  TimeZone: ZONE,
  DaysActive: 'weekdays',
  StartTime: '09:30',
  StopTime: '22:00',
  ...attributes,
});

export const group = (GroupName: string, attributes: Item = {}): Item => ({
  ScheduleName: 'Development',
  GroupName,
  InstanceType: 'EC2',
  ...attributes,
});

export const exception = (ExceptionDate: string, ExceptionType: 'start' | 'stop', ExceptionValue: string): Item => ({
  ScheduleName: 'Development',
  ExceptionUuid: `${ExceptionDate}-${ExceptionType}`,
  ExceptionDate,
  ExceptionType,
  ExceptionValue,
});

export function ec2(
  id: string,
  given: Partial<FleetInstance> & { group?: string; schedule?: string } = {},
): FleetInstance {
  const { group: groupName, schedule = 'Development', ...rest } = given;
  const tags = { ScheduleName: schedule, ...(groupName !== undefined && { ScheduleGroupName: groupName }) };
  return { id, type: 'EC2', tags, state: 'stopped', bootSeconds: 50, stopSeconds: 40, ...rest };
}

export function rds(id: string, given: Parameters<typeof ec2>[1] = {}): FleetInstance {
  return { ...ec2(id, { bootSeconds: 240, stopSeconds: 120, ...given }), type: 'RDS' };
}

/** A database and the web server that needs it. */
export const CHAIN = [group('db'), group('web', { Dependency: ['db'] })];
export const chainOf = (state: 'stopped' | 'running') => [
  ec2('i-db', { group: 'db', state }),
  ec2('i-web', { group: 'web', state }),
];

export interface ScenarioOptions extends Partial<Omit<WorldOptions, 'rows' | 'fleet' | 'from'>> {
  readonly rows: Partial<TableRows>;
  readonly fleet: readonly FleetInstance[];
  /** In Seoul: `2026-11-20 09:00`. */
  readonly from: string;
}

/** A timeline on the embedded world, in Seoul's local times. */
export class Scenario {
  readonly world: World;
  /** `21:50 stop-warning`, `09:30 starting db`, `09:30:05 starting db @us-east-1`: notices as the team saw them. */
  readonly told: string[] = [];
  /** `09:30 StartInstances i-1,i-2`: calls that AWS accepted or refused. */
  readonly calls: string[] = [];

  static async begin(options: ScenarioOptions): Promise<Scenario> {
    const { rows, from, ...rest } = options;
    const world = await World.create({
      tickMinutes: 1,
      events: true,
      timeZone: ZONE,
      warnMinutes: 10,
      dynamoDb: await dynamoDbInMaps(),
      ...rest,
      rows: rowsOf(rows),
      from: seoul(from),
    });
    onTestFinished(() => world.close());
    return new Scenario(world);
  }

  private constructor(world: World) {
    this.world = world;
    world.onNotice((notice) =>
      this.told.push(
        `${clockTime(world.clock.now)} ${notice.kind}${factAfter(' ', notice, 'group')}${factAfter(' @', notice, 'target')}`,
      ),
    );
    for (const { fleet } of world.schedulers)
      fleet.onCall(({ op, ids, error }) => {
        this.calls.push(
          `${clockTime(world.clock.now)} ${op} ${ids.join(',')}${error === undefined ? '' : ` ${error}`}`,
        );
      });
  }

  /** Lets everything happen up to and at that minute. */
  async at(local: string): Promise<this> {
    await this.world.playUntil(seoul(local) + 1);
    return this;
  }

  state(id: string): string {
    return this.world.fleet.stateOf(id);
  }

  notices(kind: NoticeKind): Notice[] {
    return this.world.notices.filter((notice) => notice.kind === kind);
  }

  fact(notice: Notice | undefined, name: string): unknown {
    return notice?.facts.find((fact) => fact.name === name)?.value;
  }

  /** Deletes the exception of a date, as somebody would in the console. */
  async strike(date: string, type: 'start' | 'stop'): Promise<void> {
    const key = { ScheduleName: 'Development', ExceptionUuid: `${date}-${type}` };
    await this.world.ports.rows.delete('ScheduleException', key);
  }

  /** Writes rows as somebody would in the console. */
  async edit(rows: Partial<TableRows>): Promise<void> {
    await this.world.ports.rows.put(rowsOf(rows));
  }
}

const factAfter = (mark: string, { facts }: Notice, name: string): string => {
  const value = facts.find((fact) => fact.name === name)?.value;
  return typeof value === 'string' && value !== '' ? `${mark}${value}` : '';
};
