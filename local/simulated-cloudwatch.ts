import { GetMetricDataCommand, type CloudWatchClient, type MetricStat } from '@aws-sdk/client-cloudwatch';
import { SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import type { VirtualClock } from './clock.ts';
import type { FleetInstance } from './fleet-file.ts';
import type { SimulatedFleet } from './simulated-fleet.ts';

/** CPU of an instance that boots, and of one that has nothing to do, in percent. */
const BOOTING_PERCENT = 85;
const IDLE_PERCENT = 8;
const BOOT_NOISE_MS = 180 * SECOND_MS;

const UP_STATES = new Set(['running', 'available']);

interface UpSpan {
  readonly from: Instant;
  to: Instant;
}

/** The CloudWatch of the embedded world: `CPUUtilization` of the fleet's instances while they are up, busy as the fleet file says. */
export class SimulatedCloudWatch {
  readonly #clock: VirtualClock;
  readonly #instances: ReadonlyMap<string, FleetInstance>;
  readonly #upSpans = new Map<string, UpSpan[]>();

  constructor(world: { clock: VirtualClock; fleet: SimulatedFleet; instances: readonly FleetInstance[] }) {
    this.#clock = world.clock;
    this.#instances = new Map(world.instances.map((instance) => [instance.id, instance]));
    for (const { id } of world.instances) this.#note(id, world.fleet.stateOf(id));
    world.fleet.onState(({ id, state }) => this.#note(id, state));
  }

  /** Shaped as the SDK's client. */
  asClient(): Pick<CloudWatchClient, 'send'> {
    const send = async (command: unknown): Promise<unknown> => {
      if (command instanceof GetMetricDataCommand) return this.#getMetricData(command);
      throw new Error('the simulated CloudWatch does not know this command');
    };
    return { send } as unknown as Pick<CloudWatchClient, 'send'>;
  }

  #note(id: string, state: string): void {
    const spans = this.#upSpans.get(id) ?? [];
    this.#upSpans.set(id, spans);
    const open = spans.at(-1)?.to === Infinity ? spans.at(-1) : undefined;
    if (UP_STATES.has(state) && open === undefined) spans.push({ from: this.#clock.now, to: Infinity });
    else if (!UP_STATES.has(state) && open !== undefined) open.to = this.#clock.now;
  }

  #getMetricData({ input }: GetMetricDataCommand) {
    const { StartTime, EndTime, MetricDataQueries = [] } = input;
    const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
    return {
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: stat, Expression }) => {
        if (Expression !== undefined) throw new Error('the simulated CloudWatch knows no metric math');
        const points = stat === undefined ? [] : this.#points(stat, { from, to });
        const [Timestamps, Values] = [points.map(({ at }) => new Date(at)), points.map(({ value }) => value)];
        return { Id, StatusCode: 'Complete', Timestamps, Values };
      }),
    };
  }

  #points({ Metric, Period = 300 }: MetricStat, { from, to }: { from: Instant; to: Instant }) {
    const id = Metric?.Dimensions?.find(({ Name }) => Name === 'InstanceId' || Name === 'DBInstanceIdentifier')?.Value;
    const instance = Metric?.MetricName === 'CPUUtilization' ? this.#instances.get(id ?? '') : undefined;
    const points: { at: Instant; value: number }[] = [];
    if (instance === undefined) return points;
    for (let at = from; at < to; at += Period * SECOND_MS) {
      const value = this.#cpu(instance, at, at + Period * SECOND_MS);
      if (value !== undefined) points.push({ at, value });
    }
    return points;
  }

  /** The highest of a period; undefined where the instance was never up in it, or where it is not over. */
  #cpu({ id, busy = [] }: FleetInstance, from: Instant, to: Instant): number | undefined {
    const up = this.#upSpans.get(id)?.filter((span) => span.from < to && from < span.to) ?? [];
    if (up.length === 0 || to > this.#clock.now) return undefined;
    const isBooting = up.some((span) => from < span.from + BOOT_NOISE_MS);
    const loads = busy.filter((load) => Date.parse(load.from) < to && from < Date.parse(load.to));
    return Math.max(isBooting ? BOOTING_PERCENT : IDLE_PERCENT, ...loads.map(({ percent }) => percent));
  }
}
