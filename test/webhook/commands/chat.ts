import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Fleet, FleetView, Member } from '../../../functions/shared/fleet/member.ts';
import type { Notice } from '../../../functions/shared/notice/notice.ts';
import type { TableRows } from '../../../functions/shared/rows/schedule.ts';
import type { NamedChannel } from '../../../functions/webhook/domain/channel.ts';
import type { Post } from '../../../functions/webhook/domain/post.ts';
import type { ChatRequest, CommandPorts } from '../../../functions/webhook/ports.ts';
import { respondTo } from '../../../functions/webhook/respond-to.ts';
import { emptyStores, type Stores } from '../../contracts/store-tables.ts';
import { rowsOf, seoul } from '../../scenarios/scenario.ts';

export const TARGET_ID = 'self/embedded';

const CHANNEL: NamedChannel = {
  name: 'dev-room',
  kind: 'slack',
  url: 'https://hooks.example.com/secret',
  language: 'en',
  tokens: [],
  schedules: [],
  people: [],
};

export interface ChatOptions {
  readonly rows: Partial<TableRows>;
  readonly members?: readonly Member[];
  readonly channel?: Partial<NamedChannel>;
}

/** A channel in which `mina` talks to the bot, over real tables. */
export class Chat {
  readonly stores: Stores;
  readonly ports: CommandPorts;
  readonly channel: NamedChannel;
  /** What the other channels were told. */
  readonly notices: Notice[] = [];
  wakes = 0;

  static async open(client: DynamoDBDocumentClient, options: ChatOptions): Promise<Chat> {
    const stores = await emptyStores(client);
    await stores.rows.put(rowsOf(options.rows));
    return new Chat(stores, options);
  }

  private constructor(stores: Stores, { members = [], channel }: ChatOptions) {
    this.stores = stores;
    this.channel = { ...CHANNEL, ...channel };
    this.ports = {
      rows: stores.rows,
      exceptions: stores.exceptions,
      memory: stores.memory,
      alarms: stores.alarms,
      notices: { send: async (notices) => void this.notices.push(...notices) },
      targets: [
        {
          id: TARGET_ID,
          fleet: async () => fleetOf({ members, unseen: [] }),
          waker: { wake: async () => void this.wakes++ },
        },
      ],
      settings: { timeZone: 'Asia/Seoul', warnMinutes: 10 },
    };
  }

  /** Says a line at a time in Seoul, and returns the answer. */
  say(at: string, text: string, more: Partial<ChatRequest & { ports: Partial<CommandPorts> }> = {}): Promise<Post> {
    const { ports, ...request } = more;
    return respondTo(
      { ...this.ports, ...ports },
      { text, who: 'mina', mayChange: true, channel: this.channel, now: seoul(at), ...request },
    );
  }

  /** The exceptions in the table: `2026-11-20 stop 23:00 mina`. */
  async exceptions(): Promise<string[]> {
    const { ScheduleException } = await this.stores.rows.read();
    return ScheduleException.map((row) =>
      ['ExceptionDate', 'ExceptionType', 'ExceptionValue', 'By'].map((name) => String(row[name] ?? '')).join(' '),
    ).sort();
  }

  hold(name = 'Development') {
    return this.stores.memory.holds().then((holds) => holds.get(name));
  }
}

/** A fleet that is looked at and never touched. */
export const fleetOf = (view: FleetView): Fleet => {
  const untouched = async (): Promise<never> => {
    throw new Error('a command starts and stops nothing itself');
  };
  return { list: async () => view, statusOk: async () => new Set(), start: untouched, stop: untouched };
};

/** An answer as one text, for tests that look for a part of it. */
export const whole = ({ said }: Post): string => [said.title, said.text, ...said.lines].join('\n');
