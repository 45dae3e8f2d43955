import { externalFailure } from '../functions/shared/failure/aws-failure.ts';
import type { ExternalFailure } from '../functions/shared/failure/external-failure.ts';
import { createMissingTables, documentClient } from '../functions/shared/store/adapters/client.ts';
import { DynamoAlarms } from '../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../functions/shared/store/adapters/dynamodb-exceptions.ts';
import { DynamoMemory } from '../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames, type TableNames } from '../functions/shared/store/tables.ts';
import type { AlarmStore, QuietStore } from '../functions/shared/store/alarm-ports.ts';
import type { ExceptionStore } from '../functions/shared/store/exceptions.ts';
import type { MemoryStore, RowStore } from '../functions/shared/store/ports.ts';
import { EXIT, Refusal } from './refusal.ts';
import { SILENT } from './silent.ts';
import { targetsIn, type AccountTarget } from './targets.ts';
import type { Terminal } from './terminal.ts';

/** The tables of the account (or endpoint) that the usual AWS environment names. */
export interface Account {
  readonly rows: RowStore;
  readonly exceptions: ExceptionStore;
  readonly memory: MemoryStore;
  readonly tableNames: TableNames;
  /** Rows of tables that are called otherwise: another scheduler's. */
  rowsOf(names: Partial<TableNames>): RowStore;
  readonly alarms: AlarmStore & QuietStore;
  /** For local endpoints: the stack creates the real ones. */
  createMissingTables(): Promise<void>;
  readonly targets: readonly [AccountTarget, ...AccountTarget[]];
}

/** Runs `use` with the account's tables; what AWS refuses comes out as one line that says what to set. */
export async function useAccount<T>(terminal: Terminal, use: (account: Account) => Promise<T>): Promise<T> {
  const client = documentClient({ logger: SILENT });
  const names = tableNames(terminal.env);
  const onUnreadable = ({ kind, id, why }: { kind: string; id: string; why: string }): void =>
    terminal.complain(`an item of ${names.Memory} is unreadable: ${kind} ${id}: ${why}`);
  try {
    return await use({
      rows: new DynamoRows({ client, tableNames: names }),
      exceptions: new DynamoExceptions({ client, tableName: names.ScheduleException }),
      memory: new DynamoMemory({ client, tableName: names.Memory, onUnreadable }),
      alarms: new DynamoAlarms({ client, tableName: names.Memory, onUnreadable }),
      tableNames: names,
      rowsOf: (others) => new DynamoRows({ client, tableNames: { ...names, ...others } }),
      createMissingTables: () => createMissingTables(client, names),
      targets: targetsIn(terminal.env, await client.config.region()),
    });
  } catch (error) {
    throw refusalOf(error, terminal.env);
  } finally {
    client.destroy();
  }
}

function refusalOf(error: unknown, env: Terminal['env']): Error {
  if (error instanceof Refusal) return error;
  if (error instanceof Error && error.message.includes('Region is missing'))
    return new Refusal('no AWS region is set; set AWS_REGION, such as ap-northeast-2', EXIT.failed);
  const failure = externalFailure(error);
  const isFromOutside = failure === error || (error instanceof Error && '$metadata' in error);
  // Refused on this side, before any request.
  if (failure.code === '' && failure.reason === 'unsupported') return new Refusal(failure.message, EXIT.failed);
  const endpoint = env['AWS_ENDPOINT_URL'] ?? 'AWS';
  if (failure.code === 'CredentialsProviderError')
    return new Refusal(noCredentials(failure, env['AWS_PROFILE']), EXIT.failed);
  if (failure.code === 'ResourceNotFoundException')
    return new Refusal(
      `${endpoint} has no such table; deploy the stack, or create the tables with curfew put FILE --create-tables`,
      EXIT.failed,
    );
  if (failure.code === 'ERR_INVALID_URL')
    return new Refusal(`AWS_ENDPOINT_URL is ${endpoint}; type an address such as http://localhost:8000`, EXIT.failed);
  // The SDK could not read the answer: a proxy's page, or another service.
  if (failure.code === 'SyntaxError' && isFromOutside)
    return new Refusal(`${endpoint} does not answer as DynamoDB does; is AWS_ENDPOINT_URL right?`, EXIT.failed);
  if (failure.reason === 'unavailable' || failure.reason === 'timeout')
    return new Refusal(`${endpoint} does not answer: ${withoutCode(failure)}${hintFor(failure, env)}`, EXIT.failed);
  if (failure.reason === 'unexpected' && error instanceof Error && !isFromOutside) return error;
  return new Refusal(`AWS refuses: ${firstLine(failure.message)}`, EXIT.failed);
}

/** What ails a profile, such as a session that is over, only the SDK knows. */
const noCredentials = (failure: ExternalFailure, profile: string | undefined): string =>
  profile
    ? `AWS_PROFILE ${profile} gives no credentials: ${withoutCode(failure)}`
    : 'no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/** A name of AWS that does not exist is one of a region that does not, or there is no network. */
const hintFor = ({ code }: ExternalFailure, env: Terminal['env']): string =>
  code === 'ENOTFOUND' && env['AWS_ENDPOINT_URL'] === undefined ? '; is the region right, and is there a network?' : '';

/** Where the message says more than the code, which it begins with. */
const withoutCode = ({ message, code }: ExternalFailure): string => firstLine(message).replace(`${code}: `, '');

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
