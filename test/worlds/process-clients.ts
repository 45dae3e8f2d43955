import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { StartInstancesCommand } from '@aws-sdk/client-ec2';
import type { StartDBInstanceCommand } from '@aws-sdk/client-rds';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AwsFleetParts } from '../../functions/shared/fleet/adapters/fleet.ts';
import type { DynamoDb } from '../../functions/shared/store/adapters/requests.ts';
import { awsError } from '../../local/simulated-errors.ts';
import type { Operation } from '../../local/simulated-faults.ts';
import type { SimulatedFleet } from '../../local/simulated-fleet.ts';
import type { Chance } from './chance.ts';
import type { Witness } from './happened.ts';
import type { Process } from './process.ts';
import { metricData, type Published } from './published.ts';
import type { Queue } from './queues.ts';

/** AWS's refusals, in EC2's words and in RDS's; the first of each only for starts. */
const REFUSALS = {
  EC2: ['InsufficientInstanceCapacity', 'RequestLimitExceeded', 'UnauthorizedOperation', 'InternalError'],
  RDS: ['InsufficientDBInstanceCapacity', 'Throttling', 'AccessDenied', 'InternalFailure'],
} as const;

const METRIC_REFUSALS = [
  'ThrottlingException',
  'InternalServiceFault',
  'AccessDeniedException',
  'TimeoutError',
] as const;

/** What a process has of the world: SDK clients whose requests go through it. */
export class ProcessClients {
  readonly #process: Process;
  readonly #chance: Chance;
  readonly #witness: Witness;

  constructor(process: Process, chance: Chance, witness: Witness) {
    this.#process = process;
    this.#chance = chance;
    this.#witness = witness;
  }

  store(tables: DynamoDb): DynamoDb {
    const send = (command: PutCommand): Promise<unknown> =>
      this.#process.request({
        to: 'store',
        changes: isWrite(command) ? `DynamoDB: ${writtenBy(command)}` : undefined,
        failure: (how) => this.#storeFailure(how, command),
        carryOut: () => tables.send(command).catch((error: unknown) => this.#conflict(error)),
      });
    return { send } as unknown as DynamoDb;
  }

  #conflict(error: unknown): never {
    if (error instanceof ConditionalCheckFailedException)
      this.#process.counter.add('DynamoDB: a condition does not hold, because others wrote');
    throw error;
  }

  fleet({ ec2, rds }: SimulatedFleet): AwsFleetParts {
    const pause = (ms: number): Promise<void> => this.#process.pause(ms);
    return { ec2: this.#aws(ec2, 'EC2'), rds: this.#aws(rds, 'RDS'), pause };
  }

  #aws<Client extends AwsFleetParts['ec2'] | AwsFleetParts['rds']>(client: Client, service: 'EC2' | 'RDS'): Client {
    const { send: pass } = client as unknown as { send: (command: object) => Promise<unknown> };
    const send = (command: object): Promise<unknown> => {
      const op = command.constructor.name.replace(/Command$/, '') as Operation;
      const isCall = /^St/.test(op);
      const failure = (how: 'refused' | 'unanswered'): Error => {
        const code = how === 'refused' ? this.#refusal(op, service) : 'TimeoutError';
        // A call that is carried out is seen where it arrives.
        if (isCall && how === 'refused')
          this.#witness.called(this.#process.trueNow, { op, ids: idsIn(command), error: code });
        return awsError(op, code, `Simulated ${op}.`);
      };
      return this.#process.request({
        to: 'aws',
        changes: isCall ? op : undefined,
        failure,
        carryOut: () => pass(command),
      });
    };
    return { send } as unknown as Client;
  }

  #refusal(op: Operation, service: 'EC2' | 'RDS'): string {
    const [noCapacity, ...others] = REFUSALS[service];
    const codes = [...others, 'TimeoutError', ...(op.startsWith('Start') ? [noCapacity] : [])];
    return this.#chance.oneOf(codes) ?? 'TimeoutError';
  }

  #storeFailure(how: 'refused' | 'unanswered', { input }: PutCommand): Error {
    // The SDK repeats a write whose answer it misses, and finds that its own first attempt has moved the version.
    if (how === 'unanswered' && input.ConditionExpression !== undefined && this.#chance.is(0.5))
      return new ConditionalCheckFailedException({ message: 'repeated', $metadata: { httpStatusCode: 400 } });
    const isThrottled = how === 'refused' && this.#chance.is(0.5);
    return Object.assign(new Error('simulated'), { name: isThrottled ? 'ThrottlingException' : 'TimeoutError' });
  }

  cloudWatch(metrics: ReadonlyMap<string, Published>): Pick<CloudWatchClient, 'send'> {
    const send = (command: unknown): Promise<unknown> =>
      this.#process.request({
        to: 'metrics',
        changes: undefined,
        failure: () => Object.assign(new Error('simulated'), { name: this.#chance.pick(METRIC_REFUSALS) }),
        carryOut: async () => {
          if (!(command instanceof GetMetricDataCommand)) throw new Error('CloudWatch does not know this command');
          return metricData(metrics, command.input, this.#process.trueNow);
        },
      });
    return { send } as unknown as Pick<CloudWatchClient, 'send'>;
  }

  /** A queue of which the sender knows only its messages. */
  queue(name: string, queue: Queue, onSent: (body: string) => void = () => {}): Pick<SQSClient, 'send'> {
    const send = (command: unknown): Promise<unknown> =>
      this.#process.request({
        to: 'queue',
        changes: `SQS: ${name}`,
        failure: (how) =>
          Object.assign(new Error('simulated'), { name: how === 'refused' ? 'ServiceUnavailable' : 'TimeoutError' }),
        carryOut: async () => sendAll(queue, command, onSent),
      });
    return { send } as unknown as Pick<SQSClient, 'send'>;
  }
}

function sendAll(queue: Queue, command: unknown, onSent: (body: string) => void): object {
  if (command instanceof SendMessageCommand) {
    const { MessageBody = '', DelaySeconds = 0 } = command.input;
    queue.send(MessageBody, { delayMs: DelaySeconds * 1_000 });
    return {};
  }
  if (!(command instanceof SendMessageBatchCommand)) throw new Error('a queue does not know this command');
  for (const { MessageBody = '', MessageGroupId: group, MessageDeduplicationId: deduplicationId } of command.input
    .Entries ?? []) {
    queue.send(MessageBody, { ...(group && { group }), ...(deduplicationId && { deduplicationId }) });
    onSent(MessageBody);
  }
  return {};
}

function idsIn(command: object): readonly string[] {
  const { input } = command as StartInstancesCommand | StartDBInstanceCommand;
  return 'InstanceIds' in input
    ? (input.InstanceIds ?? [])
    : 'DBInstanceIdentifier' in input
      ? [input.DBInstanceIdentifier ?? '']
      : [];
}

/** The table that is written to; of Memory, the kind of item. */
function writtenBy({ input }: PutCommand | UpdateCommand | DeleteCommand): string {
  const { Kind } = ('Item' in input ? input.Item : 'Key' in input ? input.Key : undefined) ?? {};
  return String(Kind ?? input.TableName);
}

const isWrite = (command: unknown): boolean =>
  command instanceof PutCommand || command instanceof UpdateCommand || command instanceof DeleteCommand;
