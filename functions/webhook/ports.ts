import type { Instant } from '../shared/calendar/instant.ts';
import type { Fleet } from '../shared/fleet/member.ts';
import type { Place } from '../shared/fleet/target.ts';
import type { Notice, NoticeQueue } from '../shared/notice/notice.ts';
import type { AlarmStore, QuietStore } from '../shared/store/alarm-ports.ts';
import type { ExceptionStore } from '../shared/store/exceptions.ts';
import type { HoldStore, RowStore, RunStore, WarningStore } from '../shared/store/ports.ts';
import type { ToldGroup } from './domain/alerts/tell-alerts.ts';
import type { NamedChannel } from './domain/channel.ts';
import type { Post } from './domain/post.ts';

/** The channels that `curfew channel set` wrote; read through a cache of a minute. */
export interface ChannelStore {
  /** Undefined where there is none of that name. Throws ExternalFailure, and WrongChannel where its JSON is wrong. */
  get(name: string): Promise<NamedChannel | undefined>;
  names(): Promise<readonly string[]>;
}

/** What became of a claim: ours to post, another's just now, or posted before. */
export type Claim = 'claimed' | 'taken' | 'delivered';

/** Who posts a notice to a channel, once: a lease, then a confirmation that outlives it. */
export interface ClaimStore {
  /** `key`: id#channel. Ours where nobody holds it, or where the holder's lease ran out before `now`. */
  claim(key: string, lease: { readonly now: Instant; readonly until: Instant }): Promise<Claim>;
  /** Posted: no later claim of the key succeeds (kept 14 days). */
  confirm(key: string, now: Instant): Promise<void>;
  /** Not posted after all: the next may claim it at once. Only the lease that ends at `until` is given back, never a later holder's. */
  release(key: string, until: Instant): Promise<void>;
}

export interface HttpReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 4,096 characters of it. */
  readonly body: string;
  /** True: the body broke off, or did not end in time. */
  readonly isCut?: boolean;
}

/** Posts to chat services: https to public hosts only, no redirects, no URL in what it throws. */
export interface HttpPost {
  /** Throws ExternalFailure: `timeout`, `unavailable` (network), `unsupported` (a URL that is not allowed). */
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<HttpReply>;
}

/** A message of the notice queue, with what it takes to give it back. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
  /** When it was queued. */
  readonly sentAt: Instant;
  /** How often it was received, this time included. */
  readonly receives: number;
}

/** A notice that waits for its channel. */
export interface WaitingNotice {
  readonly message: QueueMessage;
  readonly channel: string;
  readonly notice: Notice;
}

/** What becomes of messages that were not delivered. */
export interface QueueReturns {
  /** Back to the queue, to be handed out again after so many seconds (0 to 43,200). */
  postpone(messages: readonly QueueMessage[], seconds: number): Promise<void>;
  /** To the dead-letter queue, as they came, so that a redrive brings them back. Burying one twice within five minutes is harmless. */
  bury(messages: readonly QueueMessage[]): Promise<void>;
}

/** What the deliverer needs from the world. */
export interface DeliverPorts {
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly claims: ClaimStore;
  readonly http: HttpPost;
  /** For the word to `default` about a channel that takes nothing. */
  readonly notices: NoticeQueue;
  readonly returns: QueueReturns;
}

/** Time as the deliverer lives it: leases run while it waits for a chat service. */
export interface Clock {
  readonly now: () => Instant;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Remembers signatures, so that a request somebody recorded is refused when it comes again. */
export interface ReplayStore {
  /** True the first time; remembered at least until `until`. */
  remember(signature: string, until: Instant): Promise<boolean>;
}

/** What channels were told of groups of alerts that came in from outside. */
export interface AlertGroupStore {
  /** Version 0 where nothing was told yet. */
  told(id: string): Promise<ToldGroup>;
  /** Writes it as the next version; throws ExternalFailure `conflict` where somebody else was first. Kept for 30 days. */
  saveTold(id: string, told: ToldGroup, now: Instant): Promise<void>;
}

/** Runs a whole tick of one target soon: what a command changed is carried out at once. */
export interface SchedulerWaker {
  wake(): Promise<void>;
}

/** An account and region in which a schedule may have members. */
export interface CommandTarget {
  readonly id: string;
  /** Undefined where there is no other. */
  readonly place?: Place;
  /** Loaded on first use: most commands look at no instance. */
  readonly fleet: () => Promise<Pick<Fleet, 'list'>>;
  readonly waker: SchedulerWaker;
}

/** How runs stand, and the hold that a command may put or lift. */
type CommandMemory = Pick<RunStore, 'runs'> & Omit<HoldStore, 'takeHold'> & Pick<WarningStore, 'warnings'>;

/** What commands read and change. */
export interface CommandPorts {
  readonly rows: Pick<RowStore, 'read' | 'clearForce'>;
  readonly exceptions: ExceptionStore;
  readonly memory: CommandMemory;
  /** Rules as they were last evaluated, and what people said of them. */
  readonly alarms: Pick<AlarmStore, 'alarms'> & QuietStore;
  readonly notices: NoticeQueue;
  readonly targets: readonly [CommandTarget, ...CommandTarget[]];
  readonly settings: { readonly timeZone: string; readonly warnMinutes: number };
}

/** One line that somebody wrote to the bot, or one button that somebody pressed. */
export interface ChatRequest {
  /** The command without keyword or slash: `Development extend 1h`. */
  readonly text: string;
  /** Who is to be named as the author of a change. */
  readonly who: string;
  /** False: the person may look but not change. */
  readonly mayChange: boolean;
  readonly channel: NamedChannel;
  readonly now: Instant;
  /** Aborted when the answer goes out with the instances that were listed by then; without it, all are waited for. */
  readonly lookUntil?: AbortSignal;
  /** Buttons: the stop they were shown for; the command changes nothing when that stop has moved since. */
  readonly shownFor?: Instant;
}

/** Answers a line; never throws for what a person wrote. Implemented in respond-to.ts. */
export type RespondTo = (ports: CommandPorts, request: ChatRequest) => Promise<Post>;
