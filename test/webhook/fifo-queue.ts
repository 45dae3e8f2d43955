import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Notice, NoticeQueue } from '../../functions/shared/notice/notice.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import type { Clock, QueueMessage, QueueReturns } from '../../functions/webhook/ports.ts';

const BATCH = 10;
/** How long a message stays hidden that nobody postponed. */
const VISIBILITY_MS = 90_000;

interface Held extends QueueMessage {
  readonly visibleAt: number;
}

/** Time that passes only while somebody waits. */
export class WaitedClock implements Clock {
  at: number;

  constructor(at: number) {
    this.at = at;
  }

  readonly now = () => this.at;
  readonly pause = async (ms: number) => {
    this.at += ms;
  };
}

/** An SQS FIFO queue with a dead-letter queue beside it, as far as their rules matter to a consumer. */
export class FifoQueue implements NoticeQueue, QueueReturns {
  held: Held[] = [];
  readonly dead: QueueMessage[] = [];
  readonly #clock: WaitedClock;
  readonly #seen = new Set<string>();

  constructor(clock: WaitedClock) {
    this.#clock = clock;
  }

  async send(notices: readonly Notice[]): Promise<void> {
    for (const notice of notices) for (const channel of notice.channels) this.put({ channel, notice });
  }

  /** A repeat is dropped, as for five minutes SQS does. */
  put(message: NoticeMessage): void {
    const once = `${message.notice.id}#${message.channel}`;
    if (!this.#seen.has(once)) this.putBody(JSON.stringify(message), { group: message.channel, once });
    this.#seen.add(once);
  }

  putBody(body: string, { group, once }: { group: string; once: string }): void {
    const at = this.#clock.now();
    const id = `m${this.#seen.size + this.held.length + 1}-${once}`;
    const message = { messageId: id, receiptHandle: id, body, groupId: group, deduplicationId: once };
    this.held.push({ ...message, sentAt: at, receives: 0, visibleAt: at });
  }

  /** The oldest messages that are visible, of groups of which none is in flight. */
  receive(): readonly QueueMessage[] {
    const now = this.#clock.now();
    const busy = new Set(this.#inFlight().map(({ groupId }) => groupId));
    const taken = this.held.filter(({ groupId }) => !busy.has(groupId)).slice(0, BATCH);
    return taken.map((message) => {
      const received = { ...message, receives: message.receives + 1, visibleAt: now + VISIBILITY_MS };
      this.held = this.held.map((one) => (one.messageId === message.messageId ? received : one));
      return received;
    });
  }

  async postpone(messages: readonly QueueMessage[], seconds: number): Promise<void> {
    const ids = new Set(messages.map(({ messageId }) => messageId));
    const visibleAt = this.#clock.now() + seconds * 1_000;
    this.held = this.held.map((one) => (ids.has(one.messageId) ? { ...one, visibleAt } : one));
  }

  async bury(messages: readonly QueueMessage[]): Promise<void> {
    const known = new Set(this.dead.map(({ deduplicationId }) => deduplicationId));
    this.dead.push(...messages.filter(({ deduplicationId }) => !known.has(deduplicationId)));
  }

  /** What Lambda does: hands out batch after batch and deletes what did not fail, until the queue is empty. */
  async drain(handle: (event: SQSEvent) => Promise<SQSBatchResponse>, mostBatches = 1_000): Promise<number> {
    let batches = 0;
    while (this.held.length > 0) {
      if (++batches > mostBatches) throw new Error(`still ${this.held.length} messages after ${mostBatches} batches`);
      const batch = this.receive();
      if (batch.length === 0) this.#clock.at = Math.min(...this.#inFlight().map(({ visibleAt }) => visibleAt));
      else await this.#invoke(batch, handle);
    }
    return batches;
  }

  #inFlight(): readonly Held[] {
    return this.held.filter(({ visibleAt }) => visibleAt > this.#clock.now());
  }

  async #invoke(batch: readonly QueueMessage[], handle: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<void> {
    const answer = await handle(eventOf(batch)).catch(() => undefined);
    // An invocation that threw leaves all of its batch in flight.
    if (answer === undefined) return;
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = new Set(batch.map(({ messageId }) => messageId).filter((id) => !failed.has(id)));
    this.held = this.held.filter(({ messageId }) => !done.has(messageId));
  }
}

export const eventOf = (messages: readonly QueueMessage[]): SQSEvent => ({ Records: messages.map(recordOf) });

const recordOf = (message: QueueMessage): SQSRecord => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    SenderId: '',
    ApproximateFirstReceiveTimestamp: String(message.sentAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
  },
  ...{ messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: '' },
});
