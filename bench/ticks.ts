import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { MINUTE_MS, type Instant } from '../functions/shared/calendar/instant.ts';
import { benchWorld, instance, schedule, seoul, since, type BenchWorld, type Calls } from './bench-world.ts';
import { cpuMs, peakMb } from './process-usage.ts';

/*
 * One tick at 100, 1,000 and 10,000 EC2 instances, ten to a schedule: while nothing happens, and when every schedule warns, stops and starts
 * at once. The DynamoDB is a map, so what is measured is what Curfew's own work takes of the processor; calls are those that would
 * go to AWS, beside the fewest that could do. Each row is a process of its own, with a heap as small as a Lambda's, and its memory is the most
 * that the whole process ever had, with the simulated AWS in it. Aim: 2 s and 256 MB.
 */

const SIZES = [100, 1_000, 10_000];
const PER_SCHEDULE = 10;
const PAGE = 1_000;
const START_STOP_CHUNK = 50;
const SQS_BATCH = 10;
const WARM_UP_MINUTES = 3;
/** Without the loader of TypeScript, which weighs more than a tick. */
const AS_NODE = { platform: 'node', format: 'esm' } as const;
/** So that V8 collects what it would collect in a small Lambda. */
const SMALL_HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8'];

interface Phase {
  readonly what: string;
  readonly at: Instant;
  /** What the instances do before. */
  readonly isUp: boolean;
  /** The fewest calls of EC2 and RDS. */
  readonly least: (instances: number) => string;
  /** The fewest writes for each schedule. A run that begins: intent, results. A warning: owed, given, no longer owed. */
  readonly writes: number;
}

const listed = (instances: number): string => `DescribeInstances ${Math.ceil(instances / PAGE)}, DescribeDBInstances 1`;
const PHASES: readonly Phase[] = [
  { what: 'idle', at: seoul('12:00:00'), isUp: true, least: () => 'none', writes: 0 },
  { what: 'warning', at: seoul('21:50:00'), isUp: true, least: listed, writes: 3 },
  {
    what: 'stop',
    at: seoul('22:00:00'),
    isUp: true,
    least: (n) => `${listed(n)}, StopInstances ${Math.ceil(n / START_STOP_CHUNK)}`,
    writes: 2,
  },
  {
    what: 'start',
    at: seoul('09:00:00'),
    isUp: false,
    least: (n) => `${listed(n)}, StartInstances ${Math.ceil(n / START_STOP_CHUNK)}`,
    writes: 2,
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
  const before = calls();
  const began = cpuMs();
  await world.tickNow();
  const ms = cpuMs() - began;
  if (world.errors.length > 0) throw new AggregateError(world.errors.map(({ error }) => error));
  const made = since(before, calls());
  const schedules = size / PER_SCHEDULE;
  const cells = [
    ...[size.toLocaleString('en'), phase.what, ms.toFixed(0), peakMb().toString()],
    ...[inWords(made, 'instances'), phase.least(size)],
    ...[inWords(made, 'DynamoDB'), (schedules * phase.writes).toLocaleString('en')],
    ...[inWords(made, 'SQS'), Math.ceil((made['notices'] ?? 0) / SQS_BATCH).toString()],
  ];
  return `| ${cells.join(' | ')} |`;
}

function inWords(calls: Calls, of: 'instances' | 'DynamoDB' | 'SQS'): string {
  const isOf = (name: string): boolean =>
    of === 'instances' ? !/^(DynamoDB|SQS|notices)/.test(name) : name.startsWith(`${of} `);
  const made = Object.entries(calls).filter(([name]) => isOf(name));
  return made.map(([name, count]) => `${name.replace(`${of} `, '')} ${count}`).join(', ') || 'none';
}

const [size, what] = process.argv.slice(2);
const phase = PHASES.find((one) => one.what === what);
if (phase !== undefined) console.log(await measure(Number(size), phase));
else {
  console.log('\nOne tick (aim at 10,000 instances: 2,000 ms and 256 MB)\n');
  console.log(
    '| instances | tick | ms of CPU | MB at most | EC2 and RDS calls | fewest | DynamoDB requests | fewest writes | SQS requests | fewest |',
  );
  console.log(`|${' --- |'.repeat(10)}`);
  const outfile = join(import.meta.dirname, '../dist/bench/ticks.mjs');
  await build({ entryPoints: [import.meta.filename], outfile, bundle: true, packages: 'external', ...AS_NODE });
  for (const instances of SIZES)
    for (const one of PHASES) {
      const row = [...SMALL_HEAP, outfile, instances.toString(), one.what];
      process.stdout.write(execFileSync(process.execPath, row, { encoding: 'utf8' }));
    }
}
