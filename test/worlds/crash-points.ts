import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { Checker } from './checker.ts';
import { Cloud } from './cloud.ts';
import type { WorldPlan } from './plan.ts';

/** Runs of which every invocation may die at every point. */
export const RUNS = ['start', 'stop', 'ordered start', 'ordered stop'] as const;
export type RunName = (typeof RUNS)[number];

/** What came of a run. */
export interface PlayedRun {
  /** Everything that was changed, in order: writes, calls, messages and posts. */
  readonly changes: readonly string[];
  readonly states: readonly string[];
  /** What the notice queue took, by id. */
  readonly queued: ReadonlySet<string>;
  /** Notices that the chat took. */
  readonly posted: number;
  /** What broke which promise. */
  readonly violations: readonly string[];
}

const MINUTE_MS = 60_000;
const LASTS_MS = 25 * MINUTE_MS;
const NAME = 'Development';

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
    this.ids.add(notice.id);
  }

  override posted(at: number, channel: string, notices: number): void {
    super.posted(at, channel, notices);
    this.told += notices;
  }
}

/** A database, a cache and the web servers that need both; each run begins just before its edge, or before somebody's order. */
function planOf(run: RunName): WorldPlan {
  const isStart = run.endsWith('start');
  const from = Date.parse(
    `2026-11-20T${{ start: '09:29', stop: '21:57', 'ordered start': '23:00', 'ordered stop': '12:00' }[run]}+09:00`,
  );
  const to = from + LASTS_MS;
  const flag = isStart ? 'ForceStart' : 'ForceStop';
  const order = { at: from + 30_000, kind: 'force', schedule: NAME, flag } as const;
  return {
    ...{
      seed: 1,
      from,
      to,
      calmFrom: from,
      tickMinutes: 1,
      timeZone: 'Asia/Seoul',
      warnMinutes: 2,
      pageSize: 25,
      faults: [],
    },
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
