import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeComposite, type Standing } from '../../functions/alarms/domain/composite.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, CPU, DEVELOPMENT, failure, run, WatchHouse } from './watch-house.ts';

const monday = (time: string) => at(`2026-11-23T${time}`);

const ELB = { ...CPU, Namespace: 'AWS/ApplicationELB' };

/** `both`: a rule over `cpu`, which Development mutes, and over `latency`, which is always awake. */
function houseWith(both: Item): WatchHouse {
  const house = new WatchHouse();
  const latency = { ...ELB, RuleName: 'latency', MetricName: 'TargetResponseTime' };
  house.alarmRules = [{ RuleName: 'both', RepeatMinutes: 0, ...both }, { ...CPU, Schedule: 'Development' }, latency];
  house.schedules = [DEVELOPMENT];
  house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
  house.members = [member({ startedAt: monday('09:31') })];
  house.curve = () => 95;
  house.now = monday('21:50');
  return house;
}

/** What `both` said. */
const saidOf = (house: WatchHouse): string[] => {
  const all = house.said();
  return all.filter((_word, index) => house.notices[index]?.id.startsWith('alarm/both/'));
};

describe('a composite over a rule that the schedule mutes', () => {
  it.each([
    ['All', ['cpu', 'latency']],
    ['All', ['cpu', 'not quiet']],
    ['Any', ['cpu', 'quiet']],
  ])('ends as stopped by schedule, and not as resolved: %s %j', async (of, names) => {
    const house = houseWith({ [of]: names });
    house.alarmRules.push({ ...ELB, RuleName: 'quiet', MetricName: 'Quiet', Critical: 100, Warning: undefined });
    await house.watchUntil(monday('21:59'));
    house.runs = [run('stop', monday('22:00'), { calledAt: monday('22:00') })];
    await house.watchUntil(monday('22:10'));
    expect(saidOf(house)).toEqual(['alarm critical', 'alarm-resolved stopped-by-schedule']);
  });

  it('goes on where what is known decides', async () => {
    const house = houseWith({ Any: ['cpu', 'latency'] });
    await house.watchUntil(monday('21:59'));
    house.runs = [run('stop', monday('22:00'), { calledAt: monday('22:00') })];
    await house.watchUntil(monday('22:10'));
    expect(saidOf(house)).toEqual(['alarm critical']);
  });

  it('does not take what is muted for what does not fire', async () => {
    const house = houseWith({ All: ['latency', 'not cpu'] });
    house.curve = (_minute, query) => (query.kind === 'metric' && query.metric.namespace === 'AWS/EC2' ? 10 : 95);
    house.runs = [run('stop', monday('21:00'), { settledAt: monday('21:05') })];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    await house.watchUntil(monday('22:10'));
    expect(saidOf(house)).toEqual([]);
    expect(house.records.get('both')?.muted).toBe('stopped-by-schedule');
  });
});

it('a composite keeps its state while values of a term cannot be read', async () => {
  const house = houseWith({ All: ['cpu', 'latency'] });
  await house.watchUntil(monday('21:52'));
  house.fetchFails = failure('InternalFailure');
  await house.watchUntil(monday('21:54'));
  house.fetchFails = undefined;
  await house.watchUntil(monday('21:58'));
  expect(saidOf(house)).toEqual(['alarm critical']);
});

it('a composite keeps its state while the instances of a term cannot be listed', async () => {
  const house = houseWith({ All: ['latency', 'not cpu'] });
  house.alarmRules[1] = { ...CPU, Schedule: 'Development', ForEachInstance: true };
  house.curve = (_minute, query) => (query.kind === 'metric' && query.metric.namespace === 'AWS/EC2' ? 10 : 95);
  const { members } = house;
  await house.watchUntil(monday('21:52'));
  [house.members, house.unseen] = [[], [{ type: 'EC2', failure: failure('RequestLimitExceeded') }]];
  await house.watchUntil(monday('21:54'));
  [house.members, house.unseen] = [members, []];
  await house.watchUntil(monday('21:58'));
  expect(saidOf(house)).toEqual(['alarm critical']);
});

it('a composite goes on where a term that was fine could not be read, and ignores that it has no data since', async () => {
  const house = houseWith({ All: ['latency', 'not quiet'] });
  house.alarmRules.push({ ...ELB, RuleName: 'quiet', MetricName: 'Quiet', TreatMissingData: 'ignore' });
  house.curve = (minute, query) => {
    if (query.kind !== 'metric' || query.metric.metricName !== 'Quiet') return 95;
    return minute < monday('21:50') ? 10 : undefined;
  };
  await house.watchUntil(monday('21:51'));
  house.fetchFails = failure('InternalFailure');
  await house.watchUntil(monday('21:57'));
  house.fetchFails = undefined;
  await house.watchUntil(monday('22:10'));
  expect(saidOf(house)).toEqual(['alarm critical']);
});

it('a composite has no data where a term that matters has none', async () => {
  const house = houseWith({ All: ['cpu', 'latency'] });
  await house.watchUntil(monday('21:52'));
  house.curve = (_minute, query) => (query.kind === 'metric' && query.metric.namespace === 'AWS/EC2' ? undefined : 95);
  await house.watchUntil(monday('21:59'));
  expect(saidOf(house)).toEqual(['alarm critical', 'alarm-resolved no-data']);
});

describe('judgeComposite', () => {
  const standings = fc.constantFrom<Standing>(
    { kind: 'known', worst: undefined },
    { kind: 'known', worst: 'warning' },
    { kind: 'known', worst: 'critical' },
    { kind: 'unknown', because: 'stopped-by-schedule' },
    { kind: 'unknown', because: 'failed' },
    { kind: 'unknown', because: 'no-data' },
  );
  const composites = fc.record({
    of: fc.constantFrom('all', 'any' as const),
    terms: fc.array(fc.record({ negated: fc.boolean(), standing: standings }), { minLength: 1, maxLength: 5 }),
  });

  it('knows exactly what every possible state of the unknown terms agrees on', () => {
    fc.assert(
      fc.property(composites, ({ of, terms }) => {
        const named = terms.map(({ negated }, index) => ({ ruleName: `r${index}`, negated }));
        const source = { kind: 'composite', of, terms: named } as const;
        const outcome = judgeComposite(
          source,
          new Map(terms.map(({ standing }, index) => [`r${index}`, standing])),
          'ok',
        );
        const possible = terms.map(({ negated, standing }) => {
          if (standing.kind === 'unknown') return [true, false];
          return [negated === (standing.worst === undefined)];
        });
        const mayHold = of === 'all' ? possible.every((some) => some.includes(true)) : possible.flat().includes(true);
        const mayNot = of === 'all' ? possible.flat().includes(false) : possible.every((some) => some.includes(false));
        const isFiring = outcome.kind === 'found' && ['warning', 'critical'].includes(outcome.finding.level);
        expect(isFiring).toBe(mayHold && !mayNot);
        if (!mayHold) expect(outcome).toMatchObject({ kind: 'found', finding: { level: 'ok' } });
      }),
    );
  });
});
