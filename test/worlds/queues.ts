import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { VirtualClock } from '../../local/clock.ts';
import type { Chance } from './chance.ts';
import type { Counter } from './counter.ts';
import type { Ending } from './process.ts';
import type { FaultSpan } from './plan.ts';

interface Message {
  readonly id: number;
  readonly body: string;
  /** FIFO queues: messages of one group come one batch after another. */
  readonly group: string | undefined;
  readonly deduplicationId: string;
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
}

export interface QueueRules {
  readonly visibilityMs: number;
  /** Deliveries before a message goes to the dead-letter queue. */
  readonly mostReceives: number;
  readonly concurrency: number;
}

/** Runs a batch; resolves at once where it goes on while the clock does. */
export type Consumer = (event: SQSEvent, onEnd: (ending: Ending, answer?: SQSBatchResponse) => void) => Promise<void>;

const BATCH = 10;
const DEDUPLICATION_MS = 5 * 60_000;
const LATEST_MS = 4 * 60_000;

/** An SQS queue with a Lambda behind it, on the virtual clock; with trouble, messages come late, in another order, or twice. */
export class Queue {
  readonly #clock: VirtualClock;
  readonly #rules: QueueRules;
  readonly #consume: Consumer;
  readonly #chance: Chance;
  readonly #counter: Counter;
  readonly #trouble: () => FaultSpan | undefined;
  #held: Message[] = [];
  readonly #sentAt = new Map<string, number>();
  #sent = 0;
  #running = 0;
  /** The earliest instant for which a look at the queue is scheduled. */
  #looksAt = Infinity;
  /** Messages that went to the dead-letter queue after too many deliveries. */
  readonly dead: string[] = [];

  constructor(parts: {
    clock: VirtualClock;
    rules: QueueRules;
    consume: Consumer;
    chance: Chance;
    counter: Counter;
    trouble: () => FaultSpan | undefined;
  }) {
    this.#clock = parts.clock;
    this.#rules = parts.rules;
    this.#consume = parts.consume;
    this.#chance = parts.chance;
    this.#counter = parts.counter;
    this.#trouble = parts.trouble;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** False where a FIFO queue took the same within five minutes, and drops this one. */
  send(body: string, options: { delayMs?: number; group?: string; deduplicationId?: string } = {}): boolean {
    const { delayMs = 0, group, deduplicationId = '' } = options;
    const { now } = this.#clock;
    if (deduplicationId !== '') {
      if (now < (this.#sentAt.get(deduplicationId) ?? -Infinity) + DEDUPLICATION_MS) return false;
      this.#forgetSent(now - DEDUPLICATION_MS);
      this.#sentAt.set(deduplicationId, now);
    }
    const trouble = this.#trouble();
    const isLate = trouble !== undefined && this.#chance.is(trouble.lateMessages);
    const isDoubled = group === undefined && trouble !== undefined && this.#chance.is(trouble.doubledMessages);
    const lateMs = isLate ? this.#chance.whole(1, LATEST_MS) : 0;
    this.#add({ body, group, deduplicationId, visibleAt: now + delayMs + lateMs });
    if (isLate) this.#counter.add('messages late');
    if (isDoubled) {
      this.#counter.add('messages doubled');
      this.#add({ body, group, deduplicationId, visibleAt: now + delayMs + this.#chance.whole(0, LATEST_MS) });
    }
    return true;
  }

  #forgetSent(until: number): void {
    for (const [id, at] of this.#sentAt) {
      if (at > until) return;
      this.#sentAt.delete(id);
    }
  }

  postpone(ids: readonly string[], ms: number): void {
    for (const message of this.#held) if (ids.includes(String(message.id))) message.visibleAt = this.#clock.now + ms;
  }

  #add(message: Pick<Message, 'body' | 'group' | 'deduplicationId' | 'visibleAt'>): void {
    this.#held.push({ ...message, id: this.#sent++, sentAt: this.#clock.now, receives: 0 });
    this.#lookAt(message.visibleAt);
  }

  #lookAt(at: number): void {
    if (at >= this.#looksAt) return;
    this.#looksAt = at;
    this.#clock.schedule(at, async () => {
      if (this.#looksAt > at) return;
      this.#looksAt = Infinity;
      await this.#look();
    });
  }

  async #look(): Promise<void> {
    for (let batch = this.#receive(); batch.length > 0; batch = this.#receive()) await this.#handOut(batch);
    const { now } = this.#clock;
    const hidden = this.#held.map(({ visibleAt }) => visibleAt).filter((at) => at > now);
    if (hidden.length > 0) this.#lookAt(Math.min(...hidden));
  }

  #receive(): Message[] {
    const { now } = this.#clock;
    if (this.#running >= this.#rules.concurrency) return [];
    const busy = new Set<string>();
    const batch: Message[] = [];
    for (const message of this.#held) {
      const { group } = message;
      const isFree = message.visibleAt <= now && (group === undefined || !busy.has(group));
      if (isFree && batch.length < BATCH) batch.push(message);
      // A message in flight, or put back, holds up those of its group behind it.
      else if (group !== undefined) busy.add(group);
    }
    return batch;
  }

  async #handOut(batch: readonly Message[]): Promise<void> {
    const { visibilityMs, mostReceives } = this.#rules;
    for (const message of batch) {
      if (message.receives > 0) this.#counter.add('messages handed out again');
      message.receives += 1;
      message.visibleAt = this.#clock.now + visibilityMs;
    }
    this.#running += 1;
    await this.#consume({ Records: batch.map(recordOf) }, (ending, answer) => {
      this.#running -= 1;
      const failed = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = ending === 'done' ? batch.filter(({ id }) => !failed.has(String(id))) : [];
      const dead = batch.filter((message) => !done.includes(message) && message.receives >= mostReceives);
      this.dead.push(...dead.map(({ body }) => body));
      this.#held = this.#held.filter((message) => !done.includes(message) && !dead.includes(message));
      this.#lookAt(this.#clock.now);
    });
  }
}

const recordOf = ({ id, body, group = '', deduplicationId, receives, sentAt }: Message): SQSRecord => ({
  messageId: String(id),
  receiptHandle: String(id),
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
    SenderId: '',
    ApproximateFirstReceiveTimestamp: String(sentAt),
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  },
  ...{ messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: '' },
});
