import { createHash } from 'node:crypto';

const FINGERPRINT_BYTES = 6;

/**
 * Which members a run has called, and which have reached its state: what tells a member that fell back from one never
 * called, and one that somebody changed by hand from one still to do. Kept as 48-bit fingerprints, 8 base64 characters a
 * member, so that 10,000 members fit a DynamoDB item many times over (two of them collide once in 5 million runs).
 */
export class Marks {
  readonly #called: Set<string>;
  readonly #reached: Set<string>;

  private constructor(called: Iterable<string>, reached: Iterable<string>) {
    this.#called = new Set(called);
    this.#reached = new Set(reached);
  }

  static decode(text: string): Marks {
    const [called = '', reached = ''] = text.split('.');
    return new Marks(fingerprintsIn(called), fingerprintsIn(reached));
  }

  /** Inverse of `decode`; empty for no marks. */
  encode(): string {
    if (this.#called.size + this.#reached.size === 0) return '';
    return `${[...this.#called].join('')}.${[...this.#reached].join('')}`;
  }

  /** Without the calls, which a run that begins anew has not made. */
  reachedOnly(): Marks {
    return new Marks([], this.#reached);
  }

  call(memberId: string): void {
    this.#called.add(fingerprint(memberId));
  }

  isCalled(memberId: string): boolean {
    return this.#called.has(fingerprint(memberId));
  }

  reach(memberId: string): void {
    const mark = fingerprint(memberId);
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
