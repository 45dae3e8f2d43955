import type { SQSEvent } from 'aws-lambda';
import { MINUTE_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { CloudWatchValues } from '../functions/alarms/adapters/cloudwatch-values.ts';
import { PrometheusValues } from '../functions/alarms/adapters/prometheus-values.ts';
import { ValueSources } from '../functions/alarms/adapters/value-sources.ts';
import { evaluate } from '../functions/alarms/evaluate.ts';
import type { AlarmPorts } from '../functions/alarms/ports.ts';
import { awsFleet } from '../functions/shared/fleet/adapters/fleet.ts';
import type { Notice } from '../functions/shared/notice/notice.ts';
import type { TableRows } from '../functions/shared/rows/schedule.ts';
import type { RunRecord } from '../functions/shared/store/run-record.ts';
import { DynamoAlarms } from '../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoMemory } from '../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../functions/shared/store/tables.ts';
import { invoke } from '../functions/scheduler/invoke.ts';
import type { SchedulerPorts } from '../functions/scheduler/ports.ts';
import type { SchedulerEvent } from '../functions/scheduler/trigger.ts';
import { WAKE_UP_BODY } from '../functions/shared/lambda/scheduler-messages.ts';
import { VirtualClock } from './clock.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from './embedded-dynamodb.ts';
import type { FleetInstance } from './fleet-file.ts';
import { SimulatedCloudWatch } from './simulated-cloudwatch.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

/** From a state change in EC2 or RDS to the scheduler's invocation, by way of EventBridge and SQS. */
const EVENT_LATENCY_MS = SECOND_MS;

/** The two rate rules of a stack do not fire at one instant either. */
const EVALUATION_DELAY_MS = 30 * SECOND_MS;

const SQS_BATCH = 10;

/** How long SQS hides a batch whose invocation failed. */
const REDELIVERY_MS = 30 * SECOND_MS;

/** The state changes that the stack's EventBridge rules forward (infra/scheduler.ts). */
const FORWARDED_EC2_STATES = new Set(['running', 'stopped', 'terminated']);

const RATE_EVENT: SchedulerEvent = {
  version: '0',
  id: 'tick',
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  account: '000000000000',
  time: '',
  region: 'embedded',
  resources: [],
  detail: {},
};

export interface WorldOptions {
  readonly rows: TableRows;
  readonly fleet: readonly FleetInstance[];
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
  readonly fleet: SimulatedFleet;
  readonly ports: SchedulerPorts;
  /** Notices in the order they were first queued; SQS FIFO and the deliverer drop repeated ids. */
  readonly notices: Notice[] = [];
  /** What invocations threw. */
  readonly errors: { readonly at: Instant; readonly error: unknown }[] = [];
  readonly #dynamoDb: EmbeddedDynamoDb;
  readonly #options: WorldOptions;
  readonly #messages: string[] = [];
  readonly #noticeIds = new Set<string>();
  readonly #noticeListeners: ((notice: Notice) => void)[] = [];
  readonly #runListeners: ((record: RunRecord) => void)[] = [];

  /** Makes the tables, writes the rows and sets the rate rule going; the first tick comes at `from`. */
  static async create(options: WorldOptions): Promise<World> {
    const dynamoDb = options.dynamoDb ?? (await embeddedDynamoDb());
    const world = new World(options, dynamoDb);
    await world.ports.rows.put(options.rows);
    world.#tickFrom(options.from);
    if (options.alarms === true) world.#evaluateFrom(options.from + EVALUATION_DELAY_MS, world.#alarmPorts());
    return world;
  }

  private constructor(options: WorldOptions, dynamoDb: EmbeddedDynamoDb) {
    this.#options = options;
    this.#dynamoDb = dynamoDb;
    this.clock = new VirtualClock(options.from);
    this.fleet = new SimulatedFleet({ clock: this.clock, instances: options.fleet, pageSize: options.pageSize });
    // Pacing waits for AWS's token buckets; the simulated AWS has none.
    const fleet = awsFleet({ ec2: this.fleet.ec2, rds: this.fleet.rds, pause: async () => {} });
    const { timeZone, warnMinutes, tickMinutes } = options;
    const client = dynamoDb.documentClient;
    const names = tableNames({});
    const ports: SchedulerPorts = {
      rows: new DynamoRows({ client, tableNames: names }),
      memory: this.#watched(new DynamoMemory({ client, tableName: names.Memory, onUnreadable: () => {} })),
      fleet: async () => fleet,
      notices: { send: async (notices) => notices.forEach((notice) => this.#take(notice)) },
      wakeUps: { send: async (delaySeconds) => this.#enqueue(WAKE_UP_BODY, delaySeconds * SECOND_MS) },
      settings: { targetId: 'self/embedded', timeZone, warnMinutes, tickMinutes },
    };
    this.ports = options.wrap?.(ports) ?? ports;
    this.fleet.onStateChange((event) => {
      const isForwarded = event.source === 'aws.rds' || FORWARDED_EC2_STATES.has(event.detail.state);
      if (isForwarded) this.#enqueue(JSON.stringify(event), EVENT_LATENCY_MS);
    });
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

  /** One tick now, beside those of the rate rule. */
  async tickNow(): Promise<void> {
    await this.#invoke(RATE_EVENT);
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

  #tickFrom(at: Instant): void {
    this.clock.schedule(at, async () => {
      this.#tickFrom(at + this.#options.tickMinutes * MINUTE_MS);
      await this.#invoke(RATE_EVENT);
    });
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

  #enqueue(body: string, delayMs: number): void {
    if (!this.#options.events) return;
    this.clock.schedule(this.clock.now + delayMs, async () => {
      this.#messages.push(body);
      // After whatever else arrives at this instant, so that it makes one batch.
      this.clock.schedule(this.clock.now, () => this.#deliverMessages());
    });
  }

  async #deliverMessages(): Promise<void> {
    const batch = this.#messages.splice(0, SQS_BATCH);
    if (batch.length === 0) return;
    const Records = batch.map((body, index) => ({ body, messageId: String(index) }) as SQSEvent['Records'][number]);
    const isDone = await this.#invoke({ Records });
    if (!isDone) for (const body of batch) this.#enqueue(body, REDELIVERY_MS);
  }

  async #invoke(event: SchedulerEvent): Promise<boolean> {
    try {
      const deadline = { hasPassed: () => false };
      const log = this.#options.log ?? (() => {});
      await invoke(this.ports, event, { now: this.clock.now, deadline, functionName: 'embedded', log });
      return true;
    } catch (error) {
      this.errors.push({ at: this.clock.now, error });
      return false;
    }
  }

  #take(notice: Notice): void {
    if (this.#noticeIds.has(notice.id)) return;
    this.#noticeIds.add(notice.id);
    this.notices.push(notice);
    for (const listener of this.#noticeListeners) listener(notice);
  }
}
