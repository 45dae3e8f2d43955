import { DAY_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import type { VirtualClock } from './clock.ts';
import type { FleetInstance } from './fleet-file.ts';

/** `starting` is EC2's `pending`, `up` its `running` and RDS's `available`. */
export type MachineState = 'stopped' | 'starting' | 'up' | 'stopping' | 'terminated';

export interface Machine {
  readonly spec: FleetInstance;
  state: MachineState;
  /** EC2's StateReason while it is stopped. */
  stateReason: { readonly Code: string; readonly Message: string } | undefined;
  /** When it was started last: EC2's LaunchTime. */
  startedAt: Instant;
  /** When both status checks have passed, while it is up. */
  checksPassAt: Instant;
  /** When RDS starts it by itself, while it is stopped. */
  restartsAt: Instant | undefined;
  /** How many of the next starts fall back to stopped. */
  fallBacks: number;
  /** Counts the states entered, so that a transition already scheduled knows whether another one came first. */
  turn: number;
}

/** Told after every state entered; `by` is `rds` where RDS ended the seven days of a stopped instance. */
export type MachineListener = (machine: Machine, by: 'call' | 'rds') => void;

const RDS_STOPPED_AT_MOST_MS = 7 * DAY_MS;

const USER_SHUTDOWN = {
  Code: 'Client.UserInitiatedShutdown',
  Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};
const NO_CAPACITY = {
  Code: 'Server.InsufficientInstanceCapacity',
  Message: 'Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request',
};

/**
 * The instances of the simulated account and how their states follow each other:
 *
 *   stopped --start--> starting --bootSeconds--> up --stop--> stopping --stopSeconds--> stopped
 *
 * A start that falls back goes from starting to stopped again. A stopped RDS instance starts by itself after seven days.
 */
export class Machines {
  readonly #clock: VirtualClock;
  readonly #listener: MachineListener;
  readonly #byId = new Map<string, Machine>();

  constructor(clock: VirtualClock, listener: MachineListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  get(id: string): Machine | undefined {
    return this.#byId.get(id);
  }

  all(): Machine[] {
    return [...this.#byId.values()];
  }

  ofType(type: FleetInstance['type']): Machine[] {
    return this.all().filter((machine) => machine.spec.type === type);
  }

  /** Nobody is told of the state that an instance begins in. */
  add(spec: FleetInstance): void {
    if (this.#byId.has(spec.id)) throw new Error(`the simulated fleet already has an instance ${spec.id}`);
    const state = beginning(spec.state);
    const machine: Machine = {
      spec,
      state,
      stateReason: state === 'stopped' ? USER_SHUTDOWN : undefined,
      startedAt: this.#clock.now,
      checksPassAt: this.#clock.now,
      restartsAt: undefined,
      fallBacks: 0,
      turn: 0,
    };
    this.#byId.set(spec.id, machine);
    this.#goOn(machine);
  }

  start(machine: Machine, by: 'call' | 'rds' = 'call'): void {
    if (machine.state === 'stopped') this.#enter(machine, 'starting', { by });
  }

  stop(machine: Machine): void {
    if (machine.state === 'up' || machine.state === 'starting') this.#enter(machine, 'stopping');
  }

  terminate(machine: Machine): void {
    if (machine.state !== 'terminated') this.#enter(machine, 'terminated');
  }

  #enter(
    machine: Machine,
    state: MachineState,
    why: { by?: 'call' | 'rds'; reason?: Machine['stateReason'] } = {},
  ): void {
    machine.state = state;
    machine.turn += 1;
    machine.restartsAt = undefined;
    machine.stateReason = state === 'stopped' ? (why.reason ?? USER_SHUTDOWN) : undefined;
    if (state === 'starting') machine.startedAt = this.#clock.now;
    if (state === 'up') machine.checksPassAt = this.#clock.now + (machine.spec.statusSeconds ?? 0) * SECOND_MS;
    this.#goOn(machine);
    this.#listener(machine, why.by ?? 'call');
  }

  /** Schedules what follows a state by itself. */
  #goOn(machine: Machine): void {
    const { bootSeconds, stopSeconds, type } = machine.spec;
    if (machine.state === 'starting') this.#after(machine, bootSeconds * SECOND_MS, () => this.#booted(machine));
    if (machine.state === 'stopping')
      this.#after(machine, stopSeconds * SECOND_MS, () => this.#enter(machine, 'stopped'));
    if (machine.state === 'stopped' && type === 'RDS') {
      machine.restartsAt = this.#clock.now + RDS_STOPPED_AT_MOST_MS;
      this.#after(machine, RDS_STOPPED_AT_MOST_MS, () => this.start(machine, 'rds'));
    }
  }

  #booted(machine: Machine): void {
    if (machine.fallBacks === 0) return this.#enter(machine, 'up');
    machine.fallBacks -= 1;
    this.#enter(machine, 'stopped', { reason: NO_CAPACITY });
  }

  #after(machine: Machine, ms: number, next: () => void): void {
    const { turn } = machine;
    this.#clock.schedule(this.#clock.now + ms, () => {
      if (machine.turn === turn) next();
    });
  }
}

function beginning(state: FleetInstance['state']): MachineState {
  switch (state) {
    case 'running':
    case 'available':
      return 'up';
    case 'pending':
    case 'starting':
      return 'starting';
    default:
      return state;
  }
}

const EC2_WORDS: Readonly<Record<MachineState, string>> = {
  stopped: 'stopped',
  starting: 'pending',
  up: 'running',
  stopping: 'stopping',
  terminated: 'terminated',
};
const RDS_WORDS: Readonly<Record<MachineState, string>> = {
  stopped: 'stopped',
  starting: 'starting',
  up: 'available',
  stopping: 'stopping',
  terminated: 'deleting',
};

/** The service's own word for the machine's state. */
export const stateWord = ({ spec, state }: Machine): string => (spec.type === 'EC2' ? EC2_WORDS : RDS_WORDS)[state];
