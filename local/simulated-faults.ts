export type Operation =
  | 'StartInstances'
  | 'StopInstances'
  | 'StartDBInstance'
  | 'StopDBInstance'
  | 'DescribeInstances'
  | 'DescribeInstanceStatus'
  | 'DescribeSpotInstanceRequests'
  | 'DescribeDBInstances';

/** What goes wrong with calls of one operation. */
export interface Fault {
  readonly op: Operation;
  /** AWS's code, `InsufficientInstanceCapacity`; or `TimeoutError`, `ECONNRESET` for a call that got no answer. */
  readonly code: string;
  /** Instead of AWS's own words for the code. */
  readonly message?: string;
  /** How many calls fail, 1 where left out. */
  readonly times?: number | 'always';
  /** The call is carried out all the same, and only its answer is lost. */
  readonly carriedOut?: boolean;
}

/** A fault that met its call. */
export interface MetFault extends Fault {
  /** The instance whose fault it is; undefined where the call fails for none in particular. */
  readonly id: string | undefined;
}

interface ArmedFault extends MetFault {
  left: number;
}

/** The faults that are waiting for their calls. */
export class Faults {
  #armed: ArmedFault[] = [];

  /** With an id, only calls that include this instance fail. */
  arm(fault: Fault, id?: string): void {
    const left = fault.times === 'always' ? Infinity : (fault.times ?? 1);
    this.#armed.push({ ...fault, id, left });
  }

  /** Ends the faults of one instance, or all. */
  heal(id?: string): void {
    this.#armed = id === undefined ? [] : this.#armed.filter((fault) => fault.id !== id);
  }

  disarm(op: Operation): void {
    this.#armed = this.#armed.filter((fault) => fault.op !== op);
  }

  /** The fault that this call meets, counted off; the one armed first comes first. */
  take(op: Operation, ids: readonly string[]): MetFault | undefined {
    const fault = this.#armed.find((armed) => armed.op === op && (armed.id === undefined || ids.includes(armed.id)));
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== fault);
    return fault;
  }
}
