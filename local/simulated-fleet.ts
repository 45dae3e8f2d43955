import type { EC2Client } from '@aws-sdk/client-ec2';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { InstanceType } from '../functions/shared/fleet/group.ts';
import type { VirtualClock } from './clock.ts';
import type { FleetInstance } from './fleet-file.ts';
import { SimulatedAccount, type SimulatedCall } from './simulated-account.ts';
import { SimulatedEc2 } from './simulated-ec2.ts';
import { bridgeEvent, type BridgeEvent } from './simulated-events.ts';
import type { Fault, Operation } from './simulated-faults.ts';
import { Machines, stateWord, type Machine } from './simulated-machine.ts';
import { SimulatedRds } from './simulated-rds.ts';

export interface SimulatedState {
  readonly id: string;
  /** `stopped`, `pending` or `starting`, `running` or `available`, `stopping`, `terminated` or `deleting`. */
  readonly state: string;
}

/**
 * The EC2 and RDS of the embedded world: SDK clients over instances that boot and stop on the virtual clock, with the errors,
 * pages and events of AWS, faults on demand, and a person who does things by hand.
 */
export class SimulatedFleet {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly rds: Pick<RDSClient, 'send'>;
  readonly #account: SimulatedAccount;
  readonly #eventListeners: ((event: BridgeEvent) => void)[] = [];
  readonly #stateListeners: ((state: SimulatedState) => void)[] = [];
  readonly #callListeners: ((call: SimulatedCall) => void)[] = [];

  constructor(world: { clock: VirtualClock; instances: readonly FleetInstance[]; pageSize?: number }) {
    const { clock, instances, pageSize = Infinity } = world;
    const machines = new Machines(clock, (machine, by) => this.#tellState(machine, by));
    this.#account = new SimulatedAccount({ clock, machines, pageSize, onCall: (call) => this.#tellCall(call) });
    this.ec2 = new SimulatedEc2(this.#account).asClient();
    this.rds = new SimulatedRds(this.#account).asClient();
    for (const instance of instances) this.add(instance);
  }

  /** Every EventBridge event that AWS would send, at its instant. */
  onStateChange(listener: (event: BridgeEvent) => void): void {
    this.#eventListeners.push(listener);
  }

  /** Every start or stop call, failed ones too. */
  onCall(listener: (call: SimulatedCall) => void): void {
    this.#callListeners.push(listener);
  }

  /** Every state entered, also those that AWS sends no event for. */
  onState(listener: (state: SimulatedState) => void): void {
    this.#stateListeners.push(listener);
  }

  /** Calls so far by operation, each page of a listing counted. */
  get callCounts(): Readonly<Partial<Record<Operation, number>>> {
    return this.#account.callCounts();
  }

  callCount(op: Operation): number {
    return this.#account.callCount(op);
  }

  /** AWS's word for the state of an instance. */
  stateOf(id: string): string {
    return stateWord(this.#machine(id));
  }

  add(instance: FleetInstance): void {
    this.#account.machines.add(instance);
  }

  startByHand(id: string): void {
    this.#account.machines.start(this.#machine(id));
  }

  stopByHand(id: string): void {
    this.#account.machines.stop(this.#machine(id));
  }

  terminate(id: string): void {
    this.#account.machines.terminate(this.#machine(id));
  }

  /** The next calls of the operation fail. */
  failNext(fault: Fault): void {
    this.#account.faults.arm(fault);
  }

  /** Calls of the operation that include this instance fail. */
  fail(id: string, fault: Fault): void {
    this.#account.faults.arm(fault, id);
  }

  throttle(op: Operation, count: number): void {
    const code = op.includes('DBInstance') ? 'Throttling' : 'RequestLimitExceeded';
    this.failNext({ op, code, times: count });
  }

  /** AWS has no capacity for this instance until `heal`. */
  capacity(id: string): void {
    const fault: Fault =
      this.#machine(id).spec.type === 'EC2'
        ? { op: 'StartInstances', code: 'InsufficientInstanceCapacity', times: 'always' }
        : { op: 'StartDBInstance', code: 'InsufficientDBInstanceCapacity', times: 'always' };
    this.fail(id, fault);
  }

  /** The next starts of this EC2 instance are accepted and end in `stopped`, with a StateReason. */
  fallBack(id: string, times = 1): void {
    this.#machine(id).fallBacks = times;
  }

  /** The type cannot be listed until `allowList`. */
  denyList(type: InstanceType): void {
    const code = type === 'EC2' ? 'UnauthorizedOperation' : 'AccessDenied';
    this.failNext({ op: LISTINGS[type], code, times: 'always' });
  }

  allowList(type: InstanceType): void {
    this.#account.faults.disarm(LISTINGS[type]);
  }

  /** The instance is still described, but no call finds it. */
  ghost(id: string): void {
    this.#account.ghosts.add(id);
  }

  /** Ends every fault of one instance, or all faults. */
  heal(id?: string): void {
    const { faults, ghosts, machines } = this.#account;
    faults.heal(id);
    for (const machine of id === undefined ? machines.all() : [this.#machine(id)]) {
      machine.fallBacks = 0;
      ghosts.delete(machine.spec.id);
    }
  }

  #machine(id: string): Machine {
    const machine = this.#account.machines.get(id);
    if (machine === undefined) throw new Error(`the simulated fleet has no instance ${id}`);
    return machine;
  }

  #tellCall(call: SimulatedCall): void {
    for (const listener of this.#callListeners) listener(call);
  }

  #tellState(machine: Machine, by: 'call' | 'rds'): void {
    for (const listener of this.#stateListeners) listener({ id: machine.spec.id, state: stateWord(machine) });
    const event = bridgeEvent(machine, by, this.#account.clock.now);
    if (event === undefined) return;
    for (const listener of this.#eventListeners) listener(event);
  }
}

const LISTINGS = { EC2: 'DescribeInstances', RDS: 'DescribeDBInstances' } as const satisfies Record<
  InstanceType,
  Operation
>;
