import {
  DescribeDBInstancesCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
  type DBInstance,
  type DBInstanceMessage,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { SimulatedAccount } from './simulated-account.ts';
import { awsError } from './simulated-errors.ts';
import { stateWord, type Machine } from './simulated-machine.ts';

type CallOperation = 'StartDBInstance' | 'StopDBInstance';

/** An RDS client that answers, in the SDK's shapes, the commands that Curfew sends, and throws at any other. */
export class SimulatedRds {
  readonly #account: SimulatedAccount;

  constructor(account: SimulatedAccount) {
    this.#account = account;
  }

  /** Stands where an RDSClient is expected. */
  asClient(): Pick<RDSClient, 'send'> {
    // The real `send` is overloaded for each command; which of them are answered is decided here at run time.
    return { send: (command: unknown) => this.#send(command) } as unknown as Pick<RDSClient, 'send'>;
  }

  async #send(command: unknown): Promise<unknown> {
    if (command instanceof DescribeDBInstancesCommand) return this.#describe(command);
    if (command instanceof StartDBInstanceCommand)
      return this.#call('StartDBInstance', command.input.DBInstanceIdentifier);
    if (command instanceof StopDBInstanceCommand)
      return this.#call('StopDBInstance', command.input.DBInstanceIdentifier);
    throw new Error('the simulated RDS does not know this command');
  }

  #describe({ input }: DescribeDBInstancesCommand): DBInstanceMessage {
    return this.#account.read('DescribeDBInstances', () => {
      const machines = this.#account.machines.ofType('RDS').filter(({ state }) => state !== 'terminated');
      const { items, next } = this.#account.page(machines, input.Marker, input.MaxRecords ?? 100);
      return { DBInstances: items.map((machine) => this.#described(machine, machines)), Marker: next };
    });
  }

  #call(op: CallOperation, id = ''): unknown {
    this.#account.mutate({
      op,
      ids: [id],
      refusal: () => this.#refusal(op, id),
      carryOut: () => {
        const machine = this.#account.machines.get(id);
        if (machine === undefined) return;
        if (op === 'StartDBInstance') this.#account.machines.start(machine);
        else this.#account.machines.stop(machine);
      },
    });
    return { DBInstance: { DBInstanceIdentifier: id } };
  }

  #refusal(op: CallOperation, id: string): Error | undefined {
    const machine = this.#account.machines.get(id);
    const isGone = machine?.spec.type !== 'RDS' || machine.state === 'terminated' || this.#account.ghosts.has(id);
    if (machine === undefined || isGone) return awsError(op, 'DBInstanceNotFound', `DBInstance ${id} not found.`);
    if (machine.spec.clusterId !== undefined) {
      const message = `${engineOf(machine)} DB instances are not eligible for stopping and starting.`;
      return awsError(op, 'InvalidParameterCombination', message);
    }
    const [needed, word] = op === 'StartDBInstance' ? ['stopped', 'stopped'] : ['up', 'available'];
    if (machine.state === needed) return undefined;
    return awsError(op, 'InvalidDBInstanceState', `Instance ${id} is not in ${word} state.`);
  }

  #described(machine: Machine, all: readonly Machine[]): DBInstance {
    const { spec, restartsAt } = machine;
    return {
      DBInstanceIdentifier: spec.id,
      DBInstanceClass: spec.size ?? 'db.t3.medium',
      Engine: engineOf(machine),
      DBInstanceStatus: stateWord(machine),
      AvailabilityZone: spec.zone ?? 'ap-northeast-2a',
      MultiAZ: spec.multiAz === true,
      DBClusterIdentifier: spec.clusterId,
      ReadReplicaSourceDBInstanceIdentifier: spec.readReplicaOf,
      ReadReplicaDBInstanceIdentifiers: all
        .filter((other) => other.spec.readReplicaOf === spec.id)
        .map((other) => other.spec.id),
      TagList: Object.entries(spec.tags).map(([Key, Value]) => ({ Key, Value })),
      AutomaticRestartTime: restartsAt === undefined ? undefined : new Date(restartsAt),
    };
  }
}

const engineOf = ({ spec }: Machine): string =>
  spec.engine ?? (spec.clusterId === undefined ? 'postgres' : 'aurora-postgresql');
