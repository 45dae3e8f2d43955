import { MINUTE_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { benchWorld, instance, schedule, seoul, since, type BenchWorld, type Calls } from './bench-world.ts';
import { cpuMs } from './cpu-time.ts';

/*
 * One tick at 100, 1,000 and 10,000 EC2 instances, ten to a schedule: while nothing happens, and when every schedule warns, stops and starts
 * at once. The DynamoDB is a map, so what is measured is what Curfew's own work takes of the processor; calls are those that would
 * go to AWS, beside the fewest that could do. Aim: 2 s and 256 MB.
 */

const SIZES = [100, 1_000, 10_000];
const PER_SCHEDULE = 10;
const PAGE = 1_000;
const START_STOP_CHUNK = 50;
const WARM_UP_MINUTES = 3;

interface Phase {
  readonly what: string;
  readonly at: Instant;
  /** What the instances do before. */
  readonly isUp: boolean;
  /** The fewest calls of EC2 and RDS; writes are two for each schedule whose run begins: intent, then results. */
  readonly least: (instances: number) => string;
}

const listed = (instances: number): string => `DescribeInstances ${Math.ceil(instances / PAGE)}, DescribeDBInstances 1`;
const PHASES: readonly Phase[] = [
  { what: 'idle', at: seoul('12:00:00'), isUp: true, least: () => 'none' },
  { what: 'warning', at: seoul('21:50:00'), isUp: true, least: listed },
  {
    what: 'stop',
    at: seoul('22:00:00'),
    isUp: true,
    least: (n) => `${listed(n)}, StopInstances ${Math.ceil(n / START_STOP_CHUNK)}`,
  },
  {
    what: 'start',
    at: seoul('09:00:00'),
    isUp: false,
    least: (n) => `${listed(n)}, StartInstances ${Math.ceil(n / START_STOP_CHUNK)}`,
  },
];

async function worldOf(size: number, { at, isUp, what }: Phase): Promise<BenchWorld> {
  const names = Array.from({ length: size / PER_SCHEDULE }, (_, index) => `Team ${index}`);
  const state = isUp ? 'running' : 'stopped';
  const fleet = names.flatMap((name, team) =>
    Array.from({ length: PER_SCHEDULE }, (_, index) => instance(`i-${team}-${index}`, name, { state })),
  );
  // A stop needs the warning of ten minutes before.
  const warmUp = what === 'stop' ? 12 : WARM_UP_MINUTES;
  return benchWorld({
    fleet,
    from: at - warmUp * MINUTE_MS,
    events: false,
    tickMinutes: 1,
    rows: { Schedule: names.map((name) => schedule(name)) },
  });
}

async function measure(size: number, phase: Phase): Promise<string> {
  const { world, calls } = await worldOf(size, phase);
  await world.playUntil(phase.at);
  globalThis.gc?.();
  const before = calls();
  const heapBefore = process.memoryUsage().heapUsed;
  let peak = heapBefore;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().heapUsed)), 5);
  const began = cpuMs();
  await world.tickNow();
  const ms = cpuMs() - began;
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage().heapUsed);
  if (world.errors.length > 0) throw new AggregateError(world.errors.map(({ error }) => error));
  const made = since(before, calls());
  const cells = [
    size.toLocaleString('en'),
    phase.what,
    ms.toFixed(0),
    mb(peak),
    aws(made),
    phase.least(size),
    rest(made),
  ];
  return `| ${cells.join(' | ')} |`;
}

const mb = (bytes: number): string => Math.round(bytes / 1_048_576).toString();
const isAws = (name: string): boolean => /Instances?$|Requests$|Status$/.test(name);
const inWords = (calls: Calls, isShown: (name: string) => boolean): string =>
  Object.entries(calls)
    .filter(([name]) => isShown(name))
    .sort()
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';
const aws = (calls: Calls): string => inWords(calls, isAws);
const rest = (calls: Calls): string => inWords(calls, (name) => !isAws(name));

console.log('\nOne tick (aim at 10,000 instances: 2,000 ms and 256 MB)\n');
console.log(
  '| instances | tick | ms of CPU | heap MB at most | EC2 and RDS calls | fewest | DynamoDB requests and notices |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const size of SIZES) for (const phase of PHASES) console.log(await measure(size, phase));
