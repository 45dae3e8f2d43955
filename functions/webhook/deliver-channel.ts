import { HOUR_MS } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { unreachable } from '../shared/failure/unreachable.ts';
import { embedded } from '../shared/lambda/embedded-metrics.ts';
import type { DeliverContext } from './deliver-context.ts';
import { mistakeWords, WrongChannel } from './domain/channel-config.ts';
import { channelFailed, mayTell } from './domain/channel-failed.ts';
import type { NamedChannel } from './domain/channel.ts';
import { gather } from './domain/gather.ts';
import { backOffSeconds, type Again, type Final } from './domain/http-outcome.ts';
import { lettersFor, type Letter } from './domain/letter.ts';
import { redact } from './domain/redact.ts';
import { Pace } from './pace.ts';
import { LEASE_SECONDS, postOnce } from './post-once.ts';
import type { DeliverPorts, WaitingNotice } from './ports.ts';

/** A channel that has answered nothing else for so long has its notices given up. */
const GIVE_UP_AFTER_MS = 6 * HOUR_MS;

type Waiting = readonly WaitingNotice[];

/** Delivers the notices of one channel, oldest first; returns those that the queue has to hand out again. */
export function deliverToChannel(ports: DeliverPorts, waiting: Waiting, context: DeliverContext): Promise<Waiting> {
  return new Turn(ports, waiting, context).take();
}

/** One channel's turn in one invocation. */
class Turn {
  readonly #ports: DeliverPorts;
  readonly #context: DeliverContext;
  readonly #name: string;
  readonly #pace: Pace;
  /** What is neither delivered nor given up. */
  #open: Waiting;

  constructor(ports: DeliverPorts, waiting: Waiting, context: DeliverContext) {
    this.#ports = ports;
    this.#context = context;
    this.#name = waiting[0]?.channel ?? '';
    this.#pace = new Pace(context.clock);
    this.#open = waiting;
  }

  async take(): Promise<Waiting> {
    try {
      const channel = await this.#channel();
      return channel === undefined ? [] : await this.#deliver(channel);
    } catch (error) {
      if (!(error instanceof ExternalFailure)) throw error;
      this.#context.log.error('not delivered', { channel: this.#name, error });
      return await this.#putBack();
    } finally {
      await this.#pace.over();
    }
  }

  async #deliver(channel: NamedChannel): Promise<Waiting> {
    const letters = await this.#write(channel, gather(this.#open));
    for (let letter = letters.shift(); letter !== undefined; letter = letters.shift()) {
      if (this.#context.clock.now() >= this.#context.deadline) return this.#putBack(0);
      const { waiting } = letter;
      const posted = await postOnce(this.#ports, { letter, channel, pace: this.#pace }, this.#context);
      switch (posted.kind) {
        case 'delivered':
          this.#done(waiting);
          break;
        case 'told-in-part':
          this.#done(waiting.filter(({ notice }) => posted.ids.has(notice.id)));
          letters.unshift(
            ...(await this.#write(channel, [waiting.filter(({ notice }) => !posted.ids.has(notice.id))])),
          );
          break;
        case 'final':
          // One notice that the service cannot take must not take others with it.
          if (posted.because === 'payload' && waiting.length > 1)
            letters.unshift(...(await this.#write(channel, oneByOne(waiting))));
          else await this.#giveUp(waiting, posted);
          break;
        case 'again':
          return this.#again(posted);
        case 'taken':
          return this.#putBack(LEASE_SECONDS);
        default:
          return unreachable(posted);
      }
    }
    return this.#open;
  }

  /** A notice that this version has no words for, which is a bug, is given up by itself: the others of its post go out. */
  async #write(channel: NamedChannel, posts: readonly Waiting[]): Promise<Letter[]> {
    const letters: Letter[] = [];
    for (const waiting of posts) {
      try {
        letters.push(...lettersFor(channel, waiting));
      } catch (error) {
        if (waiting.length > 1) letters.push(...(await this.#write(channel, oneByOne(waiting))));
        else await this.#giveUpBug(channel, waiting, error);
      }
    }
    return letters;
  }

  #giveUpBug({ url }: NamedChannel, waiting: Waiting, error: unknown): Promise<void> {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#context.log.error('no words', { notices: waiting.map(({ notice }) => notice.id), stack: redact(stack, url) });
    return this.#giveUp(waiting, { kind: 'final', because: 'bug' });
  }

  #done(waiting: Waiting): void {
    const done = new Set(waiting);
    this.#open = this.#open.filter((one) => !done.has(one));
  }

  /** Undefined where there is none that can be used; what waits for it is given up. */
  async #channel(): Promise<NamedChannel | undefined> {
    try {
      const channel = await this.#ports.channels.get(this.#name);
      if (channel === undefined) await this.#giveUp(this.#open, { kind: 'final', because: 'unknown-channel' });
      return channel;
    } catch (error) {
      if (!(error instanceof WrongChannel)) throw error;
      const problems = error.mistakes.map(mistakeWords);
      await this.#giveUp(this.#open, { kind: 'final', because: 'wrong-config' }, problems);
      return undefined;
    }
  }

  /** What has waited too long is given up; the others wait as long as the service asks, or longer each time. */
  async #again({ status, afterSeconds }: Again): Promise<Waiting> {
    const sentBy = this.#context.clock.now() - GIVE_UP_AFTER_MS;
    const late = this.#open.filter(({ message }) => message.sentAt <= sentBy);
    if (late.length > 0) await this.#giveUp(late, { kind: 'final', because: 'too-late', status });
    return this.#putBack(afterSeconds);
  }

  /** The dead-letter queue first: a crash before the word to `default` has both done again, and both drop repeats. */
  async #giveUp(lost: Waiting, final: Final, problems: readonly string[] = []): Promise<void> {
    const [first] = lost;
    if (first === undefined) return;
    const { returns, notices } = this.#ports;
    const { log, clock, functionName } = this.#context;
    await returns.bury(lost.map(({ message }) => message));
    const fields = { channel: this.#name, notices: lost.map(({ notice }) => notice.id), ...final, problems };
    const metrics = embedded({ NoticesGivenUp: lost.length }, { functionName, at: clock.now() });
    log.error('given up', { ...fields, ...metrics });
    if (mayTell(this.#name, first.notice, final))
      await notices.send([channelFailed({ channel: this.#name, notice: first.notice, final, problems }, clock.now())]);
    this.#done(lost);
  }

  /** All of them to one instant, so that the queue hands them out in order. */
  async #putBack(afterSeconds?: number): Promise<Waiting> {
    const [first] = this.#open;
    if (first === undefined) return [];
    const messages = this.#open.map(({ message }) => message);
    try {
      await this.#ports.returns.postpone(messages, afterSeconds ?? backOffSeconds(first.message.receives));
    } catch (error) {
      if (!(error instanceof ExternalFailure)) throw error;
      // They come back all the same, when the queue's own visibility timeout is over.
      this.#context.log.error('not postponed', { channel: this.#name, error });
    }
    return this.#open;
  }
}

const oneByOne = (waiting: Waiting): readonly Waiting[] => waiting.map((one) => [one]);
