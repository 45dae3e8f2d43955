import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import type { VirtualClock } from '../../local/clock.ts';
import type { Chance } from './chance.ts';
import type { Counter } from './counter.ts';
import type { FaultSpan } from './plan.ts';

/** What an invocation runs on. */
export interface Host {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  /** Told of everything that goes wrong. */
  readonly counter: Counter;
  readonly trouble: FaultSpan | undefined;
  /** Decides, in place of chance, whether the process dies after a change. */
  readonly fate?: Fate | undefined;
}

export type Fate = (change: string) => boolean;

/** One request of a process to the world. */
export interface Request<T> {
  readonly to: 'aws' | 'metrics' | 'store' | 'queue' | 'chat';
  /** What it changes in the world, if anything: a process dies after changes, because all else would be the same as before. */
  readonly changes: string | undefined;
  /** What the client throws where the request fails, or where only its answer is lost. */
  readonly failure: (how: 'refused' | 'unanswered') => Error;
  readonly carryOut: () => Promise<T>;
}

/** Lambda kills what takes longer. */
const TIMEOUT_MS = 60_000;
const LONGEST_WAIT_MS = 6_000;
/** Calls go out within this time of the reading: as handler.ts has it. */
const CALLS_UNTIL_MS = 20_000;

const SERVICES: Readonly<Record<Request<unknown>['to'], string>> = {
  aws: 'EC2 and RDS',
  metrics: 'CloudWatch',
  store: 'DynamoDB',
  queue: 'SQS',
  chat: 'the chat',
};

export type Ending = 'done' | 'failed' | 'dead';

/**
 * An invocation between its code and the world. Where chance and the trouble of the hour want it, its requests take time (so that
 * others come between), fail, or lose their answers; and it dies: from then on nothing it asks for is ever answered.
 */
export class Process {
  readonly counter: Counter;
  /** Its host's clock is wrong by this. */
  readonly skewMs: number;
  readonly #clock: VirtualClock;
  readonly #chance: Chance;
  readonly #trouble: FaultSpan | undefined;
  readonly #startedAt: number;
  readonly #isSlow: boolean;
  readonly #waits: number;
  readonly #fate: Fate;
  #isDead = false;
  #mishaps = 0;
  #die: () => void = () => {};
  readonly #death: Promise<Ending>;

  constructor({ clock, chance, counter, trouble, fate }: Host) {
    this.#clock = clock;
    this.#chance = chance;
    this.counter = counter;
    this.#trouble = trouble;
    this.#startedAt = clock.now;
    this.skewMs = trouble === undefined || trouble.skewMs === 0 ? 0 : chance.whole(-trouble.skewMs, trouble.skewMs);
    this.#isSlow = chance.is(trouble?.slow ?? 0.03);
    this.#waits = trouble === undefined ? 0.1 : chance.pick([0.2, 1]);
    let changesLeft = trouble !== undefined && chance.is(trouble.crashes) ? chance.whole(1, 8) : Infinity;
    this.#fate = fate ?? (() => --changesLeft <= 0);
    if (this.skewMs !== 0) counter.add('invocations with a clock that is wrong');
    if (this.#isSlow) counter.add('invocations so slow that others come between');
    this.#death = new Promise((resolve) => {
      this.#die = () => resolve('dead');
    });
  }

  /** What its host takes for now. */
  readonly now = (): number => this.#clock.now + this.skewMs;

  /** What time it really is. */
  get trueNow(): number {
    return this.#clock.now;
  }

  get deadline(): { hasPassed: () => boolean } {
    return { hasPassed: () => this.#clock.now > this.#startedAt + CALLS_UNTIL_MS };
  }

  /** How often something went wrong for it so far, its death included. */
  get mishaps(): number {
    return this.#mishaps;
  }

  /** Lives `body` to its end and tells once what it came to; a slow one goes on while the clock does. */
  async live(body: () => Promise<unknown>, onEnd: (ending: Ending, error?: unknown) => void): Promise<void> {
    const lived = body().then(
      (): [Ending] => ['done'],
      (error: unknown): [Ending, unknown] => ['failed', error],
    );
    const died = this.#death.then((): [Ending] => ['dead']);
    const ended = Promise.race<[Ending, unknown?]>([lived, died]).then(([ending, error]) => onEnd(ending, error));
    if (!this.#isSlow) return ended;
    this.#clock.schedule(this.#startedAt + TIMEOUT_MS, () => this.#kill());
    await everythingDone();
  }

  /** Does nothing to one that has ended. */
  #kill(): void {
    this.#isDead = true;
    this.#mishaps += 1;
    this.#die();
  }

  /** Lets time pass for it. */
  async pause(ms: number): Promise<void> {
    if (this.#isDead) return never();
    if (!this.#isSlow) return;
    await new Promise<void>((resolve) => {
      this.#clock.schedule(this.#clock.now + ms, async () => {
        resolve();
        await everythingDone();
      });
    });
  }

  async request<T>(request: Request<T>): Promise<T> {
    await this.#wait();
    if (this.#isDead) return never();
    const fault = this.#faultOf(request);
    if (fault !== undefined) this.#mishaps += 1;
    if (fault === 'refused') {
      const failure = request.failure('refused');
      this.counter.add(`${SERVICES[request.to]}: ${codeOf(failure)}`);
      throw failure;
    }
    const answer = await request.carryOut();
    if (request.changes !== undefined && this.#fate(request.changes)) {
      this.#kill();
      return never();
    }
    if (fault === 'unanswered') {
      this.counter.add(`${SERVICES[request.to]}: carried out, and the answer lost`);
      throw request.failure('unanswered');
    }
    await this.#wait();
    return this.#isDead ? never() : answer;
  }

  #faultOf({ to, changes }: Request<unknown>): 'refused' | 'unanswered' | undefined {
    if (this.#trouble === undefined) return undefined;
    const { awsErrors, storeErrors, queueErrors, chatErrors } = this.#trouble;
    const rates = { aws: awsErrors, metrics: awsErrors, store: storeErrors, queue: queueErrors, chat: chatErrors };
    const rate = rates[to];
    if (rate === 0 || !this.#chance.is(rate)) return undefined;
    return changes !== undefined && this.#chance.is(0.4) ? 'unanswered' : 'refused';
  }

  async #wait(): Promise<void> {
    if (!this.#isSlow || !this.#chance.is(this.#waits)) return;
    const longest = this.#trouble === undefined ? 400 : this.#chance.pick([400, LONGEST_WAIT_MS]);
    await this.pause(this.#chance.whole(1, longest));
  }
}

const codeOf = (failure: Error): string => (failure instanceof ExternalFailure ? failure.reason : failure.name);

const never = (): Promise<never> => new Promise(() => {});

/** Resolves when nothing can go on any more without the clock: nothing here waits for anything but promises and the clock. */
const everythingDone = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
