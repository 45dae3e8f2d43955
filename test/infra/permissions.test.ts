import { expect, it } from 'vitest';
import { rightsFor, WIRED, type Wiring } from './call-rights.ts';
import { toldRights } from './permissions-document.ts';
import { reachedCalls } from './reached-calls.ts';

const ROWS = ['table Schedule', 'table ScheduleServerGroup', 'table ScheduleException', 'table AlarmRule'];
const BY_HAND: Wiring = {
  ...WIRED,
  'DynamoRows.#scan': ROWS,
  'DynamoRows.#writeBatch': ROWS,
  'DynamoRows.delete': ROWS,
  CloudWatchValues: ['everything'],
  SsmDrains: ['drain parameters'],
  'SsmDrains.address': ['drain address'],
};

/** `put --create-tables` makes tables at a local endpoint; in an account the stack does. */
const isForLocalEndpoint = ({ maker }: { readonly maker: string }): boolean => maker === 'createIfMissing';

it('docs/permissions.md tells every right that some command of the command line needs', () => {
  const calls = [...reachedCalls(['cli/program.ts']).values()].flat().filter((call) => !isForLocalEndpoint(call));
  const needed = new Set(calls.flatMap((call) => rightsFor(call, BY_HAND)));
  expect(toldRights('The command line')).toEqual([...needed].sort());
});
