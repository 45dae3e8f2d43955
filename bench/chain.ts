import { MINUTE_MS, SECOND_MS } from '../functions/shared/calendar/instant.ts';
import { benchWorld, instance, schedule, seoul, since } from './bench-world.ts';

/*
 * How long a chain of four groups takes from the start's edge until the last is ready, by events and by ticks alone, beside its critical
 * path; and what 5,000 state changes within one second cost. Virtual time: the figures are the same on every machine.
 */

const BOOTS = [90, 240, 60, 45];
const CRITICAL_SECONDS = BOOTS.reduce((sum, seconds) => sum + seconds, 0);
const NINE = seoul('09:00:00');
const BURST = 5_000;
const SQS_BATCH = 10;
const PAGE = 1_000;

async function readySeconds(tickMinutes: number, events: boolean): Promise<number> {
  const groups = BOOTS.map((_, index) => ({
    ...{ ScheduleName: 'Chain', GroupName: `g${index}`, InstanceType: 'EC2' },
    ...(index > 0 && { Dependency: [`g${index - 1}`] }),
  }));
  const fleet = BOOTS.map((bootSeconds, index) =>
    instance(`i-${index}`, 'Chain', { bootSeconds, tags: { ScheduleName: 'Chain', ScheduleGroupName: `g${index}` } }),
  );
  const rows = { Schedule: [schedule('Chain')], ScheduleServerGroup: groups };
  const { world } = await benchWorld({ fleet, rows, events, tickMinutes, from: NINE - 10 * MINUTE_MS });
  let settledAt: number | undefined;
  world.onRunSaved(({ run }) => {
    if (run?.edge.kind === 'start' && run.edge.at === NINE) settledAt ??= run.settledAt;
  });
  await world.playUntil(NINE + 60 * MINUTE_MS);
  if (settledAt === undefined) throw new Error('the chain never came up');
  return (settledAt - NINE) / SECOND_MS;
}

async function burst(): Promise<void> {
  const teams = 50;
  const names = Array.from({ length: teams }, (_, index) => `Team ${index}`);
  const fleet = Array.from({ length: BURST }, (_, index) => instance(`i-${index}`, names[index % teams] ?? ''));
  const rows = { Schedule: names.map((name) => schedule(name)) };
  const { world, invocations, calls } = await benchWorld({ fleet, rows, events: true, tickMinutes: 1, from: NINE });
  await world.playUntil(NINE + 40 * SECOND_MS);
  const [before, madeBefore] = [invocations(), calls()];
  await world.playUntil(NINE + 59 * SECOND_MS);
  const made = Object.entries(since(madeBefore, calls())).filter(([name]) => name !== 'notices');
  console.log(`\n${BURST} instances come up within one second: ${invocations() - before} invocations (fewest:`);
  console.log(
    `${BURST / SQS_BATCH}, by SQS's batches), ${made.map(([name, count]) => `${name} ${count}`).join(', ')}.`,
  );
  console.log(`A look at the whole fleet is ${BURST / PAGE} DescribeInstances and 1 DescribeDBInstances.`);
}

console.log(`\nA chain of four groups, boots of ${BOOTS.join(', ')} s; critical path ${CRITICAL_SECONDS} s\n`);
console.log('| driven by | seconds until all are ready | over the critical path |\n| --- | --- | --- |');
for (const [what, minutes, events] of [
  ['state changes, and a tick a minute', 1, true],
  ['a tick a minute alone', 1, false],
  ['a tick every 5 minutes alone', 5, false],
] as const) {
  const seconds = await readySeconds(minutes, events);
  console.log(`| ${what} | ${seconds} | ${((seconds / CRITICAL_SECONDS - 1) * 100).toFixed(1)} % |`);
}
await burst();
