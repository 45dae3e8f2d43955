import { Checker } from './checker.ts';
import { Cloud } from './cloud.ts';
import type { Violation } from './seen.ts';
import { planWorld } from './plan-world.ts';

/** What became of one world. */
export interface Played {
  readonly seed: number;
  readonly checker: Checker;
  readonly counts: Counts;
}

/** How much happened. */
export interface Counts {
  readonly days: number;
  readonly invocations: number;
  readonly calls: number;
  readonly notices: number;
  /** What went wrong, and what people did, each by its name. */
  readonly faults: Readonly<Record<string, number>>;
  readonly happened: Readonly<Record<string, number>>;
}

/** Lives one world, checked at every step. */
export async function playWorld(seed: number): Promise<Played> {
  const plan = planWorld(seed);
  const checker = new Checker(plan);
  const cloud = new Cloud(plan, checker);
  await cloud.live();
  checker.end({ bugs: cloud.bugs, isQueueEmpty: cloud.notices.isEmpty });
  const { calls, notices } = checker;
  const { invocations, faults, happened } = cloud;
  const days = (plan.to - plan.from) / DAY_MS;
  const counts = { days, invocations, calls, notices, faults: faults.counts, happened: happened.counts };
  return { seed, checker, counts };
}

const DAY_MS = 86_400_000;

/** How far around a violation its timeline is told. */
const BEFORE_MS = 45 * 60_000;
const AFTER_MS = 2 * 60_000;
const MOST_LINES = 80;

/** The violation that came first, where there is one. */
export const firstOf = ({ checker }: Played): Violation | undefined =>
  checker.violations.toSorted((a, b) => a.at - b.at)[0];

/** The first violation, what happened around it, and how to see it again; undefined where every promise was kept. */
export function failureOf(played: Played): string | undefined {
  const { seed, checker } = played;
  const { violations, timeline, plan } = checker;
  const first = firstOf(played);
  if (first === undefined) return undefined;
  const around = timeline.filter(({ at }) => at > first.at - BEFORE_MS && at < first.at + AFTER_MS);
  const said = ({ at, what }: (typeof timeline)[number]): string =>
    `${iso(at)} ${what.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(' ')}`;
  return [
    `World ${seed} breaks promise ${first.promise} at ${iso(first.at)}: ${first.what}`,
    `(${violations.length} in all: ${[...new Set(violations.map(({ promise }) => promise))].join(', ')})`,
    `tick every ${plan.tickMinutes} min; trouble ${plan.faults.map(({ from, to }) => `${iso(from)} to ${iso(to)}`).join(', ') || 'never'}`,
    ...around.map(said).slice(-MOST_LINES),
    `Replay: npm run worlds -- ${plan.metrics === undefined ? '' : '--alarms '}--seed ${seed}`,
  ].join('\n');
}

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
