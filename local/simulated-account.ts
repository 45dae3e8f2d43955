import type { VirtualClock } from './clock.ts';
import { faultError } from './simulated-errors.ts';
import { Faults, type Operation } from './simulated-faults.ts';
import type { Machines } from './simulated-machine.ts';

/** A start or stop call as it went out. */
export interface SimulatedCall {
  readonly op: Operation;
  readonly ids: readonly string[];
  /** AWS's code, where the call failed. */
  readonly error?: string;
}

export interface AccountParts {
  readonly clock: VirtualClock;
  readonly machines: Machines;
  /** The most that one page of a listing holds, where less than the caller's own limit. */
  readonly pageSize: number;
  readonly onCall: (call: SimulatedCall) => void;
}

interface Mutation {
  readonly op: Operation;
  readonly ids: readonly string[];
  /** What AWS would refuse the call with, if anything. */
  readonly refusal: () => Error | undefined;
  readonly carryOut: () => void;
}

/** What the simulated EC2 and RDS share: one set of instances, of faults and of counters. */
export class SimulatedAccount {
  readonly clock: VirtualClock;
  readonly machines: Machines;
  readonly pageSize: number;
  readonly faults = new Faults();
  /** Ids that are described, and not found by any call: eventual consistency after a termination. */
  readonly ghosts = new Set<string>();
  readonly #counts = new Map<Operation, number>();
  readonly #onCall: (call: SimulatedCall) => void;

  constructor(parts: AccountParts) {
    this.clock = parts.clock;
    this.machines = parts.machines;
    this.pageSize = parts.pageSize;
    this.#onCall = parts.onCall;
  }

  callCount(op: Operation): number {
    return this.#counts.get(op) ?? 0;
  }

  callCounts(): Readonly<Partial<Record<Operation, number>>> {
    return Object.fromEntries(this.#counts);
  }

  read<T>(op: Operation, answer: () => T): T {
    this.#count(op);
    const fault = this.faults.take(op, []);
    if (fault !== undefined) throw faultError(fault, []);
    return answer();
  }

  /** Carries a call out for all of its ids or for none. The call is told before the states that follow from it. */
  mutate({ op, ids, refusal, carryOut }: Mutation): void {
    this.#count(op);
    const fault = this.faults.take(op, ids);
    const isLostAnswer = fault?.carriedOut === true;
    const injected = fault === undefined ? undefined : faultError(fault, ids);
    const refused = isLostAnswer || injected === undefined ? refusal() : undefined;
    const error = refused ?? injected;
    this.#onCall(error === undefined ? { op, ids } : { op, ids, error: codeOf(error) });
    if (refused === undefined && (injected === undefined || isLostAnswer)) carryOut();
    if (error !== undefined) throw error;
  }

  /** One page of `all`, and the token of the next: the offset at which it begins. */
  page<T>(
    all: readonly T[],
    token: string | undefined,
    limit: number,
  ): { items: readonly T[]; next: string | undefined } {
    const start = token === undefined ? 0 : Number(token);
    const end = start + Math.min(limit, this.pageSize);
    return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined };
  }

  #count(op: Operation): void {
    this.#counts.set(op, this.callCount(op) + 1);
  }
}

function codeOf(error: Error): string {
  const code = 'Code' in error ? error.Code : 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
