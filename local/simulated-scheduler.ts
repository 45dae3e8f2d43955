import type { SQSEvent } from 'aws-lambda';
import { invoke } from '../functions/scheduler/invoke.ts';
import type { SchedulerPorts, SchedulerSettings } from '../functions/scheduler/ports.ts';
import type { SchedulerEvent } from '../functions/scheduler/trigger.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { awsFleet } from '../functions/shared/fleet/adapters/fleet.ts';
import { WAKE_UP_BODY } from '../functions/shared/lambda/scheduler-messages.ts';
import type { VirtualClock } from './clock.ts';
import type { FleetInstance } from './fleet-file.ts';
import { SimulatedFleet } from './simulated-fleet.ts';

/** From a state change in EC2 or RDS to the scheduler's invocation, by way of EventBridge and SQS. */
const EVENT_LATENCY_MS = SECOND_MS;

const SQS_BATCH = 10;

/** How long SQS hides a batch whose invocation failed. */
const REDELIVERY_MS = 30 * SECOND_MS;

/** The state changes that the stack's EventBridge rules forward (infra/state-changes.ts). */
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

export interface SimulatedSchedulerOptions {
  readonly clock: VirtualClock;
  readonly instances: readonly FleetInstance[];
  readonly pageSize?: number;
  /** What the schedulers of all targets have in common. */
  readonly shared: Pick<SchedulerPorts, 'rows' | 'memory' | 'notices'>;
  readonly settings: SchedulerSettings;
  /** False: no state-change events and no wake-ups. */
  readonly events: boolean;
  readonly wrap?: (ports: SchedulerPorts) => SchedulerPorts;
  readonly log?: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Takes what an invocation threw. */
  readonly onError: (error: unknown) => void;
}

/** One target: a simulated fleet, and the scheduler that works it, with a rate rule and a queue of its own. */
export class SimulatedScheduler {
  readonly fleet: SimulatedFleet;
  readonly ports: SchedulerPorts;
  readonly #options: SimulatedSchedulerOptions;
  readonly #messages: string[] = [];

  constructor(options: SimulatedSchedulerOptions) {
    const { clock, instances, pageSize, shared, settings } = options;
    this.#options = options;
    this.fleet = new SimulatedFleet({ clock, instances, pageSize });
    // Pacing waits for AWS's token buckets; the simulated AWS has none.
    const fleet = awsFleet({ ec2: this.fleet.ec2, rds: this.fleet.rds, pause: async () => {} });
    const ports: SchedulerPorts = {
      ...shared,
      fleet: async () => fleet,
      wakeUps: { send: async (delaySeconds) => this.#enqueue(WAKE_UP_BODY, delaySeconds * SECOND_MS) },
      settings,
    };
    this.ports = options.wrap?.(ports) ?? ports;
    this.fleet.onStateChange((event) => {
      const isForwarded = event.source === 'aws.rds' || FORWARDED_EC2_STATES.has(event.detail.state);
      if (isForwarded) this.#enqueue(JSON.stringify(event), EVENT_LATENCY_MS);
    });
  }

  /** Sets the rate rule going; its first tick comes at `at`. */
  tickFrom(at: Instant): void {
    const { clock, settings } = this.#options;
    clock.schedule(at, async () => {
      this.tickFrom(at + settings.tickMinutes * MINUTE_MS);
      await this.tickNow();
    });
  }

  /** One tick now, beside those of the rate rule. */
  async tickNow(): Promise<void> {
    await this.#invoke(RATE_EVENT);
  }

  #enqueue(body: string, delayMs: number): void {
    const { events, clock } = this.#options;
    if (!events) return;
    clock.schedule(clock.now + delayMs, async () => {
      this.#messages.push(body);
      // After whatever else arrives at this instant, so that it makes one batch.
      clock.schedule(clock.now, () => this.#deliverMessages());
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
    const { clock, log = () => {}, onError } = this.#options;
    try {
      const deadline = { hasPassed: () => false };
      await invoke(this.ports, event, { now: clock.now, deadline, functionName: 'embedded', log });
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }
}
