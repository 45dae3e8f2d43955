import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Chance } from './chance.ts';
import type { FaultSpan, Happening, WorldPlan } from './plan.ts';
import { randomRates } from './plan-world.ts';
import type { Published } from './published.ts';

/** A world of alarms: no schedules, but rules over random series. */
export interface AlarmPlan extends WorldPlan {
  readonly metrics: ReadonlyMap<string, Published>;
  /** Rules whose rows are wrong. */
  readonly broken: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** After the last fault: the longest pause of a deliverer, and some alarms. */
const CALM_MINUTES = 30;
/** Published before the world begins. */
const BEFORE_MINUTES = 60;

/** Values below, at, between and above the limits of rules in both directions. */
const VALUES = [5, 10, 20, 30, 50, 70, 80, 90, 95] as const;
const POLICIES = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const MISTAKES: readonly [Item, ...Item[]] = [
  { Critical: 'much' },
  { EvaluationPeriods: 0 },
  { TreatMissingData: 'maybe' },
  { MetricName: 'a', All: ['nobody'] },
];

/** Draws a whole world of alarms from a seed. */
export function planAlarms(seed: number): AlarmPlan {
  const chance = new Chance(seed).branch('alarms');
  const from = Date.parse('2026-11-20T12:00+09:00') + chance.whole(0, DAY_MINUTES) * MINUTE_MS;
  const troubleMinutes = chance.whole(40, 120);
  const minutes = troubleMinutes + CALM_MINUTES;
  const tickMinutes = chance.pick([1, 1, 1, 2, 5]);
  const calmFrom = from + troubleMinutes * MINUTE_MS;
  const names = ['a', 'b', 'c'] as const;
  const metrics = names.map(
    (name) => [name, published(chance.branch(name), { from, minutes, troubleMinutes })] as const,
  );
  const rules = Array.from({ length: chance.whole(2, 6) }, (_, nth) =>
    randomRule(chance, `rule-${nth}`, chance.pick(names)),
  );
  const plain = rules
    .filter(({ TreatMissingData }) => TreatMissingData !== 'ignore')
    .map(({ RuleName }) => String(RuleName));
  const composites = ['composite-0', 'composite-1'].flatMap((name) => randomComposite(chance, name, plain));
  const broken = chance.is(0.6) ? [{ ...randomRule(chance, 'broken', 'a'), ...chance.pick(MISTAKES) }] : [];
  return {
    ...{ seed, from, calmFrom, tickMinutes, timeZone: 'Asia/Seoul', warnMinutes: 10, pageSize: 2 },
    // What the last tick tells is posted within its minute.
    to: from + (minutes - (minutes % tickMinutes) + 1) * MINUTE_MS,
    happenings: planDeletion(chance.branch('people'), { rules, composites, from, troubleMinutes }),
    fleet: [],
    rows: {
      ...{ Schedule: [], ScheduleServerGroup: [], ScheduleException: [] },
      AlarmRule: [...composites, ...broken, ...rules],
    },
    metrics: new Map(metrics),
    broken: new Set(broken.map((row) => String(row['RuleName']))),
    faults: planTrouble(chance.branch('faults'), from, calmFrom),
  };
}

/** Stretches of trouble with some calm between them. */
function planTrouble(chance: Chance, from: number, to: number): FaultSpan[] {
  const spans: FaultSpan[] = [];
  for (let at = from; at < to;) {
    const end = Math.min(at + chance.whole(5, 40) * MINUTE_MS, to);
    spans.push({ from: at, to: end, ...randomRates(chance) });
    at = end + chance.whole(0, 20) * MINUTE_MS;
  }
  return spans;
}

function published(chance: Chance, world: { from: number; minutes: number; troubleMinutes: number }): Published {
  const count = BEFORE_MINUTES + world.minutes;
  const values: (number | undefined)[] = [];
  while (values.length < count) {
    const value = chance.is(0.25) ? undefined : chance.pick(VALUES);
    for (let left = chance.pick([1, 1, 2, 3, 8, 20]); left > 0; left--) values.push(value);
  }
  const begins = world.from + chance.whole(0, world.troubleMinutes) * MINUTE_MS;
  const ends = Math.min(begins + chance.whole(1, 40) * MINUTE_MS, world.from + world.troubleMinutes * MINUTE_MS);
  const unread = chance.is(0.4) ? { from: begins, to: ends } : undefined;
  return { from: world.from - BEFORE_MINUTES * MINUTE_MS, values, ...(unread && { unread }) };
}

function randomRule(chance: Chance, name: string, metric: string): Item {
  const periods = chance.pick([1, 2, 3, 5]);
  const isUpward = chance.is(0.6);
  const limits = isUpward ? { Warning: 70, Critical: 90 } : { Warning: 30, Critical: 10 };
  const given = chance.pick<readonly ('Warning' | 'Critical')[]>([['Warning'], ['Critical'], ['Warning', 'Critical']]);
  return {
    ...{ RuleName: name, Namespace: 'App', MetricName: metric, Stat: 'Maximum' },
    PeriodSeconds: chance.pick([60, 60, 60, 120, 300]),
    ...Object.fromEntries(given.map((level) => [level, limits[level]])),
    Comparison: isUpward ? chance.pick(['>', '>=']) : chance.pick(['<', '<=']),
    ...{ EvaluationPeriods: periods, DatapointsToAlarm: chance.whole(1, periods) },
    TreatMissingData: chance.pick(POLICIES),
    ...told(chance),
  };
}

/** Somebody deletes a rule that no composite names, and may put it back. */
function planDeletion(
  chance: Chance,
  world: { rules: readonly Item[]; composites: readonly Item[]; from: number; troubleMinutes: number },
): Happening[] {
  const row = world.rules.find(({ RuleName }) => !JSON.stringify(world.composites).includes(String(RuleName)));
  if (row === undefined) return [];
  const at = world.from + chance.whole(10, world.troubleMinutes - 10) * MINUTE_MS - 30_000;
  const backAt = at + chance.whole(1, 9) * MINUTE_MS;
  const deletion = { at, kind: 'delete', table: 'AlarmRule', key: { RuleName: row['RuleName'] } } as const;
  return chance.is(0.5) ? [deletion] : [deletion, { at: backAt, kind: 'put', table: 'AlarmRule', row }];
}

/** Over rules whose state the series alone decide. */
function randomComposite(chance: Chance, name: string, plain: readonly string[]): Item[] {
  const terms = chance.some(plain, 0.5).map((term) => (chance.is(0.3) ? `not ${term}` : term));
  return terms.length === 0 ? [] : [{ RuleName: name, [chance.pick(['All', 'Any'])]: terms, ...told(chance) }];
}

const told = (chance: Chance): Item => ({
  RepeatMinutes: chance.pick([0, 5, 30]),
  Channels: chance.pick([['default'], ['default', 'ops']]),
});
