import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { SimulatedCall } from '../../local/simulated-account.ts';
import { Chance } from './chance.ts';
import { Cloud } from './cloud.ts';
import type { Witness } from './happened.ts';
import type { Happening, WorldPlan } from './plan.ts';
import { CALENDAR, dateAt, holidayOf, randomException } from './plan-rows.ts';
import { Wanted, type Edge, type View } from './wanted.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FROM = Date.parse('2026-01-01T00:00:00Z');

/** By then an edge is carried out: a tick, a database and what waits for it, and as much again. */
const CARRIED_OUT_MS = 70 * MINUTE_MS;
const MONTH_MS = 30 * DAY_MS;

const ZONES = ['Asia/Seoul', 'Asia/Seoul', 'Europe/London'] as const;
const WINDOWS: readonly [Item, ...Item[]] = [
  { DaysActive: 'mon,tue,wed,thu,fri', StartTime: '09:30', StopTime: '22:00' },
  { DaysActive: 'mon,tue,wed,thu,fri', StartTime: '20:00', StopTime: '04:00' },
];

export interface SoakOptions {
  readonly schedules: number;
  readonly days: number;
}

/** Memory at one instant: Curfew's table, and the heap of the process. */
export interface Grown {
  readonly day: number;
  readonly items: number;
  readonly bytes: number;
}

/** What a long time came to. */
export interface Soaked {
  readonly edges: number;
  readonly invocations: number;
  readonly calls: number;
  readonly restartsByRds: number;
  readonly notices: number;
  readonly posted: number;
  /** Minutes from an edge until the last member had followed it; ascending. */
  readonly delays: readonly number[];
  /** Every thirty days. */
  readonly months: readonly Grown[];
  /** What should not have been. */
  readonly wrong: readonly string[];
}

/** Lives many schedules for many days without a fault, and holds every edge, every notice and the size of Memory against the rows. */
export async function soak(
  { schedules, days }: SoakOptions,
  onMonth: (grown: Grown) => void = () => {},
): Promise<Soaked> {
  const plan = planSoak(schedules, FROM + days * DAY_MS);
  const watch = new Watch(plan);
  const cloud = new Cloud(plan, watch);
  const months: Grown[] = [];
  const schedule = (at: number, run: () => unknown): void =>
    cloud.clock.schedule(at, async () => {
      await run();
    });
  for (let at = FROM + DAY_MS; at < plan.to; at += DAY_MS) schedule(at, () => cloud.tables.expire(at));
  for (let at = FROM + MONTH_MS; at <= plan.to - HOUR_MS; at += MONTH_MS)
    schedule(at, async () => {
      const grown = { day: (at - FROM) / DAY_MS, ...(await sizeOfMemory(cloud)) };
      months.push(grown);
      onMonth(grown);
    });
  watch.checkFrom((at, run) => schedule(at, run));
  await cloud.live();
  for (const bug of cloud.bugs) watch.wrong.push(`a bug: ${bug instanceof Error ? bug.stack : String(bug)}`);
  if (!cloud.notices.isEmpty) watch.wrong.push('notices still wait for their channel');
  return { ...watch.sum(), invocations: cloud.invocations, months };
}

async function sizeOfMemory(cloud: Cloud): Promise<Pick<Grown, 'items' | 'bytes'>> {
  const TableName = tableNames({}).Memory;
  const items: unknown[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await cloud.tables.asClient().send(new ScanCommand({ TableName, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return { items: items.length, bytes: items.reduce<number>((sum, item) => sum + JSON.stringify(item).length, 0) };
}

/** Each schedule has a database and a server that needs it; people work late, and two weeks in August are a holiday. */
function planSoak(count: number, to: number): WorldPlan {
  const chance = new Chance(count);
  const names = Array.from({ length: count }, (_, nth) => `team ${nth}`);
  const fleet = names.flatMap((name, nth) => membersOf(name, nth));
  const days = Math.floor((to - FROM) / DAY_MS);
  const holidays = [0, 46, 47, 48, ...Array.from({ length: 14 }, (_, nth) => 212 + nth), 358];
  const rows: TableRows = {
    Schedule: names.map((name, nth) => ({
      ...{ ScheduleName: name, TimeZone: chance.pick(ZONES), ...chance.pick(WINDOWS) },
      ...(nth % 2 === 0 && { Calendar: 'KR' }),
    })),
    ScheduleServerGroup: names.flatMap((name) => [
      { ScheduleName: name, GroupName: 'database', InstanceType: 'RDS' },
      { ScheduleName: name, GroupName: 'api', InstanceType: 'EC2', Dependency: ['database'] },
    ]),
    ScheduleException: [
      ...names.flatMap((name) =>
        Array.from({ length: Math.ceil(days / 180) }, () =>
          randomException(chance, name, dateAt(FROM, chance.whole(2, Math.max(days - 2, 2)))),
        ),
      ),
      ...holidays.map((day) => holidayOf(dateAt(FROM, day))),
    ],
    AlarmRule: [],
  };
  const happenings = Array.from({ length: days * 2 }, (): Happening => {
    const { id } = chance.oneOf(fleet) ?? { id: '' };
    return { kind: 'by-hand', op: chance.pick(['start', 'stop']), id, at: chance.whole(FROM + DAY_MS, to - DAY_MS) };
  });
  return {
    ...{
      seed: count,
      from: FROM,
      to,
      calmFrom: FROM,
      tickMinutes: 30,
      timeZone: 'Asia/Seoul',
      warnMinutes: 10,
      pageSize: Infinity,
    },
    ...{ rows, fleet, happenings, faults: [] },
  };
}

function membersOf(name: string, nth: number): FleetInstance[] {
  const tags = (group: string) => ({ ScheduleName: name, ScheduleGroupName: group });
  const api = { type: 'EC2', tags: tags('api'), state: 'stopped', bootSeconds: 20, stopSeconds: 20 } as const;
  return [
    { id: `db-${nth}`, type: 'RDS', tags: tags('database'), state: 'stopped', bootSeconds: 60, stopSeconds: 40 },
    { ...api, id: `i-${nth}` },
  ];
}

interface Instance {
  readonly schedule: string;
  state: string;
  changedAt: number;
  byHandAt: number;
  restartedAt: number;
  calledAt: number;
}

/** Looks at everything from outside. */
class Watch implements Witness {
  readonly wrong: string[] = [];
  readonly #plan: WorldPlan;
  readonly #instances = new Map<string, Instance>();
  readonly #members = new Map<string, Instance[]>();
  readonly #edges = new Map<string, readonly Edge[]>();
  readonly #at = new Map<string, number>();
  readonly #queued = new Set<string>();
  readonly #warned = new Set<string>();
  readonly #delays: number[] = [];
  #calls = 0;
  #posted = 0;
  #restarts = 0;

  constructor(plan: WorldPlan) {
    this.#plan = plan;
    const { rows, fleet, from, to, timeZone } = plan;
    for (const { id, tags, state } of fleet) {
      const schedule = tags['ScheduleName'] ?? '';
      const none = { changedAt: 0, byHandAt: -Infinity, restartedAt: -Infinity, calledAt: -Infinity };
      const instance: Instance = { schedule, state, ...none };
      this.#instances.set(id, instance);
      this.#members.set(schedule, [...(this.#members.get(schedule) ?? []), instance]);
    }
    const exceptionsOf = (name: string): Item[] =>
      rows.ScheduleException.filter(({ ScheduleName }) => ScheduleName === name);
    const holidays = exceptionsOf(CALENDAR);
    const wanted = new Wanted({ from, to, timeZone });
    for (const row of rows.Schedule) {
      const name = String(row['ScheduleName']);
      const view: View = { from, row, groups: [], exceptions: exceptionsOf(name), holidays, hold: undefined };
      this.#edges.set(name, wanted.edges(view));
    }
  }

  /** Every edge some time after it, and every hour whatever is not about to change. */
  checkFrom(schedule: (at: number, run: () => void) => void): void {
    const { from, to } = this.#plan;
    for (const [name, edges] of this.#edges) {
      for (const [nth, edge] of edges.entries()) {
        const at = edge.at + CARRIED_OUT_MS;
        if (edge.at <= from || at >= to || (edges[nth + 1]?.at ?? Infinity) <= at) continue;
        schedule(at, () => this.#checkEdge(name, edge));
      }
    }
    for (let at = from + HOUR_MS; at < to; at += HOUR_MS) schedule(at, () => this.#checkAll(at));
  }

  sum(): Omit<Soaked, 'invocations' | 'months'> {
    if (this.#posted !== this.#queued.size)
      this.wrong.push(`${this.#queued.size} notices were queued, and ${this.#posted} posted`);
    return {
      edges: this.#delays.length,
      calls: this.#calls,
      restartsByRds: this.#restarts,
      notices: this.#queued.size,
      posted: this.#posted,
      delays: this.#delays.toSorted((a, b) => a - b),
      wrong: this.wrong,
    };
  }

  #checkEdge(name: string, { kind, at }: Edge): void {
    const members = this.#members.get(name) ?? [];
    const untouched = members.filter(({ byHandAt, restartedAt }) => byHandAt < at && restartedAt < at);
    for (const { state } of untouched)
      if (isUp(state) !== (kind === 'start')) this.#report(at, `${kind} of ${name} was not carried out: ${state}`);
    const moved = untouched.filter(({ changedAt }) => changedAt >= at);
    if (kind === 'stop' && moved.length > 0 && !this.#warned.has(`${name} ${at}`))
      this.#report(at, `stop of ${name} was not warned for`);
    const last = Math.max(at, ...moved.map(({ changedAt }) => changedAt));
    this.#delays.push((last - at) / MINUTE_MS);
  }

  #checkAll(now: number): void {
    for (const [name, edges] of this.#edges) {
      const edge = edges[this.#reached(name, now)];
      if (edge === undefined || edge.at <= this.#plan.from || edge.at > now - CARRIED_OUT_MS) continue;
      const members = this.#members.get(name) ?? [];
      const isHeld = members.some((one) => one.byHandAt > (isUp(one.state) ? edge.at : now - CARRIED_OUT_MS));
      for (const { state, byHandAt, restartedAt } of members) {
        // What RDS starts stays up while somebody's server needs it.
        const isRestarted = restartedAt > now - CARRIED_OUT_MS || (isHeld && restartedAt > edge.at);
        const isExcused = byHandAt >= edge.at || isRestarted;
        if (!isExcused && isUp(state) !== (edge.kind === 'start')) this.#report(now, `${name} is ${state}`);
      }
    }
  }

  /** Where in its edges a schedule is; time only goes on. */
  #reached(name: string, now: number): number {
    const edges = this.#edges.get(name) ?? [];
    let nth = this.#at.get(name) ?? -1;
    while ((edges[nth + 1]?.at ?? Infinity) <= now) nth += 1;
    this.#at.set(name, nth);
    return nth;
  }

  #report(at: number, what: string): void {
    this.wrong.push(`${new Date(at).toISOString()} ${what}`);
  }

  called(at: number, { op, ids }: SimulatedCall): void {
    this.#calls += ids.length;
    for (const id of ids) {
      const instance = this.#instances.get(id);
      if (instance && op.startsWith('Start')) instance.calledAt = at;
    }
  }

  state(at: number, id: string, state: string): void {
    const instance = this.#instances.get(id);
    if (instance === undefined) return;
    if (state === 'starting' && instance.calledAt !== at && instance.byHandAt !== at) {
      this.#restarts += 1;
      instance.restartedAt = at;
    }
    instance.state = state;
    instance.changedAt = at;
  }

  changedByHand(at: number, id: string): void {
    const instance = this.#instances.get(id);
    if (instance) instance.byHandAt = at;
  }

  queued(_at: number, { id, kind, schedule, facts }: Notice): void {
    this.#queued.add(id);
    const edgeAt = facts.find(({ name }) => name === 'edgeAt')?.value;
    if (kind === 'stop-warning') this.#warned.add(`${schedule} ${Date.parse(String(edgeAt))}`);
  }

  posted(_at: number, _channel: string, titles: readonly string[]): void {
    this.#posted += titles.length;
  }

  buried(at: number, { id }: Notice): void {
    this.#report(at, `${id} went to the dead-letter queue`);
  }

  wrote(): void {}
  mayRepeat(): void {}
}

const isUp = (state: string): boolean => /^(running|available)$/.test(state);
