/*
 * npm run worlds -- --seed N                 one world, with its timeline where it breaks a promise
 * npm run worlds -- --count N [--from M]     worlds M to M + N - 1; --jobs 2 for two processes
 * npm run worlds -- --alarms …             the same of alarms: rules over random series
 * npm run worlds -- --crash-points         where an invocation of a run may die, each of which npm test tries
 * npm run worlds -- --mutants [--count N]    Curfew with one rule broken at a time: each has to be caught within N worlds;
 *                                            --mutant TEXT for those with TEXT in their name
 */
import { fork } from 'node:child_process';
import { argumentsOf, wholeNumber } from './arguments.ts';
import { Counter, summed } from './counter.ts';
import { playRun, RUNS } from './crash-points.ts';
import { runMutants, type Caught } from './run-mutants.ts';
import { playAlarms } from './play-alarms.ts';
import { failureOf, firstOf, playWorld, type Counts } from './play-world.ts';

const values = argumentsOf({
  seed: { type: 'string' },
  from: { type: 'string', default: '1' },
  count: { type: 'string' },
  jobs: { type: 'string', default: '1' },
  'crash-points': { type: 'boolean', default: false },
  alarms: { type: 'boolean', default: false },
  mutants: { type: 'boolean', default: false },
  /** Only those with this in their name. */
  mutant: { type: 'string' },
  'until-broken': { type: 'boolean', default: false },
});

/** What some worlds came to. */
export interface Tally {
  readonly worlds: number;
  readonly failed: readonly number[];
  /** The promise that was broken first, and the number of the world. */
  readonly broken?: Caught;
  readonly counts: Counts;
}

const NOTHING: Counts = { days: 0, invocations: 0, calls: 0, notices: 0, faults: {}, happened: {} };
const SAY_EVERY = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const added = (one: Counts, other: Counts): Counts => ({
  days: one.days + other.days,
  invocations: one.invocations + other.invocations,
  calls: one.calls + other.calls,
  notices: one.notices + other.notices,
  faults: summed(one.faults, other.faults),
  happened: summed(one.happened, other.happened),
});

async function play(from: number, count: number): Promise<Tally> {
  const failed: number[] = [];
  let counts = NOTHING;
  let broken: Caught | undefined;
  for (let seed = from; seed < from + count; seed++) {
    const played = await (values.alarms ? playAlarms(seed) : playWorld(seed));
    counts = added(counts, played.counts);
    const failure = failureOf(played);
    const done = seed - from + 1;
    if (failure !== undefined) {
      failed.push(seed);
      broken ??= { promise: firstOf(played)?.promise ?? 0, worlds: done };
      say(`${failure}\n`);
      if (values['until-broken']) break;
    }
    if (done % SAY_EVERY === 0) say(`${done} of ${count} worlds, ${failed.length} failed`);
  }
  return { worlds: count, failed, counts, ...(broken && { broken }) };
}

/** Deals the seeds out to as many processes; each sends its tally back. */
async function playInJobs(from: number, count: number, jobs: number): Promise<Tally> {
  const share = Math.ceil(count / jobs);
  const parts = Array.from({ length: jobs }, (_, nth) => from + nth * share).filter((first) => first < from + count);
  const tallies = await Promise.all(parts.map((first) => playApart(first, Math.min(share, from + count - first))));
  return tallies.reduce((all, one) => ({
    worlds: all.worlds + one.worlds,
    failed: [...all.failed, ...one.failed],
    counts: added(all.counts, one.counts),
  }));
}

const playApart = (from: number, count: number): Promise<Tally> =>
  new Promise((resolve, reject) => {
    const args = ['--from', String(from), '--count', String(count), ...(values.alarms ? ['--alarms'] : [])];
    const child = fork(import.meta.filename, args);
    child.once('message', (tally) => resolve(tally as Tally));
    child.once('exit', () => reject(new Error(`the worlds from ${from} on ended without a tally`)));
  });

function sum({ worlds, failed, counts }: Tally, seconds: number): void {
  const { days, invocations, calls, notices, faults, happened } = counts;
  const n = (count: number): string => Math.round(count).toLocaleString('en');
  const listed = (what: string, all: Counts['faults']): void => {
    say(`\n| ${what} | times |\n| --- | --- |`);
    for (const name of Object.keys(all).sort()) say(`| ${name} | ${n(all[name] ?? 0)} |`);
  };
  listed('what went wrong', faults);
  listed('what happened besides', happened);
  say(
    `\n${n(worlds)} worlds, ${n(days)} days, in ${n(seconds)} s: ` +
      `${n(invocations)} invocations, ${n(calls)} starts and stops, ${n(notices)} notices.`,
  );
  say(failed.length === 0 ? 'Every promise was kept.' : `Broken in ${failed.length}: ${failed.join(', ')}.`);
}

async function listCrashPoints(): Promise<void> {
  const counters = RUNS.map(() => new Counter());
  for (const [nth, run] of RUNS.entries())
    for (const change of (await playRun(run, Infinity)).changes) counters[nth]?.add(change);
  const names = new Set(counters.flatMap(({ counts }) => Object.keys(counts)));
  say(`| dies after | ${RUNS.join(' | ')} |\n| --- |${' --- |'.repeat(RUNS.length)}`);
  for (const name of [...names].sort())
    say(`| ${name} | ${counters.map(({ counts }) => counts[name] ?? 0).join(' | ')} |`);
}

const begun = performance.now();
if (values.mutants || values.mutant !== undefined) {
  const count = wholeNumber('count', values.count ?? '300');
  process.exitCode = await runMutants({ count, only: values.mutant, say });
} else if (values['crash-points']) await listCrashPoints();
else {
  const from = values.seed === undefined ? wholeNumber('from', values.from) : wholeNumber('seed', values.seed);
  const count = values.seed === undefined ? wholeNumber('count', values.count ?? '200') : 1;
  const jobs = wholeNumber('jobs', values.jobs);
  const tally = jobs > 1 ? await playInJobs(from, count, jobs) : await play(from, count);
  if (process.send) process.send(tally);
  else sum(tally, (performance.now() - begun) / 1_000);
  if (tally.failed.length > 0) process.exitCode = 1;
}
