import { CloudWatchValues } from '../../functions/alarms/adapters/cloudwatch-values.ts';
import { ValueSources } from '../../functions/alarms/adapters/value-sources.ts';
import type { AlarmPorts } from '../../functions/alarms/ports.ts';
import type { SchedulerPorts } from '../../functions/scheduler/ports.ts';
import { SqsWakeUps } from '../../functions/scheduler/adapters/sqs-wake-ups.ts';
import { awsFleet } from '../../functions/shared/fleet/adapters/fleet.ts';
import { SqsNotices } from '../../functions/shared/notice/adapters/sqs-notices.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { DynamoAlarms } from '../../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../../functions/shared/store/adapters/dynamodb-exceptions.ts';
import { DynamoMemory } from '../../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../../functions/shared/store/adapters/dynamodb-rows.ts';
import type { DynamoDb } from '../../functions/shared/store/adapters/requests.ts';
import { tableNames } from '../../functions/shared/store/tables.ts';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import { DynamoClaims } from '../../functions/webhook/adapters/dynamo-claims.ts';
import { SqsWaker } from '../../functions/webhook/adapters/sqs-waker.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { CommandPorts, DeliverPorts, HttpReply, QueueMessage } from '../../functions/webhook/ports.ts';
import type { SimulatedFleet } from '../../local/simulated-fleet.ts';
import type { Chance } from './chance.ts';
import type { Witness } from './happened.ts';
import type { WorldPlan } from './plan.ts';
import { ProcessClients } from './process-clients.ts';
import type { Process } from './process.ts';
import type { Queue } from './queues.ts';

/** What processes share. */
export interface Shared {
  readonly plan: WorldPlan;
  readonly witness: Witness;
  readonly tables: DynamoDb;
  readonly fleet: SimulatedFleet;
  readonly events: Queue;
  readonly notices: Queue;
}

const TARGET = 'self/embedded';
const NAMES = tableNames({});
/** The channel of this name is gone: its service answers so. */
const GONE = 'gone';

/** The channel in which people give their orders. */
export const CHANNEL: NamedChannel = {
  ...{ name: 'default', kind: 'webhook', url: 'https://chat.example/default', language: 'en' },
  ...{ tokens: [], schedules: [], people: [] },
};

/** The ports of each Lambda, wired for one process as its handler would. */
export class ProcessPorts {
  readonly #process: Process;
  readonly #shared: Shared;
  readonly #chance: Chance;
  readonly #clients: ProcessClients;
  readonly #store: DynamoDb;
  /** Posts that the chat took, and what had gone wrong for the process until then. */
  readonly #posts: { readonly channel: string; readonly notices: number; readonly mishaps: number }[] = [];

  constructor(process: Process, chance: Chance, shared: Shared) {
    this.#process = process;
    this.#chance = chance;
    this.#shared = shared;
    this.#clients = new ProcessClients(process, chance, shared.witness);
    this.#store = this.#clients.store(shared.tables);
  }

  scheduler(): SchedulerPorts {
    const { timeZone, warnMinutes, tickMinutes } = this.#shared.plan;
    return {
      rows: new DynamoRows({ client: this.#store, tableNames: NAMES }),
      memory: new DynamoMemory({ client: this.#store, tableName: NAMES.Memory, onUnreadable: neverUnreadable }),
      fleet: async () => awsFleet(this.#clients.fleet(this.#shared.fleet)),
      notices: this.#notices(),
      wakeUps: new SqsWakeUps({ client: this.#clients.queue('wake-ups', this.#shared.events), queueUrl: 'events' }),
      settings: { targetId: TARGET, timeZone, warnMinutes, tickMinutes },
    };
  }

  alarms(): AlarmPorts {
    const { rows, memory, fleet, notices, settings } = this.scheduler();
    const client = this.#clients.cloudWatch(this.#shared.plan.metrics ?? new Map());
    return {
      ...{ rows, memory, fleet, notices, settings },
      alarms: new DynamoAlarms({ client: this.#store, tableName: NAMES.Memory, onUnreadable: neverUnreadable }),
      metrics: new ValueSources(async () => new CloudWatchValues(client), { fetch: async () => [] }),
    };
  }

  commands(): CommandPorts {
    const { rows, memory, fleet, notices, settings } = this.scheduler();
    const memoryTable = { client: this.#store, tableName: NAMES.Memory };
    const waker = new SqsWaker({ client: this.#clients.queue('wake-ups', this.#shared.events), queueUrl: 'events' });
    return {
      ...{ rows, memory, notices, settings },
      targets: [{ id: TARGET, fleet, waker }],
      exceptions: new DynamoExceptions({ client: this.#store, tableName: NAMES.ScheduleException }),
      alarms: new DynamoAlarms({ ...memoryTable, onUnreadable: neverUnreadable }),
    };
  }

  deliverer(): DeliverPorts {
    return {
      channels: { get: async (name) => ({ ...CHANNEL, name, url: `https://chat.example/${name}` }) },
      claims: new DynamoClaims({ client: this.#store, tableName: NAMES.Memory }),
      http: { post: (request) => this.#post(request) },
      notices: this.#notices(),
      returns: {
        postpone: async (messages, seconds) => {
          const ids = messages.map(({ receiptHandle }) => receiptHandle);
          this.#shared.notices.postpone(ids, seconds * 1_000);
        },
        bury: async (messages) => messages.forEach((message) => this.#bury(message)),
      },
    };
  }

  /** Called when the process has ended: what went wrong for it after a post may make somebody repeat that post. */
  settlePosts(): void {
    for (const { channel, notices, mishaps } of this.#posts)
      if (this.#process.mishaps > mishaps) this.#shared.witness.mayRepeat(channel, notices);
  }

  #notices(): SqsNotices {
    const { notices, witness } = this.#shared;
    const client = this.#clients.queue('notices', notices, (body) => {
      const { notice, channel } = JSON.parse(body) as NoticeMessage;
      witness.queued(this.#process.trueNow, notice, channel);
    });
    return new SqsNotices({ client, queueUrl: 'notices', pause: (ms) => this.#process.pause(ms) });
  }

  #bury({ body }: QueueMessage): void {
    const { notice, channel } = JSON.parse(body) as NoticeMessage;
    this.#shared.witness.buried(this.#process.trueNow, notice, channel);
  }

  #post({ url, body }: { readonly url: string; readonly body: string }): Promise<HttpReply> {
    const channel = url.slice(url.lastIndexOf('/') + 1);
    const mishaps = this.#process.mishaps;
    return this.#process.request({
      to: 'chat',
      changes: 'chat: post',
      failure: (how) => this.#chatFailure(how),
      carryOut: async () => {
        if (channel === GONE) return { status: 404, headers: {}, body: '' };
        const { notices } = JSON.parse(body) as { notices: readonly { readonly title: string }[] };
        this.#posts.push({ channel, notices: notices.length, mishaps });
        const titles = notices.map(({ title }) => title);
        this.#shared.witness.posted(this.#process.trueNow, channel, titles);
        return { status: 200, headers: {}, body: 'ok' };
      },
    });
  }

  #chatFailure(how: 'refused' | 'unanswered'): ExternalFailure {
    const reason = how === 'refused' && this.#chance.is(0.5) ? 'unavailable' : 'timeout';
    return new ExternalFailure({ reason, retryable: true, message: 'no answer from the chat' });
  }
}

function neverUnreadable(item: unknown): void {
  throw new TypeError(`Curfew wrote what it cannot read: ${JSON.stringify(item)}`);
}
