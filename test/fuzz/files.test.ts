import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileWith, runCurfew } from '../cli/run-curfew.ts';
import { anyJson, damaged } from './anything.ts';

const schedule = {
  ScheduleName: 'S',
  TagValue: 'S',
  DaysActive: 'mon',
  StartTime: '09:00',
  StopTime: '22:00',
  Enabled: true,
};
const group = { ScheduleName: 'S', GroupName: 'g', InstanceType: 'EC2', Dependency: ['g'] };
const exception = {
  ScheduleName: 'S',
  ExceptionUuid: 'u',
  ExceptionDate: '2026-11-20',
  ExceptionType: 'stop',
  ExceptionValue: '20:00',
};
const listsOf = (tables: Readonly<Record<string, object>>): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(Object.entries(tables).map(([table, row]) => [table, fc.array(damaged(row), { maxLength: 2 })])),
    { requiredKeys: [] },
  );
const rows = listsOf({ Schedule: schedule, ScheduleServerGroup: group, ScheduleException: exception });
const isaSchedule = {
  Type: 'schedule',
  Name: 'S',
  Periods: ['p'],
  Timezone: 'UTC',
  OverrideStatus: 'running',
  Enforced: true,
};
const isaPeriod = {
  Type: 'period',
  Name: 'p',
  Begintime: '09:00',
  Endtime: '17:00',
  Weekdays: ['mon-fri'],
  Monthdays: ['1'],
};
const instance = { id: 'i-1', type: 'EC2', tags: { ScheduleName: 'S' }, state: 'stopped', bootSeconds: 5, busy: [] };
const scan = {
  Items: [
    { ScheduleName: { S: 'S' }, Periods: { L: [{ M: { StartTime: { S: '09:00' } } }] }, type: { S: 'schedule' } },
  ],
};

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString('latin1'));
const contentOf = (right: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: damaged(scan).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: bytes },
  );

const commands: readonly [argv: string, content: fc.Arbitrary<unknown>][] = [
  ['validate --rows FILE', rows],
  ['plan --rows FILE --from 2026-11-20 --to 2026-11-23', rows],
  ['desired --rows FILE --at 2026-11-20', rows],
  ['explain S --rows FILE', rows],
  ['alarms list --rows FILE', rows],
  ['import jandi --file FILE --check', rows],
  ['import isa FILE --check', listsOf({ Schedules: isaSchedule, Periods: isaPeriod })],
  [
    'simulate --rows examples/team.json --fleet FILE --from 2026-11-20T08:00 --to 2026-11-20T08:01',
    fc.array(damaged(instance), { maxLength: 2 }),
  ],
];

it.each(commands)('curfew %s ends with an exit code and a sentence, whatever is in the file', async (argv, content) => {
  const path = await fileWith('');
  const says = fc.asyncProperty(contentOf(content), async (text) => {
    await writeFile(path, text, 'latin1');
    const { exitCode, out, err } = await runCurfew(argv.split(' ').map((word) => (word === 'FILE' ? path : word)));
    expect([0, 1, 2]).toContain(exitCode);
    expect(err).not.toMatch(/bug in Curfew|Error:|\bat .*\.ts:/);
    expect(exitCode === 2 ? err : out + err).not.toBe('');
  });
  await fc.assert(says, { numRuns: 100 });
});
