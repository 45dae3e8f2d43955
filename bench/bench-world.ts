import type { SchedulerPorts } from '../functions/scheduler/ports.ts';
import type { Sqs } from '../functions/shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../functions/shared/notice/adapters/sqs-notices.ts';
import type { Notice } from '../functions/shared/notice/notice.ts';
import { createMissingTables } from '../functions/shared/store/adapters/client.ts';
import { tableNames } from '../functions/shared/store/tables.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import type { Item, TableRows } from '../functions/shared/rows/schedule.ts';
import { DynamoDbInMaps } from '../local/dynamodb-in-maps.ts';
import type { FleetInstance } from '../local/fleet-file.ts';
import { World, type WorldOptions } from '../local/world.ts';

/** Calls by kind: `StartInstances`, `DynamoDB Put`, `SQS SendMessageBatch` (notices), `SQS SendMessage` (wake-ups). */
export type Calls = Readonly<Record<string, number>>;

export interface BenchWorld {
  readonly world: World;
  /** Invocations of the scheduler so far. */
  readonly invocations: () => number;
  /** Every call so far that would go to AWS. */
  readonly calls: () => Calls;
}

/** A world whose DynamoDB is a map, so that what is measured is Curfew's own work, and whose calls are counted. */
export async function benchWorld(
  given: Pick<WorldOptions, 'fleet' | 'from' | 'events' | 'tickMinutes'> & { readonly rows: Partial<TableRows> },
): Promise<BenchWorld> {
  const counts: Record<string, number> = {};
  const count = (what: string, by = 1): void => void (counts[what] = (counts[what] ?? 0) + by);
  const client = new DynamoDbInMaps().asClient();
  await createMissingTables(client, tableNames({}));
  const send = client.send.bind(client) as (command: object) => Promise<unknown>;
  const counted = (command: object) => {
    count(`DynamoDB ${command.constructor.name.replace('Command', '')}`);
    return send(command);
  };
  client.send = counted as unknown as typeof client.send;
  let invocations = 0;
  const world = await World.create({
    ...given,
    rows: { Schedule: [], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [], ...given.rows },
    timeZone: 'Asia/Seoul',
    warnMinutes: 10,
    dynamoDb: { documentClient: client, close: async () => {} },
    wrap: (ports) => countingSends(ports, count),
    log: () => void (invocations += 1),
  });
  world.onNotice(() => count('notices'));
  return { world, invocations: () => invocations, calls: () => ({ ...counts, ...world.fleet.callCounts }) };
}

/** What the scheduler sends, by the batches in which the real queue takes it. */
function countingSends(ports: SchedulerPorts, count: (what: string) => void): SchedulerPorts {
  const client = { send: async () => (count('SQS SendMessageBatch'), {}) } as unknown as Sqs;
  const queue = new SqsNotices({ client, queueUrl: 'https://sqs.invalid' });
  const send = async (notices: readonly Notice[]): Promise<void> => {
    await queue.send(notices);
    await ports.notices.send(notices);
  };
  const wake = async (delaySeconds: number): Promise<void> => {
    count('SQS SendMessage');
    await ports.wakeUps.send(delaySeconds);
  };
  return { ...ports, notices: { send }, wakeUps: { send: wake } };
}

/** What came on top of `before`. */
export const since = (before: Calls, after: Calls): Calls =>
  Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

/** A weekday in Seoul. */
export const seoul = (time: string): Instant => Date.parse(`2026-11-18T${time}+09:00`);

export const schedule = (name: string, attributes: Item = {}): Item => ({
  ...{ ScheduleName: name, TagValue: name, DaysActive: 'weekdays', StartTime: '09:00', StopTime: '22:00' },
  ...attributes,
});

export const instance = (id: string, name: string, given: Partial<FleetInstance> = {}): FleetInstance => ({
  ...{ id, type: 'EC2', tags: { ScheduleName: name }, state: 'stopped', bootSeconds: 50, stopSeconds: 40 },
  ...given,
});
