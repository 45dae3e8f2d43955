import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from '../cli/fake-aws.ts';
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
const rule = {
  RuleName: 'r',
  ...{ Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: { AutoScalingGroupName: 'web' }, Critical: 90 },
  ...{ Schedule: 'S', Channels: ['ops'] },
};
const listsOf = (tables: Readonly<Record<string, object>>): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(Object.entries(tables).map(([table, row]) => [table, fc.array(damaged(row), { maxLength: 2 })])),
    { requiredKeys: [] },
  );
const rows = listsOf({ Schedule: schedule, ScheduleServerGroup: group, ScheduleException: exception });
const rules = listsOf({ Schedule: schedule, AlarmRule: rule });
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
const isa = listsOf({ Schedules: isaSchedule, Periods: isaPeriod });
const instance = { id: 'i-1', type: 'EC2', tags: { ScheduleName: 'S' }, state: 'stopped', bootSeconds: 5, busy: [] };
const fleet = fc.array(damaged(instance), { maxLength: 2 });
const scan = {
  Items: [
    { ScheduleName: { S: 'S' }, Periods: { L: [{ M: { StartTime: { S: '09:00' } } }] }, type: { S: 'schedule' } },
  ],
};

const contentOf = (right: fc.Arbitrary<unknown>): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof<fc.WeightedArbitrary<string | Uint8Array>[]>(
    { weight: 6, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: damaged(scan).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  );

const SAVINGS = '--from 2026-11-01 --to 2026-11-20 --price-per-hour m5.large=0.118';
const MINUTE = '--from 2026-11-20T08:00 --to 2026-11-20T08:01';
const commands: readonly [argv: string, content: fc.Arbitrary<unknown>][] = [
  ['validate --rows FILE', rows],
  ['validate --rows FILE', rules],
  ['plan --rows FILE --from 2026-11-20 --to 2026-11-23', rows],
  ['desired --rows FILE --at 2026-11-20', rows],
  ['explain S --rows FILE', rows],
  ['exceptions list S --all --rows FILE', rows],
  [`savings --rows FILE --fleet examples/fleet.json ${SAVINGS}`, rows],
  [`savings --rows examples/team.json --fleet FILE ${SAVINGS}`, fleet],
  ['alarms list --rows FILE', rules],
  ['alarms explain r --rows FILE', rules],
  ['alarms backtest r --rows FILE', rules],
  ['put FILE', rows],
  ['put FILE', rules],
  ['import jandi --file FILE --check', rows],
  ['import jandi --file FILE', rows],
  ['import isa FILE --check', isa],
  ['import isa FILE', isa],
  [`simulate --rows FILE --fleet examples/fleet.json ${MINUTE}`, rows],
  [`simulate --rows examples/team.json --fleet FILE ${MINUTE}`, fleet],
];

let aws: FakeAws;
beforeAll(async () => {
  aws = await fakeAws();
  await runCurfew(['put', await fileWith({}), '--create-tables']);
});
afterAll(() => aws.close());

it.each(commands)('curfew %s ends with an exit code and a sentence, whatever is in the file', async (argv, content) => {
  const path = await fileWith('');
  const says = fc.asyncProperty(contentOf(content), async (text) => {
    await writeFile(path, text);
    const { exitCode, out, err } = await runCurfew(argv.split(' ').map((word) => (word === 'FILE' ? path : word)));
    expect([0, 1, 2]).toContain(exitCode);
    expect(err).not.toMatch(/bug in Curfew|Error:|\bat .*\.ts:/);
    expect(exitCode === 2 ? err : out + err).not.toBe('');
  });
  await fc.assert(says, { numRuns: 50 });
});
