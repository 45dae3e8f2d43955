import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeSpotInstanceRequestsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type DescribeInstancesResult,
  type DescribeInstanceStatusResult,
  type DescribeSpotInstanceRequestsResult,
  type EC2Client,
  type Filter,
  type Instance,
} from '@aws-sdk/client-ec2';
import type { SimulatedAccount } from './simulated-account.ts';
import { awsError, notFoundMessage, wrongStateMessage } from './simulated-errors.ts';
import { stateWord, type Machine, type MachineState } from './simulated-machine.ts';

const CANNOT_START: ReadonlySet<MachineState> = new Set(['stopping', 'terminated']);
const CANNOT_STOP: ReadonlySet<MachineState> = new Set(['terminated']);

/** An EC2 client that answers, in the SDK's shapes, the commands that Curfew sends, and throws at any other. */
export class SimulatedEc2 {
  readonly #account: SimulatedAccount;

  constructor(account: SimulatedAccount) {
    this.#account = account;
  }

  /** Stands where an EC2Client is expected. */
  asClient(): Pick<EC2Client, 'send'> {
    // The real `send` is overloaded for each of some 700 commands; which of them are answered is decided here at run time.
    return { send: (command: unknown) => this.#send(command) } as unknown as Pick<EC2Client, 'send'>;
  }

  async #send(command: unknown): Promise<unknown> {
    if (command instanceof DescribeInstancesCommand) return this.#describeInstances(command);
    if (command instanceof DescribeInstanceStatusCommand) return this.#describeStatus(command);
    if (command instanceof DescribeSpotInstanceRequestsCommand) return this.#describeSpotRequests(command);
    if (command instanceof StartInstancesCommand) return this.#start(command.input.InstanceIds ?? []);
    if (command instanceof StopInstancesCommand) {
      return this.#stop(command.input.InstanceIds ?? [], command.input.Hibernate === true);
    }
    throw new Error('the simulated EC2 does not know this command');
  }

  #describeInstances({ input }: DescribeInstancesCommand): DescribeInstancesResult {
    return this.#account.read('DescribeInstances', () => {
      const machines = this.#account.machines.ofType('EC2').filter((machine) => passes(machine, input.Filters ?? []));
      const { items, next } = this.#account.page(machines, input.NextToken, input.MaxResults ?? 1_000);
      return { Reservations: items.map((machine) => ({ Instances: [described(machine)] })), NextToken: next };
    });
  }

  /** As AWS does without IncludeAllInstances: only what is running has a status. */
  #describeStatus({ input }: DescribeInstanceStatusCommand): DescribeInstanceStatusResult {
    const ids = input.InstanceIds ?? [];
    return this.#account.read('DescribeInstanceStatus', () => {
      const missing = this.#missing(ids);
      if (missing !== undefined) throw missing;
      const running = this.#found(ids).filter(({ state }) => state === 'up');
      return {
        InstanceStatuses: running.map((machine) => {
          const Status = this.#account.clock.now >= machine.checksPassAt ? 'ok' : 'initializing';
          return { InstanceId: machine.spec.id, InstanceStatus: { Status }, SystemStatus: { Status } };
        }),
      };
    });
  }

  #describeSpotRequests({ input }: DescribeSpotInstanceRequestsCommand): DescribeSpotInstanceRequestsResult {
    return this.#account.read('DescribeSpotInstanceRequests', () => {
      const types = input.Filters?.find(({ Name }) => Name === 'type')?.Values;
      const requests = this.#account.machines
        .ofType('EC2')
        .filter(({ spec }) => spec.spot !== undefined && (types?.includes(spec.spot) ?? true));
      const { items, next } = this.#account.page(requests, input.NextToken, input.MaxResults ?? 1_000);
      return {
        SpotInstanceRequests: items.map(({ spec }) => ({
          SpotInstanceRequestId: spotRequestId(spec.id),
          InstanceId: spec.id,
          Type: spec.spot,
          State: 'active',
        })),
        NextToken: next,
      };
    });
  }

  #start(ids: readonly string[]): unknown {
    this.#account.mutate({
      op: 'StartInstances',
      ids,
      refusal: () => this.#missing(ids) ?? this.#wrongState('StartInstances', ids),
      carryOut: () => this.#found(ids).forEach((machine) => this.#account.machines.start(machine)),
    });
    return { StartingInstances: this.#changes(ids) };
  }

  #stop(ids: readonly string[], hibernate: boolean): unknown {
    this.#account.mutate({
      op: 'StopInstances',
      ids,
      refusal: () => this.#missing(ids) ?? this.#wrongState('StopInstances', ids) ?? this.#cannotStop(ids, hibernate),
      carryOut: () => this.#found(ids).forEach((machine) => this.#account.machines.stop(machine)),
    });
    return { StoppingInstances: this.#changes(ids) };
  }

  #found(ids: readonly string[]): Machine[] {
    return ids.flatMap((id) => this.#account.machines.get(id) ?? []);
  }

  #missing(ids: readonly string[]): Error | undefined {
    const { machines, ghosts } = this.#account;
    const missing = ids.filter((id) => machines.get(id)?.spec.type !== 'EC2' || ghosts.has(id));
    if (missing.length === 0) return undefined;
    return awsError('StartInstances', 'InvalidInstanceID.NotFound', notFoundMessage(missing));
  }

  /** AWS names the first instance in the way and not the others. */
  #wrongState(op: 'StartInstances' | 'StopInstances', ids: readonly string[]): Error | undefined {
    const refused = op === 'StartInstances' ? CANNOT_START : CANNOT_STOP;
    const culprit = this.#found(ids).find(({ state }) => refused.has(state));
    if (culprit === undefined) return undefined;
    return awsError(op, 'IncorrectInstanceState', wrongStateMessage(op, culprit.spec.id));
  }

  #cannotStop(ids: readonly string[], hibernate: boolean): Error | undefined {
    for (const { spec } of this.#found(ids)) {
      if (spec.instanceStore === true || spec.spot === 'one-time') {
        const message = `The instance '${spec.id}' cannot be stopped, only terminated.`;
        return awsError('StopInstances', 'UnsupportedOperation', message);
      }
      if (hibernate && spec.hibernation !== true) {
        const message = `Instance is not configured for hibernation: ${spec.id}`;
        return awsError('StopInstances', 'UnsupportedHibernationConfiguration', message);
      }
    }
    return undefined;
  }

  #changes(ids: readonly string[]): unknown {
    return this.#found(ids).map((machine) => ({
      InstanceId: machine.spec.id,
      CurrentState: { Name: stateWord(machine) },
    }));
  }
}

function passes(machine: Machine, filters: readonly Filter[]): boolean {
  return filters.every(({ Name, Values = [] }) => {
    if (Name === 'tag-key') return Values.some((key) => Object.hasOwn(machine.spec.tags, key));
    if (Name === 'instance-state-name') return Values.includes(stateWord(machine));
    throw new Error(`the simulated EC2 does not know the filter ${Name}`);
  });
}

function described(machine: Machine): Instance {
  const { spec, stateReason } = machine;
  const autoScaling = spec.autoScalingGroup === undefined ? {} : { 'aws:autoscaling:groupName': spec.autoScalingGroup };
  return {
    InstanceId: spec.id,
    InstanceType: (spec.size ?? 'm5.large') as Instance['InstanceType'],
    Placement: { AvailabilityZone: spec.zone ?? 'ap-northeast-2a' },
    State: { Name: stateWord(machine) as NonNullable<Instance['State']>['Name'] },
    StateReason: stateReason,
    LaunchTime: new Date(machine.startedAt),
    RootDeviceType: spec.instanceStore === true ? 'instance-store' : 'ebs',
    HibernationOptions: { Configured: spec.hibernation === true },
    Tags: Object.entries({ ...spec.tags, ...autoScaling }).map(([Key, Value]) => ({ Key, Value })),
    ...(spec.spot === undefined ? {} : { InstanceLifecycle: 'spot', SpotInstanceRequestId: spotRequestId(spec.id) }),
  };
}

const spotRequestId = (id: string): string => `sir-${id}`;
