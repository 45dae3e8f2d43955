import { MINUTE_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { CloudWatchValues } from '../functions/alarms/adapters/cloudwatch-values.ts';
import { PrometheusValues } from '../functions/alarms/adapters/prometheus-values.ts';
import { ValueSources } from '../functions/alarms/adapters/value-sources.ts';
import { evaluate } from '../functions/alarms/evaluate.ts';
import type { AlarmPorts } from '../functions/alarms/ports.ts';
import { readTargets } from '../functions/shared/fleet/target.ts';
import type { Notice } from '../functions/shared/notice/notice.ts';
import type { TableRows } from '../functions/shared/rows/schedule.ts';
import type { RunRecord } from '../functions/shared/store/run-record.ts';
import { DynamoAlarms } from '../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoMemory } from '../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../functions/shared/store/tables.ts';
import type { SchedulerPorts } from '../functions/scheduler/ports.ts';
import { VirtualClock } from './clock.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from './embedded-dynamodb.ts';
import type { FleetInstance } from './fleet-file.ts';
import { SimulatedCloudWatch } from './simulated-cloudwatch.ts';
import type { SimulatedFleet } from './simulated-fleet.ts';
import { SimulatedScheduler } from './simulated-scheduler.ts';

/** The rate rules of a stack do not fire at one instant either. */
const EVALUATION_DELAY_MS = 30 * SECOND_MS;
const TARGET_DELAY_MS = 5 * SECOND_MS;

export interface RemoteTarget {
  readonly region?: string;
  readonly roleArn?: string;
  readonly fleet: readonly FleetInstance[];
}

export interface WorldOptions {
  readonly rows: TableRows;
  readonly fleet: readonly FleetInstance[];
  /** Targets beside the home one, with their instances. */
  readonly elsewhere?: readonly RemoteTarget[];
  readonly from: Instant;
  /** 1 to 60. */
  readonly tickMinutes: number;
  /** False: no state-change events and no wake-ups, so that everything happens by ticks alone. */
  readonly events: boolean;
  /** Zone of schedules that name none. */
  readonly timeZone: string;
  /** WarnMinutes of schedules that name none. */
  readonly warnMinutes: number;
  /** The embedded DynamoDB to use, and to leave open; a new one otherwise. */
  readonly dynamoDb?: EmbeddedDynamoDb;
  /** True: the alarm rules are evaluated too, half a minute after each tick. */
  readonly alarms?: boolean;
  /** Puts something between the scheduler and the world: faults, crashes, counters. */
  readonly wrap?: (ports: SchedulerPorts) => SchedulerPorts;
  /** Simulated AWS's page size, for tests that want more than one page. */
  readonly pageSize?: number;
  /** Takes the line that each invocation logs. */
  readonly log?: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Curfew in one process: its real handler code on a DynamoDB, a fleet, an EventBridge and an SQS that live on a virtual clock. */
export class World {
  readonly clock: VirtualClock;
  /** One for each target, the home one first. */
  readonly schedulers: readonly [SimulatedScheduler, ...SimulatedScheduler[]];
  /** Notices in the order they were first queued; SQS FIFO and the deliverer drop repeated ids. */
  readonly notices: Notice[] = [];
  /** What invocations threw. */
  readonly errors: { readonly at: Instant; readonly error: unknown }[] = [];
  readonly #dynamoDb: EmbeddedDynamoDb;
  readonly #options: WorldOptions;
  readonly #noticeIds = new Set<string>();
  readonly #noticeListeners: ((notice: Notice) => void)[] = [];
  readonly #runListeners: ((record: RunRecord) => void)[] = [];

  /** Makes the tables, writes the rows and sets the rate rule going; the first tick comes at `from`. */
  static async create(options: WorldOptions): Promise<World> {
    const dynamoDb = options.dynamoDb ?? (await embeddedDynamoDb());
    const world = new World(options, dynamoDb);
    await world.ports.rows.put(options.rows);
    for (const [nth, scheduler] of world.schedulers.entries()) scheduler.tickFrom(options.from + nth * TARGET_DELAY_MS);
    if (options.alarms === true) world.#evaluateFrom(options.from + EVALUATION_DELAY_MS, world.#alarmPorts());
    return world;
  }

  private constructor(options: WorldOptions, dynamoDb: EmbeddedDynamoDb) {
    this.#options = options;
    this.#dynamoDb = dynamoDb;
    this.clock = new VirtualClock(options.from);
    const client = dynamoDb.documentClient;
    const names = tableNames({});
    const shared = {
      rows: new DynamoRows({ client, tableNames: names }),
      memory: this.#watched(new DynamoMemory({ client, tableName: names.Memory, onUnreadable: () => {} })),
      notices: { send: async (notices: readonly Notice[]) => notices.forEach((notice) => this.#take(notice)) },
    };
    const { fleet, elsewhere = [], timeZone, warnMinutes, tickMinutes, ...rest } = options;
    const remote = elsewhere.map(({ region, roleArn }) => ({ region, roleArn }));
    const targets = readTargets(JSON.stringify([{}, ...remote]), 'embedded');
    const schedulerOf = (instances: readonly FleetInstance[], nth: number): SimulatedScheduler => {
      const { id: targetId, place } = targets?.[nth] ?? {};
      if (targetId === undefined) throw new Error('a target that is none');
      const settings = { targetId, ...(place && { place }), timeZone, warnMinutes, tickMinutes };
      const onError = (error: unknown): void => void this.errors.push({ at: this.clock.now, error });
      return new SimulatedScheduler({ ...rest, clock: this.clock, instances, shared, settings, onError });
    };
    this.schedulers = [
      schedulerOf(fleet, 0),
      ...elsewhere.map(({ fleet: instances }, index) => schedulerOf(instances, index + 1)),
    ];
  }

  /** The home target's. */
  get fleet(): SimulatedFleet {
    return this.schedulers[0].fleet;
  }

  get ports(): SchedulerPorts {
    return this.schedulers[0].ports;
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.#noticeListeners.push(listener);
  }

  /** Called with every run record that was stored. */
  onRunSaved(listener: (record: RunRecord) => void): void {
    this.#runListeners.push(listener);
  }

  /** Lets time pass until `to`; what is due at `to` itself has not happened yet. */
  async playUntil(to: Instant): Promise<void> {
    await this.clock.runUntil(to);
  }

  /** One tick of each target now, beside those of the rate rules. */
  async tickNow(): Promise<void> {
    for (const scheduler of this.schedulers) await scheduler.tickNow();
  }

  async close(): Promise<void> {
    if (this.#options.dynamoDb === undefined) await this.#dynamoDb.close();
  }

  #watched(memory: DynamoMemory): DynamoMemory {
    const saveRun = memory.saveRun.bind(memory);
    memory.saveRun = async (record) => {
      const saved = await saveRun(record);
      for (const listener of this.#runListeners) listener(saved);
      return saved;
    };
    return memory;
  }

  #evaluateFrom(at: Instant, ports: AlarmPorts): void {
    this.clock.schedule(at, async () => {
      this.#evaluateFrom(at + this.#options.tickMinutes * MINUTE_MS, ports);
      const { failures } = await evaluate(ports, this.clock.now);
      for (const error of failures) this.errors.push({ at: this.clock.now, error });
    });
  }

  #alarmPorts(): AlarmPorts {
    const { rows, memory, fleet, notices, settings } = this.ports;
    const { clock, fleet: simulated } = this;
    const cloudWatch = new SimulatedCloudWatch({ clock, fleet: simulated, instances: this.#options.fleet });
    const values = new CloudWatchValues(cloudWatch.asClient());
    const { documentClient: client } = this.#dynamoDb;
    const alarms = new DynamoAlarms({ client, tableName: tableNames({}).Memory, onUnreadable: () => {} });
    const metrics = new ValueSources(async () => values, new PrometheusValues());
    return { rows, memory, alarms, fleet, metrics, notices, settings };
  }

  #take(notice: Notice): void {
    if (this.#noticeIds.has(notice.id)) return;
    this.#noticeIds.add(notice.id);
    this.notices.push(notice);
    for (const listener of this.#noticeListeners) listener(notice);
  }
}
