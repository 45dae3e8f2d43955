import type { Notice } from '../../functions/shared/notice/notice.ts';
import { DynamoAlarms } from '../../functions/shared/store/adapters/dynamodb-alarms.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { Checker } from './checker.ts';
import { Cloud } from './cloud.ts';
import type { WorldPlan } from './plan.ts';

/** Runs, and what comes of alarms, of which every invocation may die at every point. */
export const RUNS = ['start', 'stop', 'ordered start', 'ordered stop', 'alarms', 'deleted alarm'] as const;
export type RunName = (typeof RUNS)[number];

/** What came of a run. */
export interface PlayedRun {
  /** Everything that was changed, in order: writes, calls, messages and posts. */
  readonly changes: readonly string[];
  readonly states: readonly string[];
  /** What is remembered of alarms, but for when. */
  readonly alarms: readonly object[];
  /** What the notice queue took, by id and channel. */
  readonly queued: ReadonlySet<string>;
  /** Notices that the chat took. */
  readonly posted: number;
  /** What broke which promise. */
  readonly violations: readonly string[];
}

const MINUTE_MS = 60_000;
const LASTS_MS = 25 * MINUTE_MS;
const NAME = 'Development';
const SETTINGS = { seed: 1, tickMinutes: 1, timeZone: 'Asia/Seoul', warnMinutes: 2, pageSize: 25, faults: [] };

/** Lives one run; the invocation that makes the `crashAt`th change, counted from 1, dies after it. */
export async function playRun(run: RunName, crashAt: number): Promise<PlayedRun> {
  const plan = planOf(run);
  const witness = new Listener(plan);
  const changes: string[] = [];
  const cloud = new Cloud(plan, witness, (change) => changes.push(change) === crashAt);
  await cloud.live();
  witness.end({ bugs: cloud.bugs, isQueueEmpty: cloud.notices.isEmpty });
  return {
    changes,
    states: plan.fleet.map(({ id }) => `${id} ${cloud.fleet.stateOf(id)}`),
    alarms: await alarmsIn(cloud),
    queued: witness.ids,
    posted: witness.told,
    violations: witness.violations.map(({ promise, what }) => `${promise}: ${what}`),
  };
}

/** Remembers what it hears of notices. */
class Listener extends Checker {
  readonly ids = new Set<string>();
  told = 0;

  override queued(at: number, notice: Notice, channel: string): void {
    super.queued(at, notice, channel);
    this.ids.add(`${notice.id} to ${channel}`);
  }

  override posted(at: number, channel: string, titles: readonly string[]): void {
    super.posted(at, channel, titles);
    this.told += titles.length;
  }
}

async function alarmsIn({ tables }: Cloud): Promise<readonly object[]> {
  const store = new DynamoAlarms({ client: tables.asClient(), tableName: 'Memory', onUnreadable: () => {} });
  return (await store.alarms()).map(({ ruleName, subjects, told, owed }) => {
    const levels = Object.values(subjects).map(({ level, said }) => `${level}, said ${said?.level}`);
    return { ruleName, levels, told, owed: owed.length };
  });
}

const planOf = (run: RunName): WorldPlan =>
  run === 'alarms' || run === 'deleted alarm' ? alarmPlan(run) : schedulePlan(run);

/** A database, a cache and the web servers that need both; each run begins just before its edge, or before somebody's order. */
function schedulePlan(run: Exclude<RunName, 'alarms' | 'deleted alarm'>): WorldPlan {
  const isStart = run.endsWith('start');
  const from = Date.parse(
    `2026-11-20T${{ start: '09:29', stop: '21:57', 'ordered start': '23:00', 'ordered stop': '12:00' }[run]}+09:00`,
  );
  const to = from + LASTS_MS;
  const flag = isStart ? 'ForceStart' : 'ForceStop';
  const order = { at: from + 30_000, kind: 'force', schedule: NAME, flag } as const;
  return {
    ...SETTINGS,
    ...{ from, to, calmFrom: from },
    happenings: run.startsWith('ordered') ? [order] : [],
    rows: {
      Schedule: [{ ScheduleName: NAME, TimeZone: 'Asia/Seoul', StartTime: '09:30', StopTime: '22:00' }],
      ScheduleServerGroup: [
        { ScheduleName: NAME, GroupName: 'db', InstanceType: 'RDS' },
        { ScheduleName: NAME, GroupName: 'cache', InstanceType: 'EC2' },
        {
          ScheduleName: NAME,
          GroupName: 'web',
          InstanceType: 'EC2',
          Dependency: ['db', 'cache'],
          ReadyWhen: 'status-ok',
        },
      ],
      ScheduleException: [],
      AlarmRule: [],
    },
    fleet: [
      machine('db-1', 'db', isStart),
      machine('db-2', 'db', isStart),
      machine('i-cache', 'cache', isStart),
      machine('i-web-1', 'web', isStart),
      machine('i-web-2', 'web', isStart),
    ],
  };
}

function machine(id: string, group: string, isDown: boolean): FleetInstance {
  const type = group === 'db' ? 'RDS' : 'EC2';
  const up = type === 'RDS' ? 'available' : 'running';
  const tags = { ScheduleName: NAME, ScheduleGroupName: group };
  return { id, type, tags, state: isDown ? 'stopped' : up, bootSeconds: 50, stopSeconds: 40, statusSeconds: 20 };
}

/**
 * A rule that warns, becomes critical, reminds and is over; one that needs two periods of three; and a composite that looks at both. Where
 * it is to be deleted, the first is while it fires, and the composite can be read no more.
 */
function alarmPlan(run: 'alarms' | 'deleted alarm'): WorldPlan {
  const from = Date.parse('2026-11-20T12:00+09:00');
  const minutes = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
  const published = (...spans: readonly number[][]) => ({ from: from - 10 * MINUTE_MS, values: spans.flat() });
  const rule = { Namespace: 'App', PeriodSeconds: 60, RepeatMinutes: 0 };
  const deletion = { kind: 'delete', table: 'AlarmRule', key: { RuleName: 'cpu' } } as const;
  return {
    ...SETTINGS,
    ...{ from, to: from + LASTS_MS, calmFrom: from, fleet: [] },
    happenings: run === 'alarms' ? [] : [{ at: from + 8.5 * MINUTE_MS, ...deletion }],
    rows: {
      ...{ Schedule: [], ScheduleServerGroup: [], ScheduleException: [] },
      AlarmRule: [
        {
          ...{ ...rule, RuleName: 'cpu', MetricName: 'cpu', Warning: 70, Critical: 90 },
          ...{ RepeatMinutes: 5, Channels: ['default', 'ops'] },
        },
        {
          ...{ ...rule, RuleName: 'disk', MetricName: 'disk', Warning: 80 },
          ...{ DatapointsToAlarm: 2, EvaluationPeriods: 3 },
        },
        { RuleName: 'busy', All: ['cpu', 'disk'], RepeatMinutes: 0 },
      ],
    },
    metrics: new Map([
      ['cpu', published(minutes(10, 10), minutes(3, 75), minutes(8, 95), minutes(20, 10))],
      ['disk', published(minutes(11, 10), minutes(6, 90), minutes(20, 10))],
    ]),
  };
}
