import { HOUR_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { WakeUps } from '../../functions/scheduler/ports.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../local/embedded-dynamodb.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { World } from '../../local/world.ts';

/** What one hour of the scheduler uses. */
export interface Hour {
  readonly invocations: number;
  readonly dynamoDbRequests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** EC2 and RDS calls; AWS asks nothing for them, but Lambda waits. */
  readonly fleetCalls: number;
  readonly notices: number;
  /** State changes and wake-ups. */
  readonly messages: number;
  readonly logBytes: number;
}

/** An hour with a start in it, one with a stop and its warning, one with neither. */
export interface Hours {
  readonly start: Hour;
  readonly idle: Hour;
  readonly stop: Hour;
  /** What the rows take in the tables. */
  readonly rowBytes: number;
}

const INSTANCES_PER_SCHEDULE = 10;
const HOLIDAYS = 15;
const AT_NINE: Instant = Date.parse('2026-11-20T09:00:00Z');

/**
 * Plays a short working day, 09:30 to 11:30, in the embedded world and counts. DynamoDB's units are those that dynalite says were
 * consumed; a request takes one at least, as in DynamoDB.
 */
export async function countHours(instances: number, tickMinutes: number): Promise<Hours> {
  const dynamoDb = await embeddedDynamoDb();
  const counter = new Counter();
  counter.countRequests(dynamoDb);
  const rows = rowsFor(instances / INSTANCES_PER_SCHEDULE);
  const world = await World.create({
    ...{ rows, fleet: fleetFor(instances), tickMinutes, events: true, alarms: true, dynamoDb },
    ...{ timeZone: 'UTC', warnMinutes: 10, from: AT_NINE - HOUR_MS },
    wrap: (ports) => ({ ...ports, wakeUps: counter.counting(ports.wakeUps) }),
    log: (message, fields) => counter.line(JSON.stringify({ level: 'info', message, ...fields })),
  });
  counter.countIn(world);
  const hourUntil = async (to: Instant): Promise<Hour> => {
    const before = counter.soFar(world);
    await world.playUntil(to);
    const used = Object.entries(counter.soFar(world)).map(([name, value]) => [
      name,
      value - before[name as keyof Hour],
    ]);
    return Object.fromEntries(used) as unknown as Hour;
  };
  await hourUntil(AT_NINE);
  const start = await hourUntil(AT_NINE + HOUR_MS);
  const idle = await hourUntil(AT_NINE + 2 * HOUR_MS);
  const stop = await hourUntil(AT_NINE + 3 * HOUR_MS);
  await dynamoDb.close();
  if (world.errors.length > 0) throw new AggregateError(world.errors.map(({ error }) => error));
  return { start, idle, stop, rowBytes: JSON.stringify(rows).length };
}

class Counter {
  readonly #used = {
    invocations: 0,
    dynamoDbRequests: 0,
    readUnits: 0,
    writeUnits: 0,
    notices: 0,
    messages: 0,
    logBytes: 0,
  };

  countRequests({ documentClient }: EmbeddedDynamoDb): void {
    const used = this.#used;
    documentClient.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const answer = await next({
            ...args,
            input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
          } as typeof args);
          const { ConsumedCapacity: consumed } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
          used.dynamoDbRequests++;
          used[/^(Scan|Query|Get)/.test(commandName) ? 'readUnits' : 'writeUnits'] += Math.max(
            1,
            consumed?.CapacityUnits ?? 0,
          );
          return answer;
        },
      { step: 'initialize' },
    );
  }

  counting(wakeUps: WakeUps): WakeUps {
    return { send: (seconds) => (this.#used.messages++, wakeUps.send(seconds)) };
  }

  line(text: string): void {
    this.#used.invocations++;
    this.#used.logBytes += text.length;
  }

  countIn(world: World): void {
    world.onNotice(() => this.#used.notices++);
    // The state changes that infra/state-changes.ts names.
    world.fleet.onStateChange(({ source, detail }) => {
      if (source === 'aws.rds' || ['running', 'stopped'].includes(detail.state)) this.#used.messages++;
    });
  }

  soFar({ fleet }: World): Hour {
    return { ...this.#used, fleetCalls: Object.values(fleet.callCounts).reduce((sum, calls) => sum + calls, 0) };
  }
}

/** A schedule for every ten instances: a database, a middleware and an API, a holiday calendar, and two exceptions each. */
function rowsFor(schedules: number): TableRows {
  const names = Array.from({ length: schedules }, (_, index) => `Team ${index}`);
  const group = (ScheduleName: string, GroupName: string, more: Item): Item => ({ ScheduleName, GroupName, ...more });
  return {
    Schedule: names.map((ScheduleName) => ({
      ...{
        ScheduleName,
        TimeZone: 'UTC',
        DaysActive: 'weekdays',
        StartTime: '09:30',
        StopTime: '11:30',
        Calendar: 'KR',
      },
    })),
    ScheduleServerGroup: names.flatMap((name) => [
      group(name, 'database', { InstanceType: 'RDS' }),
      group(name, 'middleware', { InstanceType: 'EC2', Dependency: ['database'] }),
      group(name, 'api', { InstanceType: 'EC2', Dependency: ['middleware'], ReadyWhen: 'status-ok' }),
    ]),
    ScheduleException: [
      ...names.flatMap((name) =>
        [27, 30].map((day) => dated(name, `2026-11-${day}`, { ExceptionType: 'stop', ExceptionValue: '25:00' })),
      ),
      ...Array.from({ length: HOLIDAYS }, (_, index) =>
        dated('calendar:KR', `2026-12-${10 + index}`, { Note: 'A holiday' }),
      ),
    ],
    AlarmRule: [],
  };
}

const dated = (ScheduleName: string, ExceptionDate: string, more: Item): Item => ({
  ...{ ScheduleName, ExceptionUuid: `00000000-0000-0000-0000-${ExceptionDate}`, ExceptionDate, ...more },
});

const fleetFor = (instances: number): FleetInstance[] =>
  Array.from({ length: instances }, (_, index): FleetInstance => {
    const place = index % INSTANCES_PER_SCHEDULE;
    const [type, group] =
      place < 2 ? (['RDS', 'database'] as const) : (['EC2', place < 5 ? 'middleware' : 'api'] as const);
    const tags = { ScheduleName: `Team ${Math.floor(index / INSTANCES_PER_SCHEDULE)}`, ScheduleGroupName: group };
    const seconds =
      type === 'RDS' ? { bootSeconds: 240, stopSeconds: 180 } : { bootSeconds: 40, stopSeconds: 40, statusSeconds: 90 };
    return {
      id: `${type === 'RDS' ? 'db' : 'i'}-${String(index).padStart(16, '0')}`,
      type,
      tags,
      state: 'stopped',
      ...seconds,
    };
  });
