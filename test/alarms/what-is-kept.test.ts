import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../functions/shared/calendar/instant.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, CPU, DEVELOPMENT, failure, run, WatchHouse } from './watch-house.ts';

const monday = (time: string) => at(`2026-11-23T${time}`);
const UNSEEN = [{ type: 'EC2', failure: failure('RequestLimitExceeded') }] as const;

/** Development is up since 09:32, with one instance. */
function scheduledHouse(rule: object = {}): WatchHouse {
  const house = new WatchHouse();
  house.alarmRules = [{ ...CPU, Schedule: 'Development', ...rule }];
  house.schedules = [DEVELOPMENT];
  house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
  house.members = [member({ startedAt: monday('09:31') })];
  house.now = monday('12:00');
  return house;
}

/** The instances cannot be listed for so many evaluations. */
async function blind(house: WatchHouse, minutes: number): Promise<void> {
  const { members } = house;
  [house.members, house.unseen] = [[], UNSEEN];
  await house.watchUntil(house.now + (minutes - 1) * MINUTE_MS);
  [house.members, house.unseen] = [members, []];
}

describe('while the instances cannot be listed', () => {
  it('a rule of their schedule stays as it is', async () => {
    const house = scheduledHouse();
    house.curve = () => 95;
    await house.evaluate();
    await blind(house, 2);
    await house.watchUntil(monday('12:10'));
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('a rule of their schedule says that it cannot be read, at the third time', async () => {
    const house = scheduledHouse();
    house.curve = () => 10;
    await blind(house, 3);
    await house.watchUntil(monday('12:10'));
    // The rule, and the built-in one that says what cannot be listed.
    expect(house.said().toSorted()).toEqual([
      ...['alarm fetch-failed', 'alarm fetch-failed', 'alarm-resolved fetch-works', 'alarm-resolved fetch-works'],
    ]);
  });

  it('what was told of an instance in the wrong state is remembered', async () => {
    const house = scheduledHouse();
    house.alarmRules = [];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    await house.watchUntil(monday('12:15'));
    await blind(house, 1);
    await house.watchUntil(monday('13:00'));
    expect(house.said()).toEqual(['alarm warning']);
  });

  it('an instance of another type that is gone is still told as gone', async () => {
    const house = scheduledHouse({ ForEachInstance: true });
    house.curve = () => 95;
    await house.evaluate();
    house.members = [];
    house.unseen = [{ type: 'RDS', failure: failure('AccessDenied') }];
    await house.evaluate();
    expect(house.said()).toEqual(['alarm critical', 'alarm-resolved gone']);
  });
});

it('a rule that was deleted and comes back speaks under another id, which nobody takes for a repeat', async () => {
  const house = new WatchHouse();
  house.alarmRules = [CPU];
  house.curve = () => 95;
  await house.evaluate();
  house.alarmRules = [];
  house.now += MINUTE_MS;
  await house.evaluate();
  expect(house.records.size).toBe(0);
  house.alarmRules = [CPU];
  house.now += MINUTE_MS;
  await house.evaluate();
  expect(house.said()).toEqual(['alarm critical', 'alarm-resolved deleted', 'alarm critical']);
});

it('a stop that only repeats an earlier one, and waits, wakes nothing', async () => {
  const house = scheduledHouse({ ForEachInstance: true, TreatMissingData: 'bySchedule' });
  const stop = run('stop', monday('11:30'));
  house.runs = [{ ...stop, ...(stop.run && { run: { ...stop.run, because: 'rds-restart' } }) }];
  house.members = [member({ phase: 'stopped', status: 'stopped' })];
  await house.evaluate();
  expect([house.queries.length, house.said()]).toEqual([0, []]);
});

it('a silence covers that the values cannot be read, and what is still so is said when it ends', async () => {
  const house = new WatchHouse();
  house.alarmRules = [CPU];
  const silence = { ruleName: 'cpu', by: 'minsu', at: monday('09:00'), reason: undefined };
  house.silences.set('cpu', { ...silence, until: monday('09:30') });
  house.fetchFails = failure('InternalFailure');
  await house.watchUntil(monday('09:29'));
  expect(house.said()).toEqual([]);
  await house.watchUntil(monday('09:31'));
  expect(house.said()).toEqual(['alarm fetch-failed']);
  house.silences.set('cpu', { ...silence, until: monday('10:00') });
  house.fetchFails = undefined;
  house.curve = () => 10;
  await house.watchUntil(monday('09:59'));
  expect(house.said()).toEqual(['alarm fetch-failed']);
  await house.watchUntil(monday('10:01'));
  expect(house.said()).toEqual(['alarm fetch-failed', 'alarm-resolved fetch-works']);
});

describe('the record of a rule', () => {
  it.each([
    ['while its schedule is stopped', 'stopped-by-schedule', { run: run('stop', monday('07:00'), { settledAt: 1 }) }],
    ['while a start is under way', 'restarted', { run: run('start', monday('11:55')) }],
    ['in its grace', 'restarted', { run: run('start', monday('11:50'), { settledAt: monday('11:55') }) }],
    ['without any instance', 'gone', { members: [] }],
    ['where it is switched off', 'switched-off', { rule: { Enabled: false } }],
    ['while it is watched', undefined, {}],
  ] as const)('says %s why nothing is evaluated', async (_when, muted, given) => {
    const more: { run?: ReturnType<typeof run>; members?: readonly []; rule?: object } = given;
    const house = scheduledHouse(more.rule);
    house.curve = () => 10;
    if (more.run !== undefined) house.runs = [more.run];
    if (more.run?.run?.edge.kind === 'stop') house.members = [member({ phase: 'stopped', status: 'stopped' })];
    if (more.run?.run?.edge.kind === 'start') house.members = [member({ startedAt: more.run.run.begunAt + MINUTE_MS })];
    if (more.members !== undefined) house.members = [];
    await house.evaluate();
    expect(house.records.get('cpu')?.muted).toBe(muted);
  });

  it('is written once for a muted night', async () => {
    const house = scheduledHouse();
    house.runs = [run('stop', monday('07:00'), { settledAt: monday('07:05') })];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    await house.watchUntil(monday('12:30'));
    expect(house.writes).toBe(1);
  });
});

it('a bug that one rule meets is reported, and takes no other rule its turn', async () => {
  const house = scheduledHouse({ RuleName: 'hit' });
  house.alarmRules.push(CPU);
  house.members = [
    {
      ...member(),
      get phase(): never {
        throw new Error('a bug');
      },
    },
  ];
  house.curve = () => 95;
  const report = await house.evaluate();
  expect(house.said()).toEqual(['alarm critical']);
  expect(report.failures.map(({ message }) => message)).toContain('a bug');
});

it('of more instances than an item holds, as many are told as fit, the others when these have ended, and each end once', async () => {
  const house = scheduledHouse({ ForEachInstance: true, RepeatMinutes: 0 });
  house.members = Array.from({ length: 1_300 }, (_, index) => member({ id: `i-${index}`, startedAt: monday('09:31') }));
  house.curve = () => 95;
  await house.watchUntil(monday('12:02'));
  const counted = () =>
    house.notices.map(({ kind, facts }) => {
      const fact = (name: string) => facts.find((one) => one.name === name)?.value;
      return [kind, (fact('instances') as string[]).length + Number(fact('more'))];
    });
  expect(counted()).toEqual([['alarm', 1_300]]);
  const [first] = house.members;
  house.members = house.members.slice(1);
  await house.watchUntil(monday('12:05'));
  expect(first && house.records.get('cpu')?.subjects[first.id]).toBeUndefined();
  house.curve = () => 10;
  await house.watchUntil(monday('12:10'));
  const ended = house.notices.filter(({ kind }) => kind === 'alarm-resolved');
  expect(ended).toHaveLength(2);
  expect(house.records.get('cpu')?.subjects).toEqual({});
});
