import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rightsFor, WIRED, type Wiring } from './call-rights.ts';
import { toldCommands, toldRights } from './permissions-document.ts';
import { reachedCalls, type ReachedCall } from './reached-calls.ts';

const ROWS = ['table Schedule', 'table ScheduleServerGroup', 'table ScheduleException', 'table AlarmRule'];
const BY_HAND: Wiring = {
  ...WIRED,
  'DynamoRows.#scan': ROWS,
  'DynamoRows.#writeBatch': ROWS,
  // Holidays that are none any more.
  'DynamoRows.delete': ['table ScheduleException'],
  CloudWatchValues: ['everything'],
  SsmDrains: ['drain parameters'],
  'SsmDrains.address': ['drain address'],
};

/** `put --create-tables` makes tables at a local endpoint; in an account the stack does. */
const isForLocalEndpoint = ({ maker }: { readonly maker: string }): boolean => maker === 'createIfMissing';

const COMMAND_FILES = readdirSync(new URL('../../cli/commands', import.meta.url)).map((file) => `cli/commands/${file}`);
const reached = reachedCalls(['cli/program.ts', ...COMMAND_FILES]);
const rightsAt = (calls: readonly ReachedCall[] = []): readonly string[] => [
  ...new Set(calls.filter((call) => !isForLocalEndpoint(call)).flatMap((call) => rightsFor(call, BY_HAND))),
];

describe('docs/permissions.md tells of the command line', () => {
  it('every right that some command needs', () => {
    expect(toldRights('The command line')).toEqual([...rightsAt(reached.get('cli/program.ts'))].sort());
  });

  /** `alarms` for cli/commands/alarms-list.ts. */
  const commandOf = (file: string): string => /(\w+)(?:-[\w-]+)?\.ts$/.exec(file)?.[1] ?? '';
  const needing = (right: string): readonly string[] =>
    [...new Set(COMMAND_FILES.filter((file) => rightsAt(reached.get(file)).includes(right)).map(commandOf))].sort();
  const told = [...toldCommands('The command line')];

  // Whoever opens the tables seems to reach what DynamoExceptions does: of its rights, no more than that is held.
  it.each(told.filter(([right]) => !/:(?:Query|PutItem|DeleteItem) on table ScheduleException$/.test(right)))(
    'by which commands %s is needed: %j',
    (right, commands) => expect(commands).toEqual(needing(right)),
  );

  it('no command of a right that it cannot use', () => {
    for (const [right, commands] of told) expect(needing(right)).toEqual(expect.arrayContaining([...commands]));
  });
});
