import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { zoneNamed, type Zone } from '../functions/shared/calendar/zone.ts';
import { DynamoAlarms } from '../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../functions/shared/store/adapters/dynamodb-exceptions.ts';
import { tableNames } from '../functions/shared/store/tables.ts';
import type { NamedChannel } from '../functions/webhook/domain/channel.ts';
import type { ChatLine } from '../functions/webhook/domain/chat-line.ts';
import { formatPosts, formatReply } from '../functions/webhook/domain/format/format-post.ts';
import { readJandi } from '../functions/webhook/domain/jandi-request.ts';
import { postOfNotice } from '../functions/webhook/domain/post.ts';
import type { Language } from '../functions/webhook/domain/say.ts';
import { readSlack } from '../functions/webhook/domain/slack-request.ts';
import type { CommandPorts, CommandTarget } from '../functions/webhook/ports.ts';
import { respondTo } from '../functions/webhook/respond-to.ts';
import { timeTo } from './chat-time.ts';
import { buttonsOf, type ChatService } from './chat-view.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from './embedded-dynamodb.ts';
import type { SimulatedScheduler } from './simulated-scheduler.ts';
import { World, type WorldOptions } from './world.ts';

/** A message in the chat's channel: the JSON that its service got. */
export interface ChatMessage {
  readonly at: Instant;
  readonly json: string;
}

export interface ChatOptions extends Omit<WorldOptions, 'dynamoDb' | 'wrap'> {
  readonly service: ChatService;
  readonly language: Language;
  /** Who types. */
  readonly who: string;
  readonly onMessage: (message: ChatMessage) => void;
}

/** What became of a line: something was said, or nothing was told while time passed. */
export type Heard = 'answered' | 'time-passed' | 'nothing-told';

/** Somebody types, and the scheduler's queue brings the wake-up: a while in which time passes. */
const TYPING_MS = 10 * SECOND_MS;
const WAKE_UP_MS = SECOND_MS;
const LONGEST_SILENCE_MS = 3 * DAY_MS;
const LONGEST_PAUSE_MS = 31 * DAY_MS;

/** A person in one channel of the embedded world: notices come as they are told, lines are answered by the bot's own code. */
export class ChatSession {
  readonly #options: ChatOptions;
  readonly #dynamoDb: EmbeddedDynamoDb;
  readonly #world: World;
  readonly #zone: Zone;
  readonly #channel: NamedChannel;
  readonly #commands: CommandPorts;
  /** Values of the buttons that were shown last. */
  #buttons: readonly string[] = [];
  #messages = 0;

  static async open(options: ChatOptions): Promise<ChatSession> {
    const dynamoDb = await embeddedDynamoDb();
    const session = new ChatSession(options, dynamoDb, await World.create({ ...options, dynamoDb }));
    await session.#passUntil(options.from + WAKE_UP_MS);
    return session;
  }

  private constructor(options: ChatOptions, dynamoDb: EmbeddedDynamoDb, world: World) {
    const zone = zoneNamed(options.timeZone);
    if (zone === undefined) throw new Error(`no time zone: ${options.timeZone}`);
    this.#options = options;
    this.#dynamoDb = dynamoDb;
    this.#world = world;
    this.#zone = zone;
    const { service: kind, language } = options;
    this.#channel = { name: 'default', kind, url: '', language, tokens: [], schedules: [], people: [] };
    const { rows, memory, notices, settings } = world.ports;
    const [first, ...further] = world.schedulers;
    const { documentClient: client } = dynamoDb;
    const names = tableNames({});
    this.#commands = {
      ...{ rows, memory, notices, settings },
      exceptions: new DynamoExceptions({ client, tableName: names.ScheduleException }),
      alarms: new DynamoAlarms({ client, tableName: names.Memory, onUnreadable: () => {} }),
      targets: [this.#target(first), ...further.map((scheduler) => this.#target(scheduler))],
    };
    world.onNotice((notice) => {
      if (!notice.channels.includes(this.#channel.name)) return;
      for (const { body } of formatPosts(kind, [postOfNotice(notice, language)], language)) this.#show(body);
    });
  }

  get now(): Instant {
    return this.#world.clock.now;
  }

  /** An empty line: until something is told. `+30m`, `22:00`: until then. A number: a button. All else is for the bot. */
  async hear(line: string): Promise<Heard> {
    const typed = line.trim();
    if (typed === '') return this.#passUntilTold();
    const until = timeTo(typed, this.now, this.#zone);
    if (until !== undefined) {
      await this.#passUntil(Math.min(until, this.now + LONGEST_PAUSE_MS));
      return 'time-passed';
    }
    await this.#ask(this.#lineOf(typed));
    return 'answered';
  }

  async close(): Promise<void> {
    await this.#world.close();
    await this.#dynamoDb.close();
  }

  /** The line as the service would bring it. */
  #lineOf(typed: string): ChatLine | undefined {
    const { service, who } = this.#options;
    if (service === 'jandi') return readJandi({ text: typed, writerName: who });
    const button = /^\d$/.test(typed) ? this.#buttons[Number(typed) - 1] : undefined;
    const [command = ''] = /^\/\S+/.exec(typed) ?? [];
    const form: Record<string, string> =
      button === undefined
        ? { command, text: typed.slice(command.length).trim(), user_name: who }
        : { payload: JSON.stringify({ type: 'block_actions', user: { username: who }, actions: [{ value: button }] }) };
    const asked = readSlack(new URLSearchParams(form).toString());
    return asked === undefined || asked.kind === 'ssl-check' ? undefined : asked.line;
  }

  async #ask(line: ChatLine | undefined): Promise<void> {
    if (line === undefined) throw new Error('a line that its service would not bring');
    const { text, author, shownFor } = line;
    const { service, language } = this.#options;
    const channel = this.#channel;
    const request = { text, who: author.name, mayChange: true, channel, now: this.now, shownFor };
    const post = await respondTo(this.#commands, request);
    this.#show(formatReply(service, post, { language, inChannel: true }).body);
    await this.#passUntil(this.now + TYPING_MS);
  }

  #show(json: string): void {
    this.#messages += 1;
    const buttons = this.#options.service === 'slack' ? buttonsOf(json) : [];
    if (buttons.length > 0) this.#buttons = buttons.map(({ value }) => value);
    this.#options.onMessage({ at: this.now, json });
  }

  #target(scheduler: SimulatedScheduler): CommandTarget {
    const { targetId: id, place } = scheduler.ports.settings;
    const wake = async (): Promise<void> =>
      this.#world.clock.schedule(this.now + WAKE_UP_MS, () => scheduler.tickNow());
    return { id, place, fleet: scheduler.ports.fleet, waker: { wake } };
  }

  /** Up to and at `until`. */
  async #passUntil(until: Instant): Promise<void> {
    await this.#world.playUntil(until + 1);
  }

  async #passUntilTold(): Promise<Heard> {
    const [told, latest] = [this.#messages, this.now + LONGEST_SILENCE_MS];
    while (this.#messages === told) {
      if (this.now >= latest) return 'nothing-told';
      await this.#passUntil((Math.floor(this.now / MINUTE_MS) + 1) * MINUTE_MS);
    }
    return 'time-passed';
  }
}
