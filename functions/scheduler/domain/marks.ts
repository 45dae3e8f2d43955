import { createHash } from 'node:crypto';

const FINGERPRINT_BYTES = 6;

/**
 * Which members a run has told of, which it has called, and which have reached its state: what tells a member that fell back from
 * one never called, and one that somebody changed by hand from one still to do. A member is in one of the three at most. Kept as 48-bit fingerprints, 8 base64 characters a
 * member, so that 10,000 members fit a DynamoDB item many times over (two of them collide once in 5 million runs).
 */
export class Marks {
  readonly #called: Set<string>;
  readonly #reached: Set<string>;
  readonly #told: Set<string>;

  private constructor(called: Iterable<string>, reached: Iterable<string>, told: Iterable<string>) {
    this.#called = new Set(called);
    this.#reached = new Set(reached);
    this.#told = new Set(told);
  }

  static decode(text: string): Marks {
    const [called = '', reached = '', told = ''] = text.split('.');
    return new Marks(fingerprintsIn(called), fingerprintsIn(reached), fingerprintsIn(told));
  }

  /** Inverse of `decode`; empty for no marks. */
  encode(): string {
    if (this.#called.size + this.#reached.size + this.#told.size === 0) return '';
    return [this.#called, this.#reached, this.#told].map((marks) => [...marks].join('')).join('.');
  }

  /** Without the calls, which a run that begins anew has not made. */
  reachedOnly(): Marks {
    return new Marks([], this.#reached, []);
  }

  /** With those that have reached the state by another's marks. */
  joinReached(other: Marks): Marks {
    const rest = (marks: Set<string>): string[] => [...marks].filter((mark) => !other.#reached.has(mark));
    return new Marks(rest(this.#called), [...this.#reached, ...other.#reached], rest(this.#told));
  }

  /** To be done again. */
  forget(memberId: string): void {
    const mark = fingerprint(memberId);
    for (const marks of [this.#called, this.#reached, this.#told]) marks.delete(mark);
  }

  isKnown(memberId: string): boolean {
    return this.isTold(memberId) || this.isCalled(memberId) || this.isReached(memberId);
  }

  /** About to be called, which the notice that goes with it tells. */
  tell(memberId: string): void {
    const mark = fingerprint(memberId);
    this.#reached.delete(mark);
    this.#told.add(mark);
  }

  isTold(memberId: string): boolean {
    return this.#told.has(fingerprint(memberId));
  }

  call(memberId: string): void {
    const mark = fingerprint(memberId);
    this.#told.delete(mark);
    this.#reached.delete(mark);
    this.#called.add(mark);
  }

  isCalled(memberId: string): boolean {
    return this.#called.has(fingerprint(memberId));
  }

  reach(memberId: string): void {
    const mark = fingerprint(memberId);
    this.#told.delete(mark);
    this.#called.delete(mark);
    this.#reached.add(mark);
  }

  isReached(memberId: string): boolean {
    return this.#reached.has(fingerprint(memberId));
  }
}

const CHARACTERS = (FINGERPRINT_BYTES * 4) / 3;

const fingerprint = (memberId: string): string =>
  createHash('sha256').update(memberId).digest().subarray(0, FINGERPRINT_BYTES).toString('base64');

function fingerprintsIn(text: string): string[] {
  const marks: string[] = [];
  for (let from = 0; from + CHARACTERS <= text.length; from += CHARACTERS)
    marks.push(text.slice(from, from + CHARACTERS));
  return marks;
}
