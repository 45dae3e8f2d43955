import { evaluate } from '../../functions/alarms/evaluate.ts';
import { invoke } from '../../functions/scheduler/invoke.ts';
import type { SchedulerEvent } from '../../functions/scheduler/trigger.ts';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import { createMissingTables } from '../../functions/shared/store/adapters/client.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import { keyAttributes, tableNames, type TableName } from '../../functions/shared/store/tables.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { deliverNotices } from '../../functions/webhook/deliver-notices.ts';
import { respondTo } from '../../functions/webhook/respond-to.ts';
import { VirtualClock } from '../../local/clock.ts';
import { DynamoDbInMaps, type ItemChange } from '../../local/dynamodb-in-maps.ts';
import { SimulatedFleet } from '../../local/simulated-fleet.ts';
import { Chance } from './chance.ts';
import { Counter } from './counter.ts';
import type { Witness } from './happened.ts';
import { CHANNEL, ProcessPorts } from './process-ports.ts';
import { HAPPENINGS, type FaultSpan, type Happening, type WorldPlan } from './plan.ts';
import { Process, type Ending, type Fate } from './process.ts';
import { Queue, type Consumer } from './queues.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const INVOCATION_MS = 45_000;

/** As infra/scheduler.ts and infra/notice-queue.ts have them. */
const EVENT_QUEUE = { visibilityMs: 360 * SECOND_MS, mostReceives: 3, concurrency: 2 };
const NOTICE_QUEUE = { visibilityMs: 90 * SECOND_MS, mostReceives: 1_000, concurrency: 2 };

/** The state changes that the stack's rules forward. */
const FORWARDED_EC2_STATES = new Set(['running', 'stopped', 'terminated']);

const RATE_EVENT: SchedulerEvent = {
  ...{ version: '0', id: 'tick', source: 'aws.events', 'detail-type': 'Scheduled Event', account: '0' },
  ...{ time: '', region: 'embedded', resources: [], detail: {} },
};

/** Curfew's Lambdas, real code from the handlers' callees down to the SDK's commands, in an account where things go wrong by plan. */
export class Cloud {
  readonly clock: VirtualClock;
  readonly fleet: SimulatedFleet;
  readonly notices: Queue;
  readonly tables: DynamoDbInMaps;
  /** What invocations threw that is no failure of the world outside: bugs. */
  readonly bugs: unknown[] = [];
  readonly #plan: WorldPlan;
  readonly #witness: Witness;
  readonly #fate: Fate | undefined;
  readonly #chance: Chance;
  readonly #events: Queue;
  /** What went wrong. */
  readonly faults = new Counter();
  /** What people did, and what happened to instances. */
  readonly happened = new Counter();
  invocations = 0;
  /** Evaluations of alarms under way. */
  #evaluating = 0;

  constructor(plan: WorldPlan, witness: Witness, fate?: Fate) {
    this.#plan = plan;
    this.#fate = fate;
    this.#witness = witness;
    this.#chance = new Chance(plan.seed).branch('cloud');
    this.clock = new VirtualClock(plan.from);
    const clock = this.clock;
    this.tables = new DynamoDbInMaps({ pageSize: plan.pageSize, onChange: (change) => this.#tellWrite(change) });
    this.fleet = new SimulatedFleet({ clock, instances: plan.fleet });
    const queue = (label: string, rules: typeof EVENT_QUEUE, consume: Consumer): Queue =>
      new Queue({
        clock,
        rules,
        consume,
        chance: this.#chance.branch(label),
        counter: this.faults,
        trouble: () => this.#trouble(),
      });
    this.#events = queue('events', EVENT_QUEUE, (event, onEnd) => this.#invokeScheduler(event, onEnd));
    this.notices = queue('notices', NOTICE_QUEUE, (event, onEnd) => this.#deliver(event, onEnd));
    this.#listen();
  }

  /** Lives the plan to its end. */
  async live(): Promise<void> {
    const { rows, happenings, from, to } = this.#plan;
    const client = this.tables.asClient();
    await createMissingTables(client, tableNames({}));
    await new DynamoRows({ client, tableNames: tableNames({}) }).put(rows);
    for (const happening of happenings) this.clock.schedule(happening.at, () => this.#happen(happening));
    this.#tickFrom(from);
    await this.clock.runUntil(to);
  }

  #listen(): void {
    const { clock, fleet } = this;
    fleet.onCall((call) => this.#witness.called(clock.now, call));
    fleet.onState(({ id, state }) => this.#witness.state(clock.now, id, state));
    fleet.onStateChange((event) => {
      const isForwarded = event.source === 'aws.rds' || FORWARDED_EC2_STATES.has(event.detail.state);
      const isLost = this.#chance.is(this.#trouble()?.lostEvents ?? 0);
      if (isForwarded && isLost) this.faults.add('events lost');
      if (isForwarded && !isLost) this.#events.send(JSON.stringify(event), { delayMs: SECOND_MS });
    });
  }

  #trouble(): FaultSpan | undefined {
    const { now } = this.clock;
    return this.#plan.faults.find(({ from, to }) => from <= now && now < to);
  }

  #tickFrom(at: number): void {
    this.clock.schedule(at, async () => {
      this.#tickFrom(at + this.#plan.tickMinutes * MINUTE_MS);
      const trouble = this.#trouble();
      const chance = this.#chance;
      if (trouble && chance.is(trouble.lostTicks)) return this.faults.add('ticks lost');
      if (trouble && chance.is(trouble.doubledTicks)) {
        this.faults.add('ticks doubled');
        this.clock.schedule(at + chance.whole(0, 5 * SECOND_MS), () => this.#tick());
      }
      if (trouble && chance.is(trouble.lateTicks)) {
        this.faults.add('ticks late');
        this.clock.schedule(at + chance.whole(1, 3 * MINUTE_MS), () => this.#tick());
      } else await this.#tick();
    });
  }

  #tick(): Promise<void> {
    return this.#plan.metrics === undefined ? this.#invokeScheduler(RATE_EVENT) : this.#evaluateAlarms();
  }

  #process(): { process: Process; ports: ProcessPorts } {
    const chance = this.#chance.branch(`process ${this.invocations++}`);
    const trouble = this.#trouble();
    const process = new Process({ clock: this.clock, chance, counter: this.faults, trouble, fate: this.#fate });
    const world = { tables: this.tables.asClient(), fleet: this.fleet, events: this.#events, notices: this.notices };
    return {
      process,
      ports: new ProcessPorts(process, chance, { ...world, plan: this.#plan, witness: this.#witness }),
    };
  }

  async #invokeScheduler(event: SchedulerEvent, onEnd: Parameters<Consumer>[1] = () => {}): Promise<void> {
    const { process, ports } = this.#process();
    const { now, deadline } = process;
    const context = { now: now(), deadline, functionName: 'scheduler', log: () => {} };
    let answer: Awaited<ReturnType<typeof invoke>> | undefined;
    const body = async (): Promise<void> => {
      answer = await invoke(ports.scheduler(), event, context);
    };
    await process.live(body, (ending, error) => onEnd(this.#noted(ending, error), answer));
  }

  async #evaluateAlarms(): Promise<void> {
    const { process, ports } = this.#process();
    const [at, now] = [this.clock.now, process.now()];
    const isAlone = this.#evaluating === 0;
    this.#evaluating += 1;
    const body = async (): Promise<void> => {
      const { failures } = await evaluate(ports.alarms(), now);
      if (failures.length > 0) throw new AggregateError(failures);
    };
    await process.live(body, (ending, error) => {
      this.#evaluating -= 1;
      this.#noted(ending, error);
      const isUndisturbed = isAlone && ending === 'done' && process.mishaps === 0 && this.clock.now === at;
      this.#witness.evaluated?.({ at, now, isUndisturbed });
    });
  }

  async #deliver(event: Parameters<Consumer>[0], onEnd: Parameters<Consumer>[1]): Promise<void> {
    const { process, ports } = this.#process();
    const { now, pause } = process;
    const deadline = now() + INVOCATION_MS;
    const log = { info: () => {}, error: () => {} };
    let answer: Awaited<ReturnType<typeof deliverNotices>> | undefined;
    const body = async (): Promise<void> => {
      const context = {
        clock: { now, pause: (ms: number) => pause.call(process, ms) },
        deadline,
        functionName: 'deliver',
        log,
      };
      answer = await deliverNotices(ports.deliverer(), event, context);
    };
    await process.live(body, (ending, error) => {
      ports.settlePosts();
      onEnd(this.#noted(ending, error), answer);
    });
  }

  async #command(text: string): Promise<void> {
    const { process, ports } = this.#process();
    const request = { text, who: 'mina', mayChange: true, channel: CHANNEL, now: process.now() };
    await process.live(
      () => respondTo(ports.commands(), request),
      (ending, error) => void this.#noted(ending, error),
    );
  }

  #noted(ending: Ending, error: unknown): Ending {
    if (ending === 'dead') this.faults.add('invocations killed in the middle');
    const thrown: unknown[] = error instanceof AggregateError ? error.errors : error === undefined ? [] : [error];
    this.bugs.push(...thrown.filter((one) => !(one instanceof ExternalFailure)));
    return ending;
  }

  async #happen(happening: Happening): Promise<void> {
    this.happened.add(HAPPENINGS[happening.kind]);
    const { fleet } = this;
    const rows = new DynamoRows({ client: this.tables.asClient(), tableNames: tableNames({}) });
    switch (happening.kind) {
      case 'by-hand':
        this.#witness.changedByHand(this.clock.now, happening.id);
        return happening.op === 'start' ? fleet.startByHand(happening.id) : fleet.stopByHand(happening.id);
      case 'put':
        return rows.put(rowsOf(happening.table, happening.row));
      case 'delete':
        return rows.delete(happening.table, happening.key);
      case 'force': {
        const { Schedule } = await rows.read();
        const row = Schedule.find(({ ScheduleName }) => ScheduleName === happening.schedule);
        return row && rows.put(rowsOf('Schedule', { ...row, [happening.flag]: true }));
      }
      case 'command':
        return this.#command(happening.text);
      case 'sick':
        return fleet.capacity(happening.id);
      case 'healed':
        return fleet.heal(happening.id);
      case 'fall-back':
        return fleet.fallBack(happening.id);
    }
  }

  #tellWrite({ table, before, after }: ItemChange): void {
    const item = after ?? before ?? {};
    const key = keyAttributes(table as TableName).map((name) => String(item[name]));
    if (table !== 'Memory') this.#witness.wrote(this.clock.now, table as keyof TableRows, key.join('\n'), after);
    else if (key[0] === 'hold') this.#witness.wrote(this.clock.now, 'hold', key[1] ?? '', after);
  }
}

const rowsOf = (table: keyof TableRows, row: Item): TableRows => ({
  ...{ Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [] },
  [table]: [row],
});
